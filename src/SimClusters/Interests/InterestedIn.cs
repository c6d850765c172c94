using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>U: what each consumer cares about, consumers × clusters, from whom they follow.</summary>
/// <remarks>
/// Memory: 12 bytes an entry, 8 a consumer, 20 a cluster. The cluster-normalised scores are quotients of a score and a norm, and are not stored.
/// </remarks>
public sealed class InterestedIn : IDisposable
{
    /// <param name="followScores">followScore: Σ KnownFor scores of the producers followed; &gt; 0.</param>
    /// <param name="producerNormalizedScores">By entry: the same sum with each producer divided by √followers.</param>
    /// <param name="followNorms">By cluster: L2 norm of followScore over all consumers that pass social proof, before truncation.</param>
    /// <param name="producerNormalizedNorms">By cluster: the same norm of the producer-normalised score.</param>
    /// <param name="consumerCounts">By cluster: consumers that pass social proof, before truncation.</param>
    /// <param name="removedBySocialProof">Entries removed because too few producers support them.</param>
    /// <param name="removedByTruncation">Entries removed because the consumer has stronger clusters.</param>
    public InterestedIn(
        SparseMatrix followScores, NativeArray<float> producerNormalizedScores,
        double[] followNorms, double[] producerNormalizedNorms, int[] consumerCounts,
        long removedBySocialProof, long removedByTruncation)
    {
        FollowScores = followScores;
        ProducerNormalizedScores = producerNormalizedScores;
        FollowNorms = followNorms;
        ProducerNormalizedNorms = producerNormalizedNorms;
        ConsumerCounts = consumerCounts;
        RemovedBySocialProof = removedBySocialProof;
        RemovedByTruncation = removedByTruncation;
    }

    public SparseMatrix FollowScores { get; }

    public NativeArray<float> ProducerNormalizedScores { get; }

    public double[] FollowNorms { get; }

    public double[] ProducerNormalizedNorms { get; }

    public int[] ConsumerCounts { get; }

    public long RemovedBySocialProof { get; }

    public long RemovedByTruncation { get; }

    public int ConsumerCount => FollowScores.RowCount;

    public int ClusterCount => FollowScores.ColumnCount;

    public void Dispose()
    {
        FollowScores.Dispose();
        ProducerNormalizedScores.Dispose();
    }
}
