using System.Runtime.InteropServices;

namespace SimClusters.Clusters;

/// <summary>What became of one cluster from one model to the next.</summary>
/// <param name="BeforeCount">Members before.</param>
/// <param name="AfterCount">Members after.</param>
/// <param name="StayedCount">Members of both.</param>
/// <param name="Cosine">
/// Of the members' affiliations before and after, 0 to 1, a producer that is no member counting with 0; null where both sides have too few members.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClusterChange(int BeforeCount, int AfterCount, int StayedCount, double? Cosine)
{
    /// <summary>Members that are new to it.</summary>
    public int JoinedCount => AfterCount - StayedCount;

    /// <summary>Members that it has lost.</summary>
    public int LeftCount => BeforeCount - StayedCount;
}

/// <summary>How far two models agree on which producer is known for what: is the new one safe to put in the place of the old?</summary>
/// <remarks>
/// Clusters are the same by number alone: only a model that began in the clusters of the other can be compared with it. Five of the counts make up the producers of
/// either model. Memory: 32 bytes a cluster. Source: CompareClusters.scala and the weekly report of UpdateKnownForSBFRunner.scala; offline.md §4.5, §10.3.
/// </remarks>
public sealed record ModelComparison
{
    /// <summary>By cluster row, as many as the larger model has.</summary>
    public required ClusterChange[] Clusters { get; init; }

    /// <summary>Of the clusters' cosines, where they have one.</summary>
    public required ScoreDistribution Cosines { get; init; }

    /// <summary>Producers with a cluster after and none before: no_assignment_to_some.</summary>
    public required int UnassignedToAssigned { get; init; }

    /// <summary>Producers with a cluster before and none after: some_assignment_to_none.</summary>
    public required int AssignedToUnassigned { get; init; }

    /// <summary>Producers without a cluster in either: empty_to_empty.</summary>
    public required int Unassigned { get; init; }

    /// <summary>Producers that kept their cluster: same_cluster.</summary>
    public required int Kept { get; init; }

    /// <summary>Producers that moved to another one: diff_cluster.</summary>
    public required int Moved { get; init; }

    /// <summary>Those of <see cref="UnassignedToAssigned"/> whom the model before did not have at all.</summary>
    public required int New { get; init; }

    /// <summary>Those of <see cref="AssignedToUnassigned"/> whom the model after does not have at all.</summary>
    public required int Lost { get; init; }
}
