using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>What a run found and what each threshold took, stage by stage; stages that did not run are null.</summary>
public sealed record PipelineReport
{
    public ProducerSelection? Selection { get; init; }

    public SimilarityReport? Similarity { get; init; }

    /// <summary>V itself: 8 bytes a producer.</summary>
    public KnownFor? KnownFor { get; init; }

    /// <summary>Clusters, empty ones included.</summary>
    public int ClusterCount { get; init; }

    public IReadOnlyList<EpochReport> Epochs { get; init; } = [];

    public CommunityQuality? BeforeAttach { get; init; }

    public CommunityQuality? Quality { get; init; }

    public InterestsReport? Interests { get; init; }

    public ProducersReport? Producers { get; init; }
}

/// <param name="Entries">Rows of U.</param>
/// <param name="ConsumersWithInterests">Consumers with at least one.</param>
/// <param name="Consumers">All consumers.</param>
/// <param name="RemovedBySocialProof">Entries that too few producers support.</param>
/// <param name="RemovedByTruncation">Entries beyond the consumer's limit.</param>
public sealed record InterestsReport(long Entries, int ConsumersWithInterests, int Consumers, long RemovedBySocialProof, long RemovedByTruncation);

/// <param name="Entries">Rows of Ṽ by producer.</param>
/// <param name="ProducersWithVectors">Producers with at least one.</param>
/// <param name="Producers">All producers.</param>
/// <param name="ClusterEntries">Rows of Ṽ by cluster.</param>
/// <param name="RemovedByThreshold">Cosines below the minimum.</param>
/// <param name="RemovedByTruncation">Entries beyond the producer's limit.</param>
public sealed record ProducersReport(long Entries, int ProducersWithVectors, int Producers, long ClusterEntries, long RemovedByThreshold, long RemovedByTruncation);
