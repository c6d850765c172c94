using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>A log of engagements as it was read, in blocks that a builder frees as it consumes them.</summary>
/// <remarks>Rows may come in any order and number of blocks: what is built from them is the same.</remarks>
/// <param name="blocks">The log's rows; owned from here on.</param>
public sealed class EventColumns(IReadOnlyList<EventBlock> blocks) : IDisposable
{
    public IReadOnlyList<EventBlock> Blocks { get; } = blocks;

    public long RowCount => Blocks.Sum(block => (long)block.Count);

    /// <summary>A log of integer ids, for tests and small inputs.</summary>
    public static EventColumns Of(params (long User, long Item, EventKind Kind, long TimeMs)[] events) => new(
    [
        new(
            IdBlock.FromIntegers([.. events.Select(one => one.User)]), IdBlock.FromIntegers([.. events.Select(one => one.Item)]),
            NativeArray<EventKind>.From([.. events.Select(one => one.Kind)]), NativeArray<long>.From([.. events.Select(one => one.TimeMs)])),
    ]);

    public void Dispose()
    {
        foreach (var block in Blocks) block.Dispose();
    }
}

/// <summary>Some thousands of events: someone did something with an item at a time.</summary>
/// <remarks>Memory: the ids, and 9 bytes an event.</remarks>
public sealed class EventBlock : IDisposable
{
    /// <param name="users">Who.</param>
    /// <param name="items">With what.</param>
    /// <param name="kinds">What they did.</param>
    /// <param name="timesMs">When, in milliseconds since 1970 (UTC).</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public EventBlock(IdBlock users, IdBlock items, NativeArray<EventKind> kinds, NativeArray<long> timesMs)
    {
        if (items.Count != users.Count || kinds.Length != users.Count || timesMs.Length != users.Count)
            throw new ArgumentException($"{users.Count:N0} users, {items.Count:N0} items, {kinds.Length:N0} kinds and {timesMs.Length:N0} times.", nameof(items));
        Users = users;
        Items = items;
        Kinds = kinds;
        TimesMs = timesMs;
    }

    public IdBlock Users { get; }

    public IdBlock Items { get; }

    public NativeArray<EventKind> Kinds { get; }

    public NativeArray<long> TimesMs { get; }

    public int Count => Users.Count;

    public void Dispose()
    {
        Users.Dispose();
        Items.Dispose();
        Kinds.Dispose();
        TimesMs.Dispose();
    }
}
