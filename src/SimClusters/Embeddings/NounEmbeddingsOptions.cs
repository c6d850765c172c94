using SimClusters.Interests;

namespace SimClusters.Embeddings;

/// <summary>The knobs of <see cref="NounEmbeddingsBuilder"/>; the defaults are those of the published entity job.</summary>
public sealed record NounEmbeddingsOptions
{
    /// <summary>The column of U.</summary>
    public InterestScore Score { get; init; } = InterestScore.Fav;

    /// <summary>What a cluster's column is divided by.</summary>
    public ColumnNorms Norms { get; init; } = ColumnNorms.BeforeTruncation;

    /// <summary>Cosines at it or below are dropped. 0 drops zeros alone.</summary>
    public double MinScore { get; init; }

    /// <summary>Clusters kept a noun, strongest first, ties to the lower cluster.</summary>
    public int MaxClustersPerNoun { get; init; } = 100;

    /// <summary>Nouns kept a cluster, strongest first, ties to the lower noun.</summary>
    public int MaxNounsPerCluster { get; init; } = 100;

    /// <summary>Nouns with fewer users have no vector; users whose interests are not known count, too.</summary>
    public int MinUsersPerNoun { get; init; }

    /// <summary>The published values of a variant.</summary>
    /// <remarks>
    /// Followers' variants: strictly above 0.001, 50 clusters, 100 users a topic and language, columns as they are stored; their source writes no list of a cluster, ours has 100.
    /// Entities, hashtags and topics: 100 both ways, without thresholds, columns before truncation. The published README gives topics no numbers.
    /// Source: embedding/tfg/*.scala, EntityToSimClustersEmbeddingsJob.scala; entities_and_indexes.md §3.5, §4.5.
    /// </remarks>
    public static NounEmbeddingsOptions Of(NounVariant variant)
    {
        var options = new NounEmbeddingsOptions { Score = variant.Score() };
        return variant.IsByFollowers() ? options with { Norms = ColumnNorms.OfStored, MinScore = 0.001, MaxClustersPerNoun = 50, MinUsersPerNoun = 100 } : options;
    }

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public NounEmbeddingsOptions Validated()
    {
        if (!Enum.IsDefined(Score)) throw new ArgumentOutOfRangeException(nameof(Score), Score, "There is no such score.");
        if (!Enum.IsDefined(Norms)) throw new ArgumentOutOfRangeException(nameof(Norms), Norms, "There are no such norms.");
        if (!(MinScore >= 0 && MinScore < 1)) throw new ArgumentOutOfRangeException(nameof(MinScore), MinScore, "The minimum score lies between 0 and 1, and is below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerNoun, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNounsPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinUsersPerNoun);
        return this;
    }
}

/// <summary>Which norm of a cluster's column of U a cosine is divided by.</summary>
public enum ColumnNorms
{
    /// <summary>Over all consumers that pass social proof, before each is cut to the strongest clusters: cosines are a little low where many were cut.</summary>
    BeforeTruncation,

    /// <summary>Over the scores that are stored: cosines are exact.</summary>
    OfStored,
}
