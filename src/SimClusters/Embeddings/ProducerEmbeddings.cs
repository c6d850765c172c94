using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Ṽ: producers in the space of communities, from who follows or likes them and what those care about.</summary>
/// <remarks>Memory: 8 bytes an entry a direction, 8 bytes a row.</remarks>
public sealed class ProducerEmbeddings : IDisposable
{
    /// <param name="variant">Which vectors these are.</param>
    /// <param name="byProducer">Producers × clusters: a cosine in (0, 1] or, aggregatable, a score &gt; 0; each producer's strongest by cosine.</param>
    /// <param name="byCluster">Clusters × producers: cosine in (0, 1], each cluster's strongest among all above the threshold; null for aggregatable ones.</param>
    /// <param name="removedByThreshold">Products &gt; 0 below the minimum cosine.</param>
    /// <param name="removedByTruncation">Entries above it that the producer's limit cut from <paramref name="byProducer"/>.</param>
    public ProducerEmbeddings(ProducerVariant variant, SparseMatrix byProducer, SparseMatrix? byCluster, long removedByThreshold, long removedByTruncation)
    {
        Variant = variant;
        ByProducer = byProducer;
        ByCluster = byCluster;
        RemovedByThreshold = removedByThreshold;
        RemovedByTruncation = removedByTruncation;
    }

    public ProducerVariant Variant { get; }

    public SparseMatrix ByProducer { get; }

    public SparseMatrix? ByCluster { get; }

    public long RemovedByThreshold { get; }

    public long RemovedByTruncation { get; }

    public void Dispose()
    {
        ByProducer.Dispose();
        ByCluster?.Dispose();
    }
}
