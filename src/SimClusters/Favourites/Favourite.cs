using System.Runtime.InteropServices;

namespace SimClusters.Favourites;

/// <summary>What one user likes.</summary>
/// <param name="Item">The item's id where ids are integers, else its row among the items.</param>
/// <param name="TimeMs">Since when, in milliseconds since 1970 (UTC).</param>
/// <param name="AuthorRow">The producer of the item.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Favourite(long Item, long TimeMs, int AuthorRow);
