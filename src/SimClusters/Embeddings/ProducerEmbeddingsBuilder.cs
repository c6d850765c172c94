using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Ṽ: the cosine of each producer's followers with each community's column of U, both directions.</summary>
public static class ProducerEmbeddingsBuilder
{
    /// <param name="follows">A; every producer of it gets a vector, whether communities were sought for it or not.</param>
    /// <param name="interestedIn">U, with the norms of its columns.</param>
    /// <param name="options">Thresholds; see <see cref="ProducerEmbeddingsOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// Cosines in (0, 1]. The norms of U's columns are those before truncation, so a cosine is a little low where many consumers have more clusters than are kept.
    /// </returns>
    /// <exception cref="ArgumentException">The graph and the interests count consumers differently.</exception>
    /// <remarks>
    /// Time: one step a follow and cluster of its consumer. Memory: the result, 20 bytes a cluster a thread, and 8 bytes a place of the clusters' lists.
    /// Source: ProducerEmbeddingsFromInterestedIn.scala, follow variant; offline.md §8.2.
    /// </remarks>
    public static ProducerEmbeddings Build(
        FollowGraph follows, InterestedIn interestedIn, ProducerEmbeddingsOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (follows.ConsumerCount != interestedIn.ConsumerCount)
            throw new ArgumentException(
                $"The follow graph has {follows.ConsumerCount:N0} consumers and the interests " +
                $"{interestedIn.ConsumerCount:N0}: build both from one graph.", nameof(interestedIn));

        using var best = new TopRows(MostProducers(follows, interestedIn), options.MaxProducersPerCluster);
        long belowMinimum = 0, truncated = 0;
        var product = RowProduct.Run<double, ScoreTerm, CosineFinish, float>(
            follows.Followers, interestedIn.FollowScores, new ScoreTerm(interestedIn.FollowScores.Values!),
            () => new CosineFinish(follows, interestedIn.FollowNorms, options, best),
            finish =>
            {
                belowMinimum += finish.Tolls.BelowMinimum;
                truncated += finish.Tolls.Cut;
            },
            options.MaxClustersPerProducer, execution);

        return new(
            new SparseMatrix(interestedIn.ClusterCount, product.Offsets, product.Keys, product.Values),
            ByCluster(best, follows.ProducerCount, execution), belowMinimum, truncated);
    }

    static int[] MostProducers(FollowGraph follows, InterestedIn interestedIn)
    {
        var most = new int[interestedIn.ClusterCount];
        for (var cluster = 0; cluster < most.Length; cluster++)
            if (interestedIn.ConsumerCounts[cluster] > 0) most[cluster] = follows.ProducerCount;
        return most;
    }

    static SparseMatrix ByCluster(TopRows best, int producerCount, Execution execution)
    {
        best.Complete(execution);
        var offsets = new NativeArray<long>(best.RowCount + 1L);
        for (var row = 0; row < best.RowCount; row++) offsets[row + 1] = offsets[row] + best.Count(row);
        var keys = new NativeArray<int>(offsets[best.RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        for (var row = 0; row < best.RowCount; row++)
        {
            var to = offsets[row];
            var words = best.Row(row).ToArray();
            foreach (var word in words.OrderBy(Ranked.Key))
            {
                keys[to] = Ranked.Key(word);
                values[to++] = Ranked.Score(word);
            }
        }

        return new(producerCount, offsets, keys, values);
    }

    readonly struct ScoreTerm(NativeArray<float> scores) : ITerm<double>
    {
        public double Of(long leftEntry, int inner, long rightEntry) => scores[rightEntry];

        public static double Add(double sum, double term) => sum + term;
    }
}
