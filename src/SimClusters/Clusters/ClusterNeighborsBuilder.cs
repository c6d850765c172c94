using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>Which clusters do the same people care about? UᵀU, cluster-normalised, in three scores at once.</summary>
public static class ClusterNeighborsBuilder
{
    // The loop is that of RowProduct with fewer rows a block: there may be a thousand clusters only, and some have a hundred times the audience of others.
    const int BlockSize = 8;

    /// <param name="interests">U, with the norms of its columns.</param>
    /// <param name="options">Thresholds; see <see cref="ClusterNeighborsOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// The pairs with a cosine above the minimum, i ≠ j, in both directions. The norms are those before truncation, as published, so a cosine is a little low where
    /// many consumers were cut.
    /// </returns>
    /// <remarks>
    /// Time: one step a consumer and ordered pair of its clusters, 2,500 at most by default. Memory: the result, for a moment at the end twice; 24 bytes an entry of U,
    /// 8 without favourites; and 36 bytes a cluster a thread. Source: getSimilaritiesForAllPairs and keepTopNeighbors in ClusterDetailsJob.scala, which for all their
    /// names have no top; offline.md §9.
    /// </remarks>
    public static ClusterNeighbors Build(InterestedIn interests, ClusterNeighborsOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        using var follow = new ScoreSides(interests, InterestScore.Follow, execution);
        if (!interests.HasFavourites) return Build(interests, follow.Columns, new FollowNeighborTerm(follow), options, execution);

        using var fav = new ScoreSides(interests, InterestScore.Fav, execution);
        using var logFav = new ScoreSides(interests, InterestScore.LogFav, execution);
        return Build(interests, follow.Columns, new NeighborTerm(follow, fav, logFav), options, execution);
    }

    static ClusterNeighbors Build<TTerm>(InterestedIn interests, SparseMatrix columns, TTerm term, ClusterNeighborsOptions options, Execution execution)
        where TTerm : struct, ITerm<NeighborSums>
    {
        double[][] norms = [interests.Norms(InterestScore.Follow), interests.Norms(InterestScore.Fav), interests.Norms(InterestScore.LogFav)];
        var finish = new NeighborFinish(norms, options.MinCosine);
        var maxPerRow = options.MaxNeighborsPerCluster ?? int.MaxValue;
        var blocks = new RowBlocks<NeighborCosines>(interests.ClusterCount, BlockSize);
        ParallelRows.Run(
            interests.ClusterCount, BlockSize, execution, () => new Worker(interests.ClusterCount),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++)
                {
                    worker.Row.Add(columns, interests.Entries, row, term);
                    blocks.SetLength(row, worker.Row.Finish<NeighborFinish, NeighborCosines>(row, finish, maxPerRow, worker.Output));
                }

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
    sealed class Worker(int clusterCount) : IDisposable
    {
        internal RowAccumulator<NeighborSums> Row { get; } = new(clusterCount);

        internal RowBlockWriter<NeighborCosines> Output { get; } = new();

        public void Dispose()
        {
            Row.Dispose();
            Output.Dispose();
        }
    }
}
