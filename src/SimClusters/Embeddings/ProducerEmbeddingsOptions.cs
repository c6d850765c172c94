namespace SimClusters.Embeddings;

/// <summary>The knobs of <see cref="ProducerEmbeddingsBuilder"/>; the defaults are those of ProducerEmbeddingsFromInterestedIn.scala but for the audience.</summary>
public sealed record ProducerEmbeddingsOptions
{
    /// <summary>Entries below this cosine are dropped; one at it stays.</summary>
    public double MinCosine { get; init; } = 0.01;

    /// <summary>Clusters kept a producer, strongest first, ties to the lower cluster.</summary>
    public int MaxClustersPerProducer { get; init; } = 60;

    /// <summary>Producers kept a cluster, strongest first, ties to the lower id.</summary>
    public int MaxProducersPerCluster { get; init; } = 300;

    /// <summary>Producers with fewer followers have an empty row. Published: 101; here 0, so that small networks have vectors.</summary>
    public int MinFollowers { get; init; }

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ProducerEmbeddingsOptions Validated()
    {
        if (!(MinCosine >= 0 && MinCosine <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinCosine), MinCosine, "The minimum cosine lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerProducer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProducersPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinFollowers);
        return this;
    }
}
