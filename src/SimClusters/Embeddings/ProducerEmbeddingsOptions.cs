namespace SimClusters.Embeddings;

/// <summary>The knobs of <see cref="ProducerEmbeddingsBuilder"/>; the defaults are those of the published jobs but for the audiences.</summary>
public sealed record ProducerEmbeddingsOptions
{
    /// <summary>Entries below this cosine are dropped; of the cosine variants one at it stays, of the aggregatable ones it goes: as published.</summary>
    public double MinCosine { get; init; } = 0.01;

    /// <summary>Clusters kept a producer, strongest first by cosine, ties to the lower cluster.</summary>
    public int MaxClustersPerProducer { get; init; } = 60;

    /// <summary>Producers kept a cluster, strongest first, ties to the lower id.</summary>
    public int MaxProducersPerCluster { get; init; } = 300;

    /// <summary>Producers with fewer followers have no vector by follows. Published: 101; here 0, so that small networks have vectors.</summary>
    public int MinFollowers { get; init; }

    /// <summary>Producers with fewer favers have no vector by favourites and no aggregatable one, not even by follows: as published. Published: 101; here 0.</summary>
    public int MinFavers { get; init; }

    /// <summary>The same for the relaxed variant. Published: 16; here 0. Where it is no lower than <see cref="MinFavers"/>, the variant is the other one and is not made.</summary>
    public int RelaxedMinFavers { get; init; }

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ProducerEmbeddingsOptions Validated()
    {
        if (!(MinCosine >= 0 && MinCosine <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinCosine), MinCosine, "The minimum cosine lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerProducer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProducersPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinFollowers);
        ArgumentOutOfRangeException.ThrowIfNegative(MinFavers);
        ArgumentOutOfRangeException.ThrowIfNegative(RelaxedMinFavers);
        return this;
    }
}
