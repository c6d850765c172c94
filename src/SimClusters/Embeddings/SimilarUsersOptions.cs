namespace SimClusters.Embeddings;

/// <summary>The knobs of <see cref="SimilarUsersBuilder"/>; the defaults are those of SimilarUsersBySimClustersEmbedding.scala.</summary>
public sealed record SimilarUsersOptions
{
    /// <summary>Clusters of a producer's vector that count, strongest first, ties to the lower cluster.</summary>
    public int MaxClustersPerProducer { get; init; } = 50;

    /// <summary>Producers of each of these clusters that are looked at, strongest first. No more than the clusters' lists have.</summary>
    public int MaxProducersPerCluster { get; init; } = 300;

    /// <summary>Similar producers kept a producer, most similar first, ties to the lower id.</summary>
    public int MaxSimilarPerProducer { get; init; } = 100;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below one.</exception>
    public SimilarUsersOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerProducer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProducersPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSimilarPerProducer, 1);
        return this;
    }
}
