using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>Where a run puts each table as soon as it is whole, so that it can drop what no later stage reads.</summary>
/// <remarks>
/// Each method is called at most once (of vectors and similar users once a variant), in this order, from one thread. A sink copies nothing it keeps: the caller disposes its
/// results right after the call. What it throws ends the run.
/// </remarks>
public interface IModelSink
{
    /// <summary>S, when it is kept: its rows and columns are <paramref name="producers"/>.</summary>
    void WriteSimilarity(NodeIndex producers, SimilarityGraph similarity, Execution execution);

    /// <summary>V, and each producer that it leaves out.</summary>
    /// <param name="producers">The rows of <paramref name="knownFor"/>.</param>
    /// <param name="unassigned">Every producer without a cluster, ascending by row, and why in one word.</param>
    void WriteKnownFor(NodeIndex producers, KnownFor knownFor, IReadOnlyList<(int ProducerRow, string Reason)> unassigned, Execution execution);

    /// <summary>The edges that U is made of, and the norms of producers.</summary>
    void WriteEngagements(EngagementGraph graph, Execution execution);

    /// <summary>U; its rows are <paramref name="consumers"/>. Comes after V, whose sizes are told beside its norms.</summary>
    void WriteInterestedIn(NodeIndex consumers, InterestedIn interestedIn, Execution execution);

    /// <summary>Who stands behind each interest, where that is asked for.</summary>
    void WriteInterestProofs(NodeIndex consumers, NodeIndex producers, InterestedIn interestedIn, InterestProofs proofs, Execution execution);

    /// <summary>Ṽ of one variant, both directions where it has them.</summary>
    void WriteProducerEmbeddings(NodeIndex producers, ProducerEmbeddings embeddings, Execution execution);

    /// <summary>Each producer's nearest by the vectors that came just before.</summary>
    void WriteSimilarUsers(NodeIndex producers, SimilarUsers similar, Execution execution);

    /// <summary>What the clusters are; last of all.</summary>
    void WriteClusters(ClusterResults clusters, Execution execution);
}
