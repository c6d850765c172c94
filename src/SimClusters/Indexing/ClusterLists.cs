using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>From items' clusters to clusters' items: who passes, and each cluster's best.</summary>
static class ClusterLists
{
    const int BlockSize = 4_096;

    /// <summary>Clusters × items in the rows of the embeddings; ascending by item.</summary>
    /// <param name="items">Items × clusters.</param>
    /// <param name="pairCounts">By entry of <paramref name="items"/>.</param>
    internal static SparseMatrix Of(SparseMatrix items, NativeArray<int> pairCounts, ItemIndexOptions options, ItemTolls tolls, Execution execution)
    {
        var (minPairs, maxItems) = (options.MinEngagementsPerCluster, options.MaxItemsPerCluster);
        var offers = new int[items.ColumnCount];
        for (long entry = 0; entry < items.EntryCount; entry++)
            if (pairCounts[entry] >= minPairs) offers[items.Keys[entry]]++;
            else tolls.FewPairs++;
        using var best = new TopRows(offers, maxItems);
        ParallelRows.Run(items.RowCount, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var item = first; item < end; item++)
                for (var entry = items.Offsets[item]; entry < items.Offsets[item + 1L]; entry++)
                    if (pairCounts[entry] >= minPairs) best.Offer(items.Keys[entry], Ranked.Pack(items.Values![entry], item));
        });
        best.Complete(execution);

        var blocks = new RowBlocks<float>(items.ColumnCount, TopRows.RowsPerChunk);
        ParallelRows.Run(
            items.ColumnCount, TopRows.RowsPerChunk, execution.WithoutProgress(), () => new RowBlockWriter<float>(),
            (output, block, first, end) =>
            {
                for (var cluster = first; cluster < end; cluster++) blocks.SetLength(cluster, TopK.WriteGreatest(best.Row(cluster), maxItems, output));
                blocks.Set(block, output);
            });
        var (offsets, keys, values) = blocks.Join(execution);
        return new(items.RowCount, offsets, keys, values);
    }

    /// <summary>The entries that another index has, in the same cluster and of the same item. §6.8.</summary>
    /// <param name="lists">Disposed when the result is there.</param>
    /// <param name="items">Its columns.</param>
    internal static SparseMatrix Intersected(SparseMatrix lists, NodeIndex items, ClusterIndex others)
    {
        using (lists)
        {
            var otherOf = RowMap.Of(items, others.Items);
            var offsets = new NativeArray<long>(lists.RowCount + 1L);
            var kept = new List<long>();
            for (var cluster = 0; cluster < lists.RowCount; cluster++)
            {
                var known = others.Scores.RowKeys(cluster);
                for (var entry = lists.Offsets[cluster]; entry < lists.Offsets[cluster + 1L]; entry++)
                    if (otherOf[lists.Keys[entry]] is var other and >= 0 && known.BinarySearch(other) >= 0) kept.Add(entry);
                offsets[cluster + 1L] = kept.Count;
            }

            return new(
                lists.ColumnCount, offsets, NativeArray<int>.From([.. kept.Select(entry => lists.Keys[entry])]), NativeArray<float>.From([.. kept.Select(entry => lists.Values![entry])]));
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
}
