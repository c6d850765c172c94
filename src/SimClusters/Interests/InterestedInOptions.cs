namespace SimClusters.Interests;

/// <summary>The knobs of <see cref="InterestedInBuilder"/>; the defaults are those of InterestedInFromKnownFor.scala.</summary>
public sealed record InterestedInOptions
{
    /// <summary>Social proof: producers of a cluster a consumer must follow or like before it counts. One is noise.</summary>
    public int MinProducers { get; init; } = 2;

    /// <summary>Clusters kept a consumer, strongest first: see <see cref="InterestTruncation"/>.</summary>
    public int MaxClustersPerConsumer { get; init; } = 50;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below one.</exception>
    public InterestedInOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinProducers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerConsumer, 1);
        return this;
    }
}
