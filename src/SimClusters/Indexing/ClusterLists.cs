using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>From items' clusters to clusters' items: who passes, and each cluster's best.</summary>
static class ClusterLists
{
    const int ItemsPerBlock = 4_096, ClustersPerBlock = 16;

    /// <summary>Clusters × items in the rows of the embeddings; ascending by item.</summary>
    /// <param name="items">Items × clusters.</param>
    /// <param name="pairCounts">By entry of <paramref name="items"/>.</param>
    /// <remarks>Memory: 8 bytes an entry of the embeddings, and the lists.</remarks>
    internal static SparseMatrix Of(SparseMatrix items, NativeArray<int> pairCounts, ItemIndexOptions options, ItemTolls tolls, Execution execution)
    {
        using var passed = options.MinEngagementsPerCluster > 1 ? Passed(items, pairCounts, options.MinEngagementsPerCluster, tolls, execution) : null;
        using var offers = Transpose.Of(passed ?? items, execution);
        return Rows(offers, execution, () => new BestItems(options.MaxItemsPerCluster), (best, cluster, output) => best.Write(offers.RowKeys(cluster), offers.RowValues(cluster), output));
    }

    /// <summary>The entries that another index has, in the same cluster and of the same item. §6.8.</summary>
    /// <param name="lists">Disposed when the result is there.</param>
    /// <param name="items">Its columns.</param>
    /// <remarks>Memory: the lists, 4 bytes an item of the embeddings, and a byte an item of the other index a thread.</remarks>
    internal static SparseMatrix Intersected(SparseMatrix lists, NodeIndex items, ClusterIndex others, Execution execution)
    {
        using (lists)
        {
            var otherOf = RowMap.Of(items, others.Items, execution);
            return Rows(lists, execution, () => new bool[others.Items.Count], (isListed, cluster, output) =>
            {
                var keys = lists.RowKeys(cluster);
                var values = lists.RowValues(cluster);
                var count = 0;
                foreach (var other in others.Scores.RowKeys(cluster)) isListed[other] = true;
                for (var i = 0; i < keys.Length; i++)
                {
                    if (otherOf[keys[i]] is not (>= 0 and var other) || !isListed[other]) continue;
                    output.Add(keys[i], values[i]);
                    count++;
                }

                foreach (var other in others.Scores.RowKeys(cluster)) isListed[other] = false;
                return count;
            });
        }
    }

    /// <summary>The lists with an index of their own items; takes the lists over.</summary>
    internal static ClusterIndex WithOwnItems(SparseMatrix lists, Func<ReadOnlySpan<int>, NodeIndex> idsOf)
    {
        using var isListed = new NativeArray<bool>(lists.ColumnCount);
        foreach (var item in lists.Keys.AsSpan()) isListed[item] = true;
        var rows = new List<int>();
        using var rowOf = new NativeArray<int>(lists.ColumnCount, cleared: false);
        for (var item = 0; item < lists.ColumnCount; item++)
        {
            rowOf[item] = rows.Count;
            if (isListed[item]) rows.Add(item);
        }

        foreach (ref var item in lists.Keys.AsSpan()) item = rowOf[item];
        return new(idsOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)), new(rows.Count, lists.Offsets, lists.Keys, lists.Values));
    }

    // The entries with enough pairs behind them.
    static SparseMatrix Passed(SparseMatrix items, NativeArray<int> pairCounts, int minPairs, ItemTolls tolls, Execution execution)
    {
        var passed = Rows(items, execution, () => 0, (_, item, output) =>
        {
            var count = 0;
            for (var entry = items.Offsets[item]; entry < items.Offsets[item + 1L]; entry++)
            {
                if (pairCounts[entry] < minPairs) continue;
                output.Add(items.Keys[entry], items.Values![entry]);
                count++;
            }

            return count;
        }, ItemsPerBlock);
        tolls.FewPairs += items.EntryCount - passed.EntryCount;
        return passed;
    }

    // A matrix of the same shape, row by row.
    static SparseMatrix Rows<TWorker>(SparseMatrix shape, Execution execution, Func<TWorker> createWorker, Func<TWorker, int, RowBlockWriter<float>, int> writeRow, int rowsPerBlock = ClustersPerBlock)
    {
        var blocks = new RowBlocks<float>(shape.RowCount, rowsPerBlock);
        ParallelRows.Run(
            shape.RowCount, rowsPerBlock, execution.WithoutProgress(), () => new RowWork<TWorker>(createWorker()),
            (work, block, first, end) =>
            {
                for (var row = first; row < end; row++) blocks.SetLength(row, writeRow(work.Worker, row, work.Output));
                blocks.Set(block, work.Output);
            });
        var (offsets, keys, values) = blocks.Join(execution);
        return new(shape.ColumnCount, offsets, keys, values);
    }

    // What one thread owns.
    sealed class RowWork<TWorker>(TWorker worker) : IDisposable
    {
        internal TWorker Worker { get; } = worker;

        internal RowBlockWriter<float> Output { get; } = new();

        public void Dispose() => Output.Dispose();
    }

    // One thread's choice of a cluster's best items. Looked at twice: for the score that it takes, and in the order of items for those that have it.
    sealed class BestItems(int max)
    {
        ulong[] _words = [];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal int Write(ReadOnlySpan<int> items, ReadOnlySpan<float> scores, RowBlockWriter<float> output)
        {
            var floor = items.Length > max ? LeastOfBest(items, scores) : 0;
            var count = 0;
            for (var i = 0; i < items.Length; i++)
            {
                if (Ranked.Pack(scores[i], items[i]) < floor) continue;
                output.Add(items[i], scores[i]);
                count++;
            }

            return count;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        ulong LeastOfBest(ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
        {
            if (_words.Length < items.Length) _words = new ulong[Math.Max(items.Length, 2 * _words.Length)];
            var words = _words.AsSpan(0, items.Length);
            for (var i = 0; i < words.Length; i++) words[i] = Ranked.Pack(scores[i], items[i]);
            TopK.MoveGreatestToFront(words, max);
            var least = ulong.MaxValue;
            foreach (var word in words[..max]) least = Math.Min(least, word);
            return least;
        }
    }
}
