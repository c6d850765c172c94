namespace SimClusters.Similarity;

/// <summary>The knobs of <see cref="SimilarityGraphBuilder"/>.</summary>
public sealed record SimilarityOptions
{
    /// <summary>Noise removal: an edge needs a cosine above this by more than 1e-5, as in BipartiteGraph.java of twitter/sbf.</summary>
    public double MinCosine { get; init; } = 0.02;

    /// <summary>Neighbours a producer keeps, strongest first, ties to the lower id. The union of both ends' choices stays. Published: 100 to 400.</summary>
    public int MaxNeighbors { get; init; } = 100;

    /// <summary>
    /// Follows of one consumer that are looked at; of a consumer with more, so many are sampled and each pair among them weighs more,
    /// such that expected counts are unchanged. Null looks at all: exact.
    /// </summary>
    public int? MaxFollowsPerConsumer { get; init; }

    /// <summary>Seed of the sampling; unused while nothing is sampled.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SimilarityOptions Validated()
    {
        if (!(MinCosine >= 0 && MinCosine <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinCosine), MinCosine, "The minimum cosine lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNeighbors, 1);
        if (MaxFollowsPerConsumer is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, 2, nameof(MaxFollowsPerConsumer));
        return this;
    }
}
