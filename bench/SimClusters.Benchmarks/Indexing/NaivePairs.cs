using SimClusters.Events;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>Who likes which item since when, as one writes it on a first afternoon: a dictionary of the last event of a user and an item, and of how many there were.</summary>
static class NaivePairs
{
    /// <summary>Consumes the log, as ours does.</summary>
    internal static IEnumerable<(long Item, long User, long TimeMs)> Of(EventColumns log, EngagementPairOptions options, long nowMs, Func<long, bool> counts)
    {
        var startMs = options.Window is { } window ? nowMs - (long)window.TotalMilliseconds : 0;
        var seen = new HashSet<(long Item, long User, EventKind Kind, long TimeMs)>();
        var last = new Dictionary<(long Item, long User), (long TimeMs, bool IsUndoing, int Count)>();
        foreach (var block in log.Blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                var (kind, timeMs) = (block.Kinds[i], block.TimesMs[i]);
                if (timeMs < startMs || timeMs > nowMs || !(options.Contributing | options.Undoing).Has(kind)) continue;
                var key = (Item: block.Items.IntegerAt(i), User: block.Users.IntegerAt(i));
                if (!counts(key.Item)) continue;
                if (options.MaxEventsPerPair is not null && !seen.Add((key.Item, key.User, kind, timeMs))) continue; // An event that the log has twice counts once.
                var isUndoing = options.Undoing.Has(kind);
                var before = last.GetValueOrDefault(key, (-1, false, 0));
                last[key] = (timeMs, isUndoing).CompareTo((before.TimeMs, before.IsUndoing)) > 0 ? (timeMs, isUndoing, before.Count + 1) : before with { Count = before.Count + 1 };
            }
        }

        log.Dispose();
        return last.Where(pair => !pair.Value.IsUndoing && pair.Value.Count <= (options.MaxEventsPerPair ?? int.MaxValue)).Select(pair => (pair.Key.Item, pair.Key.User, pair.Value.TimeMs));
    }
}
