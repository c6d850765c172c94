using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>A log of users' interactions with entities as it was read, in blocks that a builder frees as it consumes them.</summary>
/// <remarks>Rows may come in any order and number of blocks: what is built from them is the same.</remarks>
/// <param name="blocks">The log's rows; owned from here on.</param>
public sealed class InteractionColumns(IReadOnlyList<InteractionBlock> blocks) : IDisposable
{
    public IReadOnlyList<InteractionBlock> Blocks { get; } = blocks;

    public long RowCount => Blocks.Sum(block => (long)block.Count);

    /// <summary>The time of the newest interaction; null of a log without any. A step an interaction.</summary>
    public DateTimeOffset? Newest() => LogTimes.Newest([.. Blocks.Select(block => block.TimesMs)]);

    /// <summary>How many interactions are later than a time. A step an interaction.</summary>
    public long CountAfter(DateTimeOffset time) => LogTimes.CountAfter(time.ToUnixTimeMilliseconds(), [.. Blocks.Select(block => block.TimesMs)]);

    /// <summary>A log of integer ids, for tests and small inputs.</summary>
    public static InteractionColumns Of(params (long User, long Entity, long TimeMs)[] interactions) => new(
    [
        new(
            IdBlock.FromIntegers([.. interactions.Select(one => one.User)]), IdBlock.FromIntegers([.. interactions.Select(one => one.Entity)]),
            NativeArray<long>.From([.. interactions.Select(one => one.TimeMs)])),
    ]);

    public void Dispose()
    {
        foreach (var block in Blocks) block.Dispose();
    }
}

/// <summary>Some thousands of interactions: someone had to do with an entity at a time.</summary>
/// <remarks>Memory: the ids, and 8 bytes an interaction.</remarks>
public sealed class InteractionBlock : IDisposable
{
    /// <param name="users">Who.</param>
    /// <param name="entities">With what: an entity, a hashtag.</param>
    /// <param name="timesMs">When, in milliseconds since 1970 (UTC).</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public InteractionBlock(IdBlock users, IdBlock entities, NativeArray<long> timesMs)
    {
        if (entities.Count != users.Count || timesMs.Length != users.Count)
            throw new ArgumentException($"{users.Count:N0} users, {entities.Count:N0} entities and {timesMs.Length:N0} times.", nameof(entities));
        Users = users;
        Entities = entities;
        TimesMs = timesMs;
    }

    public IdBlock Users { get; }

    public IdBlock Entities { get; }

    public NativeArray<long> TimesMs { get; }

    public int Count => Users.Count;

    public void Dispose()
    {
        Users.Dispose();
        Entities.Dispose();
        TimesMs.Dispose();
    }
}
