using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SimClusters.Favourites;

/// <summary>An event as <see cref="FavouritePacking"/> says. Of one pair, events compare by item, then time; of one instant the favourite comes first: only what is there can be taken back.</summary>
interface IPackedFavourite<TSelf> : IComparable<TSelf>
    where TSelf : unmanaged, IPackedFavourite<TSelf>
{
    /// <param name="packing">The layout.</param>
    /// <param name="pair">The user's place in its bucket above the author's row.</param>
    /// <param name="item">The item.</param>
    /// <param name="timeMs">Milliseconds since 1970 (UTC).</param>
    /// <param name="isUnfavourite">The kind.</param>
    static abstract TSelf Of(in FavouritePacking packing, ulong pair, long item, long timeMs, bool isUnfavourite);

    /// <summary>The word that begins with the pair.</summary>
    ulong First { get; }

    bool IsUnfavourite { get; }

    long ItemIn(in FavouritePacking packing);

    /// <summary>Milliseconds after <see cref="FavouritePacking.OldestMs"/>.</summary>
    ulong TimeIn(in FavouritePacking packing);

    /// <summary>Whether another event of the same pair has the same item.</summary>
    bool HasItemOf(in TSelf other, in FavouritePacking packing);
}

/// <summary>16 bytes, one number of 128 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct NarrowFavourite(ulong First, ulong Second) : IPackedFavourite<NarrowFavourite>
{
    public bool IsUnfavourite => (Second & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowFavourite Of(in FavouritePacking packing, ulong pair, long item, long timeMs, bool isUnfavourite)
    {
        // Of the item, the bits that have no place beside the time lie beside the pair.
        var (place, time) = (unchecked((ulong)(item - packing.LeastItem)), unchecked((ulong)(timeMs - packing.OldestMs)));
        return new((pair << packing.PairShift) | (place >> (63 - packing.TimeBits)), (place << (packing.TimeBits + 1)) | (time << 1) | (isUnfavourite ? 1UL : 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ItemIn(in FavouritePacking packing) =>
        unchecked((long)(((First & ((1UL << packing.PairShift) - 1)) << (63 - packing.TimeBits)) | (Second >> (packing.TimeBits + 1))) + packing.LeastItem);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong TimeIn(in FavouritePacking packing) => (Second >> 1) & ((1UL << packing.TimeBits) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasItemOf(in NarrowFavourite other, in FavouritePacking packing) => First == other.First && (Second ^ other.Second) >> (packing.TimeBits + 1) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(NarrowFavourite other) => First != other.First ? First.CompareTo(other.First) : Second.CompareTo(other.Second);
}

/// <summary>24 bytes: pair and kind, item, time.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct WideFavourite(ulong First, long Item, ulong Time) : IPackedFavourite<WideFavourite>
{
    public bool IsUnfavourite => (First & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideFavourite Of(in FavouritePacking packing, ulong pair, long item, long timeMs, bool isUnfavourite) =>
        new((pair << 1) | (isUnfavourite ? 1UL : 0), item, unchecked((ulong)(timeMs - packing.OldestMs)));

    public long ItemIn(in FavouritePacking packing) => Item;

    public ulong TimeIn(in FavouritePacking packing) => Time;

    public bool HasItemOf(in WideFavourite other, in FavouritePacking packing) => Item == other.Item;

    public int CompareTo(WideFavourite other) =>
        First >> 1 != other.First >> 1 ? First.CompareTo(other.First)
        : Item != other.Item ? Item.CompareTo(other.Item)
        : Time != other.Time ? Time.CompareTo(other.Time)
        : First.CompareTo(other.First);
}
