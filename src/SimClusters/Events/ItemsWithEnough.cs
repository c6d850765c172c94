using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Which of a few items have enough users, where nothing else is asked about them.</summary>
static class ItemsWithEnough
{
    /// <summary>The keys of those.</summary>
    /// <param name="log">The events.</param>
    /// <param name="request">Which events make a pair, and how many users are enough. Its gate is not looked at.</param>
    /// <param name="keys">The items that are asked about.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <remarks>A slice of the users of each is looked at; of which items that is not enough, and it is not all there are, all are.</remarks>
    internal static HashSet<int> Of(EventLog log, PairRequest request, ReadOnlySpan<int> keys, Execution execution)
    {
        using var asked = GateOf(log, keys, execution);
        var ofAsked = request with { Gate = asked, IsOfFewItems = true };
        using var slices = UserSlices.Of(log, ofAsked, keys, execution);
        var enough = KeysOf(log, ofAsked with { Slices = slices }, execution);
        var unproven = new List<int>();
        foreach (var key in keys)
            if (!slices.IsWhole(key) && !enough.Contains(key)) unproven.Add(key);
        if (unproven.Count == 0) return enough;

        using var others = GateOf(log, [.. unproven], execution);
        enough.UnionWith(KeysOf(log, ofAsked with { Gate = others }, execution));
        return enough;
    }

    static ItemGate GateOf(EventLog log, ReadOnlySpan<int> keys, Execution execution)
    {
        var gate = new ItemGate(log.Items.Count);
        gate.Verdicts.AsSpan().Fill((byte)ItemVerdict.NotAsked);
        foreach (var key in keys) gate.Verdicts[key] = (byte)ItemVerdict.Counts;
        gate.Mark(execution);
        return gate;
    }

    static HashSet<int> KeysOf(EventLog log, PairRequest request, Execution execution)
    {
        using var pairs = PairGrouping.Of(log, request, new(), execution);
        return [.. pairs.Items.Select(item => item.Key)];
    }
}
