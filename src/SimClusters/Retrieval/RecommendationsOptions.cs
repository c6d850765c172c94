using SimClusters.Interests;

namespace SimClusters.Retrieval;

/// <summary>The knobs of <see cref="RecommendationsBuilder"/>; the defaults are those of the published jobs, whose comments say 25, 100 and 150.</summary>
public sealed record RecommendationsOptions
{
    /// <summary>The score that a consumer's clusters are chosen and weighed by, raw.</summary>
    /// <remarks>The published jobs know log-fav alone, of consumers as of items: entities_and_indexes.md §6.10, §6.12. Items of an index by another score go with consumers by that one.</remarks>
    public InterestScore Score { get; init; } = InterestScore.LogFav;

    /// <summary>Clusters whose lists are looked at, a consumer: the strongest, ties to the lower cluster. N of the source.</summary>
    public int MaxClustersPerConsumer { get; init; } = 20;

    /// <summary>Items of a cluster's list: those of the highest score, ties to the lower id. M of the source.</summary>
    public int MaxItemsPerCluster { get; init; } = 50;

    /// <summary>Items kept a consumer: the highest log-cosine, ties to the lower id. K of the source.</summary>
    public int MaxItemsPerConsumer { get; init; } = 200;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RecommendationsOptions Validated()
    {
        if (!Enum.IsDefined(Score)) throw new ArgumentOutOfRangeException(nameof(Score), Score, "There is no such score.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerConsumer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItemsPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItemsPerConsumer, 1);
        return this;
    }
}
