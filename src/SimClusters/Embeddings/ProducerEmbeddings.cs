using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Ṽ: producers in the space of communities, from who follows them and what those care about. Both directions.</summary>
/// <remarks>Memory: 8 bytes an entry a direction, 8 bytes a row.</remarks>
public sealed class ProducerEmbeddings : IDisposable
{
    /// <param name="byProducer">Producers × clusters: cosine in (0, 1], each producer's strongest.</param>
    /// <param name="byCluster">Clusters × producers: cosine in (0, 1], each cluster's strongest among all above the threshold.</param>
    /// <param name="removedByThreshold">Products &gt; 0 below the minimum cosine.</param>
    /// <param name="removedByTruncation">Entries above it that the producer's limit cut from <paramref name="byProducer"/>.</param>
    public ProducerEmbeddings(SparseMatrix byProducer, SparseMatrix byCluster, long removedByThreshold, long removedByTruncation)
    {
        ByProducer = byProducer;
        ByCluster = byCluster;
        RemovedByThreshold = removedByThreshold;
        RemovedByTruncation = removedByTruncation;
    }

    public SparseMatrix ByProducer { get; }

    public SparseMatrix ByCluster { get; }

    public long RemovedByThreshold { get; }

    public long RemovedByTruncation { get; }

    public void Dispose()
    {
        ByProducer.Dispose();
        ByCluster.Dispose();
    }
}
