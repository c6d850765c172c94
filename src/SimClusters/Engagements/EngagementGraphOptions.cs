namespace SimClusters.Engagements;

/// <summary>The knobs of <see cref="EngagementGraphBuilder"/>.</summary>
public sealed record EngagementGraphOptions
{
    /// <summary>
    /// Producers that a consumer's follows and favourites are cut to: the most liked first, and of those never liked the less followed first, since they tell more; ties to the
    /// lower id. Source: maxNeighborsPerUser of UserUserNormalizedGraph.scala.
    /// </summary>
    public int MaxProducersPerConsumer { get; init; } = 2_000;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below one.</exception>
    public EngagementGraphOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProducersPerConsumer, 1);
        return this;
    }
}
