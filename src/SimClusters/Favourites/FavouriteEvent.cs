using System.Runtime.InteropServices;

namespace SimClusters.Favourites;

/// <summary>An event of one user: an item of an author was liked at a time, or that was taken back. 24 bytes.</summary>
/// <param name="Item">The item's id where ids are integers, else its row among the items.</param>
/// <param name="TimeMs">Milliseconds since 1970 (UTC).</param>
/// <param name="AuthorRow">The producer of the item.</param>
/// <param name="IsUnfavourite">Whether it takes a favourite back.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct FavouriteEvent(long Item, long TimeMs, int AuthorRow, bool IsUnfavourite) : IComparable<FavouriteEvent>
{
    /// <summary>By item, then time. Of one instant the favourite comes first: only what is there can be taken back.</summary>
    public int CompareTo(FavouriteEvent other) =>
        Item != other.Item ? Item.CompareTo(other.Item)
        : TimeMs != other.TimeMs ? TimeMs.CompareTo(other.TimeMs)
        : IsUnfavourite != other.IsUnfavourite ? IsUnfavourite.CompareTo(other.IsUnfavourite)
        : AuthorRow.CompareTo(other.AuthorRow);

    public static bool operator <(FavouriteEvent left, FavouriteEvent right) => left.CompareTo(right) < 0;

    public static bool operator <=(FavouriteEvent left, FavouriteEvent right) => left.CompareTo(right) <= 0;

    public static bool operator >(FavouriteEvent left, FavouriteEvent right) => left.CompareTo(right) > 0;

    public static bool operator >=(FavouriteEvent left, FavouriteEvent right) => left.CompareTo(right) >= 0;
}
