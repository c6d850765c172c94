using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>A log of favourites as it was read, in blocks that a builder frees as it consumes them.</summary>
/// <remarks>Rows may come in any order and number of blocks: what is built from them is the same.</remarks>
/// <param name="blocks">The log's rows; owned from here on.</param>
public sealed class FavouriteColumns(IReadOnlyList<FavouriteBlock> blocks) : IDisposable
{
    public IReadOnlyList<FavouriteBlock> Blocks { get; } = blocks;

    public long RowCount => Blocks.Sum(block => (long)block.Count);

    /// <summary>The time of the newest event; null of a log without any.</summary>
    public DateTimeOffset? Newest() => LogTimes.Newest([.. Blocks.Select(block => block.TimesMs)]);

    /// <summary>A log of integer ids, for tests and small inputs.</summary>
    public static FavouriteColumns Of(params (long User, long Item, long Author, long TimeMs, bool IsUnfavourite)[] events) => new(
    [
        new(
            IdBlock.FromIntegers([.. events.Select(one => one.User)]), IdBlock.FromIntegers([.. events.Select(one => one.Item)]),
            IdBlock.FromIntegers([.. events.Select(one => one.Author)]), NativeArray<long>.From([.. events.Select(one => one.TimeMs)]),
            NativeArray<bool>.From([.. events.Select(one => one.IsUnfavourite)])),
    ]);

    public void Dispose()
    {
        foreach (var block in Blocks) block.Dispose();
    }
}

/// <summary>Some thousands of events: someone liked an item of an author at a time, or took that back.</summary>
/// <remarks>Memory: the ids, 8 bytes an event for its time, and 1 for its kind where there are unfavourites.</remarks>
public sealed class FavouriteBlock : IDisposable
{
    /// <param name="users">Who.</param>
    /// <param name="items">What.</param>
    /// <param name="authors">The producer of the item.</param>
    /// <param name="timesMs">When, in milliseconds since 1970 (UTC).</param>
    /// <param name="areUnfavourites">By event, whether it takes a favourite back; null when none does.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public FavouriteBlock(IdBlock users, IdBlock items, IdBlock authors, NativeArray<long> timesMs, NativeArray<bool>? areUnfavourites)
    {
        if (items.Count != users.Count || authors.Count != users.Count || timesMs.Length != users.Count || (areUnfavourites is not null && areUnfavourites.Length != users.Count))
            throw new ArgumentException($"{users.Count:N0} users, {items.Count:N0} items, {authors.Count:N0} authors and {timesMs.Length:N0} times.", nameof(items));
        Users = users;
        Items = items;
        Authors = authors;
        TimesMs = timesMs;
        AreUnfavourites = areUnfavourites;
    }

    public IdBlock Users { get; }

    public IdBlock Items { get; }

    public IdBlock Authors { get; }

    public NativeArray<long> TimesMs { get; }

    public NativeArray<bool>? AreUnfavourites { get; }

    public int Count => Users.Count;

    public void Dispose()
    {
        Users.Dispose();
        Items.Dispose();
        Authors.Dispose();
        TimesMs.Dispose();
        AreUnfavourites?.Dispose();
    }
}
