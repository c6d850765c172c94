using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>Every favourite that still counts: who likes which item of whom, and since when. The favourite graph is a function of it.</summary>
/// <remarks>
/// A favourite leaves when it is taken back, when a later one of the same item replaces it, and when time has brought it below the least weight. The next run
/// needs no other memory: it reads the state as favourites of its own log. Memory: 24 bytes a favourite, 8 a user, and the ids of text items.
/// </remarks>
public sealed class FavouriteState : IDisposable
{
    internal FavouriteState(NativeArray<long> offsets, NativeArray<FavouriteEvent> favourites, NodeIndex? items)
    {
        Offsets = offsets;
        Favourites = favourites;
        Items = items;
    }

    /// <summary>Where each user's favourites start, and the end.</summary>
    public NativeArray<long> Offsets { get; }

    /// <summary>By user, ascending by item; past the last offset the array holds nothing of meaning.</summary>
    public NativeArray<FavouriteEvent> Favourites { get; }

    /// <summary>The ids of the items where they are strings; null where an item is its own id.</summary>
    public NodeIndex? Items { get; }

    public int UserCount => (int)(Offsets.Length - 1);

    public long Count => Offsets[Offsets.Length - 1];

    /// <summary>What one user likes.</summary>
    public ReadOnlySpan<FavouriteEvent> Of(int userRow) => Favourites.Slice(Offsets[userRow], (int)(Offsets[userRow + 1] - Offsets[userRow]));

    public void Dispose()
    {
        Offsets.Dispose();
        Favourites.Dispose();
        Items?.Dispose();
    }
}
