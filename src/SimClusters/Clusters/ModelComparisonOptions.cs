namespace SimClusters.Clusters;

/// <summary>The knob of <see cref="ModelComparisonBuilder"/>; the default is that of the published weekly report.</summary>
public sealed record ModelComparisonOptions
{
    /// <summary>A cluster has a cosine when it has so many members on either side: one member coming or going turns a smaller one.</summary>
    public int MinMembers { get; init; } = 10;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is below one.</exception>
    public ModelComparisonOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinMembers, 1);
        return this;
    }
}
