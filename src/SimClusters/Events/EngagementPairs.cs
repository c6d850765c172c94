using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Who stands engaged with which item, and since when: items × users, each pair at most once unless every event counts, what was undone left out.</summary>
/// <remarks>Memory: 12 bytes a pair, 8 an item, and the ids.</remarks>
public sealed class EngagementPairs : IDisposable
{
    /// <param name="items">The items with at least one pair, in rows of their own.</param>
    /// <param name="users">The users with at least one pair, in rows of their own.</param>
    /// <param name="offsets">Where each item's pairs start, and the end.</param>
    /// <param name="userRows">By pair; ascending within an item, and where every event counts by time within those.</param>
    /// <param name="timesMs">By pair: the event that stands, in milliseconds since 1970 (UTC).</param>
    /// <exception cref="ArgumentException">The parts disagree about their sizes.</exception>
    public EngagementPairs(NodeIndex items, NodeIndex users, NativeArray<long> offsets, NativeArray<int> userRows, NativeArray<long> timesMs)
    {
        if (offsets.Length != items.Count + 1L || offsets[items.Count] != userRows.Length || timesMs.Length != userRows.Length)
            throw new ArgumentException($"{items.Count:N0} items, {offsets.Length:N0} offsets, {userRows.Length:N0} users and {timesMs.Length:N0} times do not fit.", nameof(offsets));
        Items = items;
        Users = users;
        Offsets = offsets;
        UserRows = userRows;
        TimesMs = timesMs;
    }

    public NodeIndex Items { get; }

    public NodeIndex Users { get; }

    public NativeArray<long> Offsets { get; }

    public NativeArray<int> UserRows { get; }

    public NativeArray<long> TimesMs { get; }

    public long Count => UserRows.Length;

    public void Dispose()
    {
        Items.Dispose();
        Users.Dispose();
        Offsets.Dispose();
        UserRows.Dispose();
        TimesMs.Dispose();
    }
}
