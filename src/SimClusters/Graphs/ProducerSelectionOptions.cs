namespace SimClusters.Graphs;

/// <summary>The knobs of <see cref="ProducerSelectionBuilder"/>.</summary>
public sealed record ProducerSelectionOptions
{
    /// <summary>The top N most followed producers; null keeps all. The published job took 20 million.</summary>
    public int? MaxProducers { get; init; }

    /// <summary>Followers below which a producer is left out: one follower tells nothing about likeness. The published job asked for 400 active ones.</summary>
    public int MinFollowers { get; init; } = 2;

    /// <summary>These options, checked; the builder calls it first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below its least value: 1 producer, 0 followers.</exception>
    public ProducerSelectionOptions Validated()
    {
        if (MaxProducers is { } maxProducers) ArgumentOutOfRangeException.ThrowIfLessThan(maxProducers, 1, nameof(MaxProducers));
        ArgumentOutOfRangeException.ThrowIfNegative(MinFollowers);
        return this;
    }
}
