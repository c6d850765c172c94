using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>Decayed sums of items' pairs over clusters, each item's strongest, before items have ids again.</summary>
/// <param name="ItemKeys">The items with at least one cluster, ascending.</param>
/// <param name="Clusters">Items × clusters: sums &gt; 0.</param>
/// <param name="PairCounts">By entry: the pairs behind it.</param>
sealed record ItemScores(int[] ItemKeys, SparseMatrix Clusters, NativeArray<int> PairCounts) : IDisposable
{
    const int BlockSize = 256;

    bool _isTaken;

    /// <param name="items">Pairs of one item ascending by user, so that a sum has one order.</param>
    /// <param name="interests">Everybody's.</param>
    internal static ItemScores Of(
        PairedItem[] items, ItemInterests interests, ItemIndexOptions options, long nowMs, ItemTolls tolls, Execution execution)
    {
        var oldestMs = options.Pairs.Window is { } window ? (long)window.TotalMilliseconds + 1 : Math.Max(0, nowMs);
        var decay = HalfLifeDecay.OfMilliseconds(options.HalfLife, oldestMs);
        var blocks = new RowBlocks<ItemEntry>(items.Length, BlockSize);
        ParallelRows.Run(
            items.Length, BlockSize, execution, () => new ItemScoring(interests, decay, nowMs),
            (work, block, first, end) =>
            {
                for (var item = first; item < end; item++) blocks.SetLength(item, work.Run(items, item, options.MaxClustersPerItem));
                blocks.Set(block, work.Output);
            },
            work => tolls.Add(work.Tolls));
        return Joined(items, blocks, interests.ClusterCount, execution);
    }

    /// <summary>The keys of some rows.</summary>
    internal int[] KeysOf(ReadOnlySpan<int> rows)
    {
        var keys = new int[rows.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = ItemKeys[rows[i]];
        return keys;
    }

    /// <summary>The matrix, which is the caller's from here on.</summary>
    internal SparseMatrix TakeClusters()
    {
        _isTaken = true;
        return Clusters;
    }

    public void Dispose()
    {
        if (!_isTaken) Clusters.Dispose();
        PairCounts.Dispose();
    }

    // Two arrays of the entries' two parts, and the items without any left out.
    static ItemScores Joined(PairedItem[] items, RowBlocks<ItemEntry> blocks, int clusterCount, Execution execution)
    {
        NativeArray<float>? scores = null;
        NativeArray<int>? counts = null;
        var (offsets, keys) = blocks.Join(
            entryCount =>
            {
                (scores, counts) = (new(entryCount, cleared: false), new(entryCount, cleared: false));
                return (first, block) =>
                {
                    for (var i = 0; i < block.Length; i++) (scores[first + i], counts[first + i]) = (block[i].Score, block[i].PairCount);
                };
            },
            execution);
        using var all = offsets;
        int[] rows = [.. Enumerable.Range(0, items.Length).Where(row => all[row + 1L] > all[row])];
        var kept = new NativeArray<long>(rows.Length + 1L);
        for (var i = 0; i < rows.Length; i++) kept[i + 1L] = all[rows[i] + 1L];
        return new([.. rows.Select(row => items[row].Key)], new(clusterCount, kept, keys, scores), counts!);
    }
}

/// <summary>An item's entry in a cluster.</summary>
/// <param name="Score">The decayed sum, &gt; 0.</param>
/// <param name="PairCount">Pairs behind it.</param>
readonly record struct ItemEntry(float Score, int PairCount);
