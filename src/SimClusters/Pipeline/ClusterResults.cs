using SimClusters.Clusters;
using SimClusters.Interests;

namespace SimClusters.Pipeline;

/// <summary>All there is to say of a run's clusters.</summary>
/// <param name="Labels">By cluster row.</param>
/// <param name="InterestedIn">U, whose norms and counts are told beside the labels.</param>
/// <param name="Details">Of clusters with consumers and members.</param>
/// <param name="Neighbors">Which clusters share an audience.</param>
/// <param name="Quality">By cluster row; null where the run had no similarity graph.</param>
public sealed record ClusterResults(
    IReadOnlyList<ClusterLabel> Labels, InterestedIn InterestedIn, ClusterDetails Details, ClusterNeighbors Neighbors, IReadOnlyList<ClusterQuality>? Quality);
