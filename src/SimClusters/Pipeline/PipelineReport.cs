using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
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

    public EngagementsReport? Engagements { get; init; }

    public InterestsReport? Interests { get; init; }

    /// <summary>A report a variant that was made.</summary>
    public IReadOnlyList<ProducersReport> Producers { get; init; } = [];

    public IReadOnlyList<SimilarUsersReport> SimilarUsers { get; init; } = [];

    /// <summary>How well the clusters explain S; null where the run had none.</summary>
    public OverallQuality? ClusterQuality { get; init; }

    public ClustersReport? Clusters { get; init; }
}

/// <param name="Follows">Follows after the cut.</param>
/// <param name="Favourites">Favourite edges after the cut.</param>
/// <param name="CutConsumers">Consumers with more edges than are kept.</param>
/// <param name="CutEdges">Their edges beyond.</param>
public sealed record EngagementsReport(long Follows, long Favourites, int CutConsumers, long CutEdges);

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
public sealed record ProducersReport(ProducerVariant Variant, long Entries, int ProducersWithVectors, int Producers, long ClusterEntries, long RemovedByThreshold, long RemovedByTruncation);

/// <param name="Entries">Pairs kept.</param>
/// <param name="Producers">Producers with at least one.</param>
/// <param name="Candidates">Pairs compared.</param>
public sealed record SimilarUsersReport(ProducerVariant Variant, long Entries, int Producers, long Candidates);

/// <param name="LabelledByTopic">Clusters whose label says what they are about.</param>
/// <param name="NeighborPairs">Pairs of clusters that share an audience, both directions.</param>
public sealed record ClustersReport(int LabelledByTopic, long NeighborPairs);
