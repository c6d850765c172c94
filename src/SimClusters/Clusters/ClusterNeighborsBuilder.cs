using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>Which clusters do the same people care about? UᵀU, cluster-normalised, in three scores at once.</summary>
public static class ClusterNeighborsBuilder
{
    // Few: there may be a thousand clusters only, and some have a hundred times the audience of others.
    const int BlockSize = 8;

    /// <param name="interests">U, with the norms of its columns.</param>
    /// <param name="options">Thresholds; see <see cref="ClusterNeighborsOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// The pairs with a cosine above the minimum, i ≠ j, in both directions. The norms are those before truncation, as published, so a cosine is a little low where
    /// many consumers were cut.
    /// </returns>
    /// <remarks>
    /// Time: one step a consumer and ordered pair of its clusters, 2,500 at most by default. Memory: the result, for a moment at the end twice; 20 bytes an entry of U,
    /// and 36 a cluster a thread. Source: getSimilaritiesForAllPairs and keepTopNeighbors in ClusterDetailsJob.scala, which for all their
    /// names have no top; offline.md §9.
    /// </remarks>
    public static ClusterNeighbors Build(InterestedIn interests, ClusterNeighborsOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        using var scores = new PackedRows<NeighborScores>(interests.Entries, NeighborScores.Of(interests), execution);
        using var audiences = Transpose.Of(interests.Entries, execution);
        double[][] norms = [interests.Norms(InterestScore.Follow), interests.Norms(InterestScore.Fav), interests.Norms(InterestScore.LogFav)];
        var finish = new NeighborFinish(norms, options.MinCosine);
        var maxPerRow = options.MaxNeighborsPerCluster ?? int.MaxValue;
        var blocks = new RowBlocks<NeighborCosines>(interests.ClusterCount, BlockSize);
        ParallelRows.Run(
            interests.ClusterCount, BlockSize, execution, () => new Worker(audiences, scores),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++) blocks.SetLength(row, worker.Run(row, finish, maxPerRow));
                blocks.Set(block, worker.Output);
            });
        return Join(blocks, interests, execution);
    }

    static ClusterNeighbors Join(RowBlocks<NeighborCosines> blocks, InterestedIn interests, Execution execution)
    {
        NativeArray<float>? follow = null, fav = null, logFav = null;
        var (offsets, keys) = blocks.Join(
            pairCount =>
            {
                follow = new(pairCount, cleared: false);
                fav = interests.HasFavourites ? new(pairCount, cleared: false) : null;
                logFav = interests.HasFavourites ? new(pairCount, cleared: false) : null;
                return (first, cosines) =>
                {
                    for (var i = 0; i < cosines.Length; i++)
                    {
                        follow[first + i] = cosines[i].Follow;
                        if (fav is null) continue;
                        fav[first + i] = cosines[i].Fav;
                        logFav![first + i] = cosines[i].LogFav;
                    }
                };
            },
            execution);
        return new(new SparseMatrix(interests.ClusterCount, offsets, keys, values: null), follow!, fav, logFav);
    }

    // What one thread owns.
    sealed unsafe class Worker(SparseMatrix audiences, PackedRows<NeighborScores> scores) : IDisposable
    {
        // Consumers ahead at which a row of scores is asked for, and where it starts.
        const int RowDistance = 16, OffsetDistance = 48;

        readonly RowAccumulator<NeighborSums> _sums = new(audiences.RowCount);

        internal RowBlockWriter<NeighborCosines> Output { get; } = new();

        // A consumer's score of the cluster itself lies among its others: one matrix is both sides.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal int Run(int cluster, NeighborFinish finish, int maxPerRow)
        {
            var consumers = audiences.RowKeys(cluster);
            var offsets = scores.Offsets;
            var entries = scores.Entries;
            for (var i = 0; i < consumers.Length; i++)
            {
                if (Sse.IsSupported && i + OffsetDistance < consumers.Length) Sse.Prefetch0(offsets + consumers[i + OffsetDistance]);
                if (Sse.IsSupported && i + RowDistance < consumers.Length)
                {
                    Sse.Prefetch0(entries + offsets[consumers[i + RowDistance]]);
                    Sse.Prefetch0(entries + offsets[consumers[i + RowDistance] + 1] - 1);
                }

                PackedEntry<NeighborScores>* first = entries + offsets[consumers[i]], end = entries + offsets[consumers[i] + 1], own = first;
                while (own->Column != cluster) own++;
                var ownScores = own->Value;
                for (var at = first; at < end; at++) _sums.Touch(at->Column).Add(ownScores, at->Value);
            }

            return _sums.Finish<NeighborFinish, NeighborCosines>(cluster, finish, maxPerRow, Output);
        }

        public void Dispose()
        {
            _sums.Dispose();
            Output.Dispose();
        }
    }
}
