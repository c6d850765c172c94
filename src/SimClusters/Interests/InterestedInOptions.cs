namespace SimClusters.Interests;

/// <summary>The knobs of <see cref="InterestedInBuilder"/>; the defaults are those of InterestedInFromKnownFor.scala.</summary>
public sealed record InterestedInOptions
{
    /// <summary>Social proof: producers of a cluster a consumer must follow before it counts. One follow is noise.</summary>
    public int MinProducersFollowed { get; init; } = 2;

    /// <summary>Clusters kept a consumer, strongest first, ties to the lower cluster.</summary>
    public int MaxClustersPerConsumer { get; init; } = 50;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below one.</exception>
    public InterestedInOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinProducersFollowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClustersPerConsumer, 1);
        return this;
    }
}
