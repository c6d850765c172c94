using System.Runtime.InteropServices;
using SimClusters.Favourites;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Gathers the events that one thread reads, in blocks, and counts what it leaves out.</summary>
sealed class FavouriteRows(FavouriteLayout layout)
{
    const int RowsPerBlock = 1 << 16, MaxBlockText = 1 << 28;

    readonly List<FavouriteBlock> _blocks = [];

    internal IdBuffer Users { get; } = new(layout.User.Kind);

    internal IdBuffer Items { get; } = new(layout.Item!.Kind);

    internal IdBuffer Authors { get; } = new(layout.Author!.Kind);

    internal List<long> TimesMs { get; } = [];

    /// <summary>By event, whether it is an unfavourite; empty where the layout has no kinds.</summary>
    internal List<bool> AreUnfavourites { get; } = [];

    internal IReadOnlyList<FavouriteBlock> Blocks => _blocks;

    internal long RowCount { get; private set; }

    internal long BadCount { get; private set; }

    internal long OtherKindCount { get; private set; }

    /// <summary>The newest time of the blocks; the least there is without any.</summary>
    internal long NewestMs { get; private set; } = long.MinValue;

    /// <summary>Counts rows of which some were added; makes a block when there is enough for one.</summary>
    /// <param name="rowCount">Rows read.</param>
    /// <param name="otherKindCount">Rows among them that are neither favourites nor unfavourites.</param>
    /// <param name="addedCount">Rows among them that were added to the columns.</param>
    internal void Count(int rowCount, int otherKindCount, int addedCount)
    {
        RowCount += rowCount;
        OtherKindCount += otherKindCount;
        BadCount += rowCount - otherKindCount - addedCount;
        if (Users.Count >= RowsPerBlock || Math.Max(Math.Max(Users.TextLength, Items.TextLength), Authors.TextLength) > MaxBlockText) Flush();
    }

    /// <summary>Makes a block of the rest.</summary>
    internal void Flush()
    {
        if (Users.Count == 0) return;
        var kinds = CollectionsMarshal.AsSpan(AreUnfavourites);
        NewestMs = Math.Max(NewestMs, TimeRange.Newest(CollectionsMarshal.AsSpan(TimesMs)));
        _blocks.Add(new(
            Users.Take(), Items.Take(), Authors.Take(), NativeArray<long>.From(CollectionsMarshal.AsSpan(TimesMs)), kinds.Contains(true) ? NativeArray<bool>.From(kinds) : null));
        TimesMs.Clear();
        AreUnfavourites.Clear();
    }
}
