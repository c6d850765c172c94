using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>Which producers are alike: exact cosine of their follower sets, noise removed, each one's strongest neighbours kept.</summary>
public static class SimilarityGraphBuilder
{
    const int BlockSize = 64;

    // A pair stays when its cosine exceeds the minimum by more than this: BipartiteGraph.java of twitter/sbf.
    const double Margin = 1e-5;

    /// <summary>S = AᵀA scaled to cosines, thresholded, cut to the top neighbours of either end, symmetric.</summary>
    /// <param name="follows">A. Follower counts, and so the cosines, are over all its consumers.</param>
    /// <param name="selection">Who takes part; others have empty rows. Null takes all producers.</param>
    /// <param name="options">Thresholds; see <see cref="SimilarityOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>S: symmetric, keys ascending; ties at a producer's last place go to the lower id.</returns>
    /// <exception cref="ArgumentException">The selection counts other producers than the graph.</exception>
    /// <remarks>
    /// Time: one step a pair of producers that a consumer follows, Σ d(d−1)/2 in all. Memory beyond the graph and the result:
    /// 16 bytes a producer a thread while pairs are counted, 24 a producer while the two ends are joined, 28 a producer throughout, 12 a kept
    /// neighbour, which is given back while the result grows, and 8 an edge that one end alone keeps.
    /// Source: offline.md §3; projectRight of twitter/sbf, without its 32-bit overflow for popular producers.
    /// </remarks>
    public static SimilarityGraph Build(
        FollowGraph follows, ProducerSelection? selection, SimilarityOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (selection is not null && selection.IsSelected.Length != follows.ProducerCount)
            throw new ArgumentException(
                $"The selection has {selection.IsSelected.Length:N0} producers and the follow graph {follows.ProducerCount:N0}: make both from one graph.", nameof(selection));

        using var norms = InverseNorms(follows, selection);
        using var best = new TopRows(MostNeighbors(follows, norms, 2 * options.MaxNeighbors, execution), options.MaxNeighbors);
        long edgesAbove = 0;

        if (options.MaxFollowsPerConsumer is { } limit && SampledFollows.AnyLongerThan(follows, limit))
        {
            using var sample = SampledFollows.Draw(follows, limit, options.Seed, execution);
            ParallelRows.Run(
                follows.ProducerCount, BlockSize, execution,
                () => new WeightedRows(sample, follows, norms, options.MinCosine, best),
                (rows, _, first, end) => { for (var row = first; row < end; row++) rows.Offer(row); },
                rows => edgesAbove += rows.EdgeCount);
        }
        else
        {
            ParallelRows.Run(
                follows.ProducerCount, BlockSize, execution,
                () => new CountedRows(follows, norms, options.MinCosine, best),
                (rows, _, first, end) => { for (var row = first; row < end; row++) rows.Offer(row); },
                rows => edgesAbove += rows.EdgeCount);
        }

        return new(SymmetricUnion.Of(best, execution), edgesAbove);
    }

    /// <summary>Whether a cosine clears the minimum, as it is counted and stored: in single precision.</summary>
    internal static bool Clears(float cosine, double minCosine) => cosine - minCosine > Margin;

    // 1/√followers, 0 for producers that take no part, and a margin of zeros for whole vectors.
    static NativeArray<float> InverseNorms(FollowGraph follows, ProducerSelection? selection)
    {
        var norms = new NativeArray<float>(follows.ProducerCount + 8L);
        for (var row = 0; row < follows.ProducerCount; row++)
        {
            var followers = follows.FollowerCount(row);
            if (followers > 0 && selection?.IsSelected[row] != false) norms[row] = (float)(1 / Math.Sqrt(followers));
        }

        return norms;
    }

    // How many neighbours there can be, as far as it matters: a producer meets at most the other follows of its followers.
    static int[] MostNeighbors(FollowGraph follows, NativeArray<float> norms, int limit, Execution execution)
    {
        var most = new int[follows.ProducerCount];
        ParallelRows.Run(follows.ProducerCount, 4096, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                if (norms[row] == 0) continue;
                long bound = 0;
                foreach (var consumer in follows.Followers.RowKeys(row))
                {
                    bound += follows.Follows.RowLength(consumer) - 1;
                    if (bound >= limit) break;
                }

                most[row] = (int)Math.Min(bound, Math.Min(limit, follows.ProducerCount - 1));
            }
        });
        return most;
    }
}
