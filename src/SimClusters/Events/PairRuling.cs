namespace SimClusters.Events;

/// <summary>What the events of one user with one item come to, by the rules of the options.</summary>
readonly struct PairRuling(EngagementPairOptions options, PairTolls tolls)
{
    readonly int _maxEvents = options.MaxEventsPerPair ?? int.MaxValue;

    /// <summary>Moves to the front what stands, and says how many that are.</summary>
    /// <param name="run">All events of the two that were read, ascending; at least one.</param>
    internal int Settle(Span<EventRecord> run)
    {
        if (options.Rule == PairRule.CombinedSignals && !Contributes(run)) return 0;
        run = ToldOnce(run);
        if (options.Rule == PairRule.EveryEvent) return run.Length;
        if (run.Length > _maxEvents)
        {
            tolls.OverCap++;
            return 0;
        }

        var standing = options.Rule == PairRule.LatestOfPair ? Latest(run) : Combined(run);
        if (standing < 0) return 0;
        run[0] = run[standing];
        return 1;
    }

    // Logs deliver at least once: what is the same in all its parts is one event. The published jobs count it as often as it comes, and may leave out the pair for it.
    Span<EventRecord> ToldOnce(Span<EventRecord> run)
    {
        var count = 1;
        for (var i = 1; i < run.Length; i++)
            if (run[i] != run[count - 1]) run[count++] = run[i];
        tolls.Repeated += run.Length - count;
        return run[..count];
    }

    int Latest(ReadOnlySpan<EventRecord> run)
    {
        if (!run[^1].IsUndo) return run.Length - 1;
        tolls.Undone++;
        return -1;
    }

    // From the latest event back: the first of a signal that is met decides it.
    int Combined(ReadOnlySpan<EventRecord> run)
    {
        EventKinds decided = EventKinds.None, standing = EventKinds.None;
        var latest = -1;
        for (var i = run.Length - 1; i >= 0; i--)
        {
            var signal = SignalOf(run[i]);
            if (decided.HasAny(signal)) continue;
            decided |= signal;
            if (run[i].IsUndo) continue;
            standing |= signal;
            if (latest < 0 && options.Contributing.HasAny(signal)) latest = i;
        }

        if (latest < 0)
        {
            tolls.Undone++;
            return -1;
        }

        if (options.AlsoRequired == EventKinds.None || standing.HasAny(options.AlsoRequired)) return latest;
        tolls.Unsupported++;
        return -1;
    }

    // Who never gave the signal is no pair that came to nothing: whether it is met at all changes nothing.
    bool Contributes(ReadOnlySpan<EventRecord> run)
    {
        foreach (var one in run)
            if (options.Contributing.Has(one.Kind)) return true;
        return false;
    }

    // What takes back follows its kind in the order of kinds.
    static EventKinds SignalOf(EventRecord one) => (EventKinds)(1 << ((int)one.Kind - (one.IsUndo ? 1 : 0)));
}
