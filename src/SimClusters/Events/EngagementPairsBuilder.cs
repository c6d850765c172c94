using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What <see cref="EngagementPairsBuilder"/> makes.</summary>
/// <param name="Pairs">Items × users.</param>
/// <param name="Report">What became of each event.</param>
/// <param name="Now">The time up to which events counted.</param>
public sealed record EngagementPairsResult(EngagementPairs Pairs, EngagementPairsReport Report, DateTimeOffset Now) : IDisposable
{
    public void Dispose() => Pairs.Dispose();
}

/// <summary>Here is a log of events: who stands engaged with which item?</summary>
public static class EngagementPairsBuilder
{
    const int BlockSize = 4_096;

    /// <param name="log">The events, in any order. Consumed: it is freed when the pairs are there.</param>
    /// <param name="options">Which events make pairs.</param>
    /// <param name="items">When items were made, where options limit their age by that.</param>
    /// <param name="now">Events later than this are counted and left out; null: the newest event.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">Options out of range; an age limit without creation times; or a column of ids of two kinds.</exception>
    /// <remarks>
    /// Source: entities_and_indexes.md §6.1 to §6.5. Equal events in any order and number of blocks give equal bytes at any thread count. An event before 1970 or after now
    /// is counted and left out; a window includes both its ends. An empty window gives no pairs.
    /// </remarks>
    public static EngagementPairsResult Build(EventColumns log, EngagementPairOptions options, ItemFacts? items = null, DateTimeOffset? now = null, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        using var events = new EventLog(log, execution);
        var request = new PairRequest(options, now?.ToUnixTimeMilliseconds() ?? events.NewestMs(execution), 1, null);
        using var known = items is null ? null : new KnownItems(events.Items, items, execution);
        using var gate = ItemGates.Of(events, request, known, execution);
        gate?.Mark(execution);
        var tolls = new PairTolls();
        using var pairs = PairGrouping.Of(events, request with { Gate = gate }, tolls, execution);
        return new(WithIds(events, pairs, execution), tolls.Report(log.RowCount), DateTimeOffset.FromUnixTimeMilliseconds(request.NowMs));
    }

    static EngagementPairs WithIds(EventLog events, ItemPairs pairs, Execution execution)
    {
        var offsets = new NativeArray<long>(pairs.Items.Length + 1L);
        for (var item = 0; item < pairs.Items.Length; item++) offsets[item + 1L] = offsets[item] + pairs.Items[item].Count;
        var users = new NativeArray<int>(offsets[pairs.Items.Length], cleared: false);
        var times = new NativeArray<long>(users.Length, cleared: false);
        using var isUser = new NativeArray<bool>(events.Users.Count);
        ParallelRows.Run(pairs.Items.Length, BlockSize, execution, (_, first, end) =>
        {
            for (var item = first; item < end; item++)
            {
                var to = offsets[item];
                foreach (var one in pairs.Items[item].AsSpan())
                {
                    isUser[one.User] = true;
                    times[to] = one.TimeMs;
                    users[to++] = one.User;
                }
            }
        });

        // Keys ascend with ids, so rows do with keys.
        var keys = new List<int>();
        using var rowOf = new NativeArray<int>(events.Users.Count, cleared: false);
        for (var key = 0; key < events.Users.Count; key++)
        {
            rowOf[key] = keys.Count;
            if (isUser[key]) keys.Add(key);
        }

        ParallelRows.Run(pairs.Items.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            foreach (ref var user in users.Slice(offsets[first], (int)(offsets[end] - offsets[first]))) user = rowOf[user];
        });
        return new(events.Items.Ids([.. pairs.Items.Select(item => item.Key)]), events.Users.Ids(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys)), offsets, users, times);
    }
}
