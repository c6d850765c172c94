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

    // Items ahead at which the first pairs are asked for, then where their users' entries start, then those. Most items have few.
    const int NextPairs = 12, NextOffsets = 8, NextEntries = 4, FirstPairs = 4;

    readonly RowAccumulator<double> _sums = new(interests.ClusterCount);

    internal RowBlockWriter<ItemEntry> Output { get; } = new();

    internal ItemTolls Tolls { get; } = new();

    /// <summary>Writes the item's clusters, ascending, and says how many there are.</summary>
    /// <param name="items">Pairs of each ascending by user, so that a sum has one order.</param>
    /// <param name="row">The item's.</param>
    /// <param name="maxClusters">Clusters that it keeps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Run(PairedItem[] items, int row, int maxClusters)
    {
        if (Sse.IsSupported && row + NextPairs < items.Length) AskAhead(items, row);
        var item = items[row];
        var offsets = interests.Offsets;
        var entries = interests.Entries;
        var pairs = (ItemPair*)item.Pairs;
        var count = item.Count;
        var lastOffset = Sse.IsSupported ? count - OffsetDistance : 0;
        var lastEntry = Sse.IsSupported ? count - EntryDistance : 0;
        if (Sse.IsSupported)
        {
            for (var i = FirstPairs; i < Math.Min(count, OffsetDistance); i++) Sse.Prefetch0(offsets + pairs[i].User);
            for (var i = FirstPairs; i < Math.Min(count, EntryDistance); i++) Ask(entries + offsets[pairs[i].User]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AskAhead(PairedItem[] items, int row)
    {
        Sse.Prefetch0((void*)items[row + NextPairs].Pairs);
        foreach (var pair in items[row + NextOffsets].First(FirstPairs)) Sse.Prefetch0(interests.Offsets + pair.User);
        foreach (var pair in items[row + NextEntries].First(FirstPairs)) Ask(interests.Entries + interests.Offsets[pair.User]);
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

    readonly struct Term(double worth) : ITerm<double, float>
    {
        public double Of(long entry, float value) => worth * value;

        public static double Add(double sum, double term) => sum + term;
    }

    readonly struct Finish(ItemTolls tolls) : IRowFinish<double, ItemEntry>
    {
        public float Score(int row, int column, in double sum, int termCount) => (float)sum;

        public ItemEntry Store(int row, int column, in double sum, int termCount, float score) => new(score, termCount);

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
