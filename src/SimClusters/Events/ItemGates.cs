using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Which items a request lets count by the log and by their age.</summary>
static class ItemGates
{
    /// <summary>Null where all do. Not marked yet.</summary>
    /// <exception cref="ArgumentException">Age is limited, and creation times are not known.</exception>
    internal static ItemGate? Of(EventLog log, PairRequest request, KnownItems? known, Execution execution)
    {
        var options = request.Options;
        if (!options.LimitsItemAge && options.RequiredOfItem == EventKinds.None) return null;
        var gate = new ItemGate(log.Items.Count);
        if (options.LimitsItemAge) gate.JudgeAge(log.Items, options.AgeSource, known, request.StartMs, execution);
        if (options.RequiredOfItem == EventKinds.None) return gate;
        using var has = ItemsWith(log, request.Of(options.RequiredOfItem), execution);
        gate.Judge(new RequiredTest(has), execution);
        return gate;
    }

    /// <summary>Those few items that have so many events of the contributing kinds which a request lets count, and no others: marked.</summary>
    /// <param name="tolls">What became of the other events of those kinds, by their items.</param>
    internal static ItemGate WithEnough(EventLog log, PairRequest request, PairTolls tolls, Execution execution)
    {
        using var counts = new NativeArray<int>(log.Items.Count);
        Scan(log, request.Of(request.Options.Contributing), tolls, execution, key => Interlocked.Increment(ref counts[key]));
        var few = new ItemGate(log.Items.Count);
        few.Judge(new EnoughTest(counts, request.MinUsers), execution);
        few.Mark(execution);
        return few;
    }

    // By key: whether there is an event of one of the kinds in the window.
    static NativeArray<bool> ItemsWith(EventLog log, PairRequest request, Execution execution)
    {
        var has = new NativeArray<bool>(log.Items.Count);
        Scan(log, request, new(), execution, key => has[key] = true);
        return has;
    }

    static void Scan(EventLog log, PairRequest request, PairTolls tolls, Execution execution, Action<int> onItem)
    {
        var pieces = EventPiece.Of(log);
        ParallelRows.Run(
            pieces.Length, 4, execution.WithoutProgress(), () => new EventScan(log, request, new()),
            (scan, _, first, end) =>
            {
                for (var piece = first; piece < end; piece++)
                {
                    var items = log.Items.In(log.Blocks[pieces[piece].Block].Items);
                    foreach (var place in scan.Of(pieces[piece])) onItem(items[place] - log.Items.Base);
                }
            },
            scan => tolls.Add(scan.Tolls));
    }
}
