using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>One thread's work on one item at a time: from its pairs to its strongest clusters.</summary>
sealed unsafe class ItemScoring(ItemInterests interests, HalfLifeDecay decay, long nowMs) : IDisposable
{
    // Pairs ahead at which a user's entries are asked for, and where they start: the one needs the other.
    const int EntryDistance = 8, OffsetDistance = 16;

    readonly RowAccumulator<ItemSum> _sums = new(interests.ClusterCount);

    internal RowBlockWriter<ItemEntry> Output { get; } = new();

    internal ItemTolls Tolls { get; } = new();

    /// <summary>Writes the item's clusters, ascending, and says how many there are.</summary>
    /// <param name="row">The item's.</param>
    /// <param name="item">Its pairs, ascending by user, so that a sum has one order.</param>
    /// <param name="maxClusters">Clusters that it keeps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Run(int row, PairedItem item, int maxClusters)
    {
        var offsets = interests.Offsets;
        var entries = interests.Entries;
        var pairs = (ItemPair*)item.Pairs;
        var count = item.Count;
        var lastOffset = Sse.IsSupported ? count - OffsetDistance : 0;
        var lastEntry = Sse.IsSupported ? count - EntryDistance : 0;
        if (Sse.IsSupported)
        {
            for (var i = 0; i < Math.Min(count, OffsetDistance); i++) Sse.Prefetch0(offsets + pairs[i].User);
            for (var i = 0; i < Math.Min(count, EntryDistance); i++) Ask(entries + offsets[pairs[i].User]);
        }

        for (var i = 0; i < count; i++)
        {
            if (i < lastOffset) Sse.Prefetch0(offsets + pairs[i + OffsetDistance].User);
            if (i < lastEntry) Ask(entries + offsets[pairs[i + EntryDistance].User]);
            var user = pairs[i].User;
            var first = entries + offsets[user];
            var end = entries + offsets[user + 1];
            if (first == end)
            {
                Tolls.PairsWithoutInterests++;
                continue;
            }

            _sums.AddRow(first, end, new Term(decay.At(nowMs - pairs[i].TimeMs)));
        }

        return _sums.Finish<Finish, ItemEntry>(row, new Finish(Tolls), maxClusters, Output);
    }

    // Two lines: most have so many clusters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ask(PackedEntry<float>* first)
    {
        Sse.Prefetch0(first);
        Sse.Prefetch0(first + 8);
    }

    public void Dispose()
    {
        _sums.Dispose();
        Output.Dispose();
    }

    struct ItemSum
    {
        internal double Score;
        internal int PairCount;
    }

    readonly struct Term(double worth) : ITerm<ItemSum, float>
    {
        public ItemSum Of(long entry, float value) => new() { Score = worth * value, PairCount = 1 };

        public static ItemSum Add(ItemSum sum, ItemSum term) => new() { Score = sum.Score + term.Score, PairCount = sum.PairCount + term.PairCount };
    }

    readonly struct Finish(ItemTolls tolls) : IRowFinish<ItemSum, ItemEntry>
    {
        public float Score(int row, int column, in ItemSum sum, int termCount) => (float)sum.Score;

        public ItemEntry Store(int row, int column, in ItemSum sum, float score) => new(score, sum.PairCount);

        public void Truncated(int row, int count) => tolls.Truncated += count;
    }
}

/// <summary>What one thread, or all, counted on the way from pairs to lists.</summary>
sealed class ItemTolls
{
    internal long PairsWithoutInterests, Truncated, FewPairs, NotByFavourites;

    internal void Add(ItemTolls other)
    {
        PairsWithoutInterests += other.PairsWithoutInterests;
        Truncated += other.Truncated;
        FewPairs += other.FewPairs;
        NotByFavourites += other.NotByFavourites;
    }
}
