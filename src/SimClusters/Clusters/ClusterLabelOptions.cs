namespace SimClusters.Clusters;

/// <summary>The knobs of <see cref="ClusterLabelBuilder"/>; nothing of the kind is published, so the defaults are ours.</summary>
public sealed record ClusterLabelOptions
{
    /// <summary>Topics a label has at most: more is a list, and no name.</summary>
    public int MaxTerms { get; init; } = 3;

    /// <summary>Members that must have a term, or all of a cluster that is smaller: one is a person, and no community.</summary>
    public int MinSupport { get; init; } = 2;

    /// <summary>How many times more of a term there must be inside than everywhere. Where there are two clusters of one size it cannot be above 2.</summary>
    public double MinLift { get; init; } = 1.5;

    /// <summary>A topic must be that of such a share of the members who have any: what one in a hundred cares about says nothing of the others.</summary>
    public double MinTopicShare { get; init; } = 0.05;

    /// <summary>A language must be that of such a share of the members: a label says what a cluster is, and not what there is in it.</summary>
    public double MinLanguageShare { get; init; } = 0.5;

    /// <summary>A topic of items must be as like the cluster as this cosine of their users: below it, what is distinctive is still next to nothing.</summary>
    public double MinItemTopicCosine { get; init; } = 0.05;

    /// <summary>Members like everybody else that are thought into each cluster, so that the shares of small ones are not taken at their word.</summary>
    public double PriorMembers { get; init; } = 5;

    /// <summary>Best-known members a label names where it has no topics.</summary>
    public int MaxNames { get; init; } = 2;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ClusterLabelOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTerms, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSupport, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNames, 1);
        if (!(MinLift >= 1 && double.IsFinite(MinLift)))
            throw new ArgumentOutOfRangeException(nameof(MinLift), MinLift, "The minimum lift is 1 or more.");
        if (!(MinTopicShare >= 0 && MinTopicShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinTopicShare), MinTopicShare, "The minimum share lies between 0 and 1.");
        if (!(MinLanguageShare >= 0 && MinLanguageShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinLanguageShare), MinLanguageShare, "The minimum share lies between 0 and 1.");
        if (!(MinItemTopicCosine >= 0 && MinItemTopicCosine <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinItemTopicCosine), MinItemTopicCosine, "The minimum cosine lies between 0 and 1.");
        if (!(PriorMembers >= 0 && double.IsFinite(PriorMembers)))
            throw new ArgumentOutOfRangeException(nameof(PriorMembers), PriorMembers, "There are 0 prior members or more.");
        return this;
    }
}
