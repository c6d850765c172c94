using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>An item with pairs that stand.</summary>
/// <param name="Key">The item's.</param>
/// <param name="UserCount">Its distinct users.</param>
/// <param name="Count">Its pairs; as many as users unless every event counts.</param>
/// <param name="Pairs">Where they are, ascending by user and time.</param>
readonly unsafe record struct PairedItem(int Key, int UserCount, int Count, nint Pairs)
{
    internal ReadOnlySpan<ItemPair> AsSpan() => new((void*)Pairs, Count);

    /// <summary>The first pairs, so many or as many as there are.</summary>
    internal ReadOnlySpan<ItemPair> First(int count) => new((void*)Pairs, Math.Min(count, Count));
}

/// <summary>The pairs that stand, by item, before anything has an id again.</summary>
/// <remarks>Memory: 24 bytes an item, 16 a pair.</remarks>
/// <param name="Items">Ascending by key.</param>
/// <param name="Stores">What holds the pairs.</param>
sealed record ItemPairs(PairedItem[] Items, IReadOnlyList<PairStore> Stores) : IDisposable
{
    /// <summary>The items by key, and the pairs of all threads.</summary>
    internal static unsafe ItemPairs Join(IReadOnlyList<(List<PairedItem> Items, PairStore Pairs)> parts)
    {
        PairedItem[] all = [.. parts.SelectMany(part => part.Items)];
        using NativeArray<ulong> words = new(all.Length, cleared: false), spare = new(all.Length, cleared: false);
        for (var i = 0; i < all.Length; i++) words[i] = ((ulong)(uint)all[i].Key << 32) | (uint)i;
        var sorted = RadixSort.Sort(words.Pointer, spare.Pointer, all.Length, 32, 64);
        var items = new PairedItem[all.Length];
        for (var i = 0; i < items.Length; i++) items[i] = all[(int)(uint)sorted[i]];
        return new(items, [.. parts.Select(part => part.Pairs)]);
    }

    public void Dispose()
    {
        foreach (var store in Stores) store.Dispose();
    }
}
