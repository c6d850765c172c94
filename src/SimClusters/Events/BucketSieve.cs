using System.Runtime.CompilerServices;

namespace SimClusters.Events;

/// <summary>One thread's look at the words of a bucket before they are sorted: what can come to nothing is left out in a pass or two.</summary>
/// <remarks>Each keeps words in place, in their order, and says how many there are. Memory: 4 bytes an item of a bucket, and 16 KB.</remarks>
sealed unsafe class BucketSieve
{
    const int PairBits = 17;

    readonly EventWords _words;
    readonly int _minUsers;
    readonly int _contributing;
    readonly int[] _counts;
    readonly ulong[] _pairs;

    internal BucketSieve(PairRequest request, BucketLayout layout, EventWords words)
    {
        (_words, _minUsers, _contributing) = (words, request.MinUsers, (int)request.Options.Contributing);
        _counts = request.MinUsers > 1 && layout.LowItemBits <= BucketLayout.MaxCountedBits ? new int[1 << layout.LowItemBits] : [];
        _pairs = request.Options.Rule == PairRule.CombinedSignals ? new ulong[1 << (PairBits - 6)] : [];
    }

    /// <summary>Whether items are counted at all: their words are not too many for a table, and one user is not enough.</summary>
    internal bool CountsItems => _counts.Length > 0;

    /// <summary>Leaves out the items with too few contributing events. A signal of a few events in a hundred meets few of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int KeepItemsWithEnough(ulong* words, int count)
    {
        if (!CountsItems) return count;
        CountContributing(words, count);
        var (layout, counts, minUsers, kept) = (_words, _counts, _minUsers, 0);
        for (var i = 0; i < count; i++)
        {
            var word = words[i];
            words[kept] = word;
            kept += counts[layout.LowItem(word)] >= minUsers ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Leaves out the pairs without a contributing event, but for a few that look like one that has: they are no pairs whatever else there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int KeepPairsThatContribute(ulong* words, int count)
    {
        if (_pairs.Length == 0) return count;
        Array.Clear(_pairs);
        var (layout, pairs, contributing, kept) = (_words, _pairs, _contributing, 0);
        for (var i = 0; i < count; i++)
        {
            var place = PairPlace(layout, words[i]);
            pairs[place >> 6] |= (ulong)(uint)(contributing >> (int)layout.Kind(words[i]) & 1) << place;
        }

        for (var i = 0; i < count; i++)
        {
            var word = words[i];
            var place = PairPlace(layout, word);
            words[kept] = word;
            kept += (int)(pairs[place >> 6] >> place) & 1;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CountContributing(ulong* words, int count)
    {
        Array.Clear(_counts);
        var (layout, counts, contributing) = (_words, _counts, _contributing);
        for (var i = 0; i < count; i++) counts[layout.LowItem(words[i])] += contributing >> (int)layout.Kind(words[i]) & 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int PairPlace(EventWords layout, ulong word) => (int)((uint)(layout.Pair(word) * 0x9E3779B97F4A7C15 >> (64 - PairBits)));
}
