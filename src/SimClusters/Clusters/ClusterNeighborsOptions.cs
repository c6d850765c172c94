namespace SimClusters.Clusters;

/// <summary>The knobs of <see cref="ClusterNeighborsBuilder"/>; the defaults are those of ClusterDetailsJob.scala.</summary>
public sealed record ClusterNeighborsOptions
{
    /// <summary>A pair stays when one of its three cosines is above: cosineThreshold.</summary>
    public double MinCosine { get; init; } = 0.01;

    /// <summary>
    /// Neighbours kept a cluster, the strongest first, ties to the lower cluster; then a pair may stay in one direction only. Null keeps all, as published.
    /// </summary>
    public int? MaxNeighborsPerCluster { get; init; }

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ClusterNeighborsOptions Validated()
    {
        if (!(MinCosine >= 0 && MinCosine <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinCosine), MinCosine, "The minimum cosine lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNeighborsPerCluster ?? 1, 1, nameof(MaxNeighborsPerCluster));
        return this;
    }
}
