namespace SimClusters.Events;

/// <summary>What one thread, or all, counted on the way from events to pairs: the numbers of <see cref="EngagementPairsReport"/>.</summary>
sealed class PairTolls
{
    internal long OtherKinds, BeforeEpoch, AfterNow, OutOfWindow, FewEvents, Repeated, Pairs, Undone, OverCap, Unsupported;

    /// <summary>Events by <see cref="ItemVerdict"/>; of those that count, some are told here and some are not.</summary>
    internal long[] ByVerdict { get; } = new long[ItemGate.VerdictCount];

    /// <summary>Events whose items do not count.</summary>
    internal long Refused => ByVerdict.Sum() - ByVerdict[(int)ItemVerdict.Counts];

    internal void Add(PairTolls other)
    {
        OtherKinds += other.OtherKinds;
        BeforeEpoch += other.BeforeEpoch;
        AfterNow += other.AfterNow;
        OutOfWindow += other.OutOfWindow;
        FewEvents += other.FewEvents;
        Repeated += other.Repeated;
        Pairs += other.Pairs;
        Undone += other.Undone;
        OverCap += other.OverCap;
        Unsupported += other.Unsupported;
        AddVerdicts(other);
    }

    internal void AddVerdicts(PairTolls other)
    {
        for (var verdict = 0; verdict < ByVerdict.Length; verdict++) ByVerdict[verdict] += other.ByVerdict[verdict];
    }

    internal EngagementPairsReport Report(long eventCount) => new()
    {
        EventCount = eventCount,
        OtherKindCount = OtherKinds,
        BeforeEpochCount = BeforeEpoch,
        AfterNowCount = AfterNow,
        OutOfWindowCount = OutOfWindow,
        OldItemCount = ByVerdict[(int)ItemVerdict.TooOld],
        UnknownAgeCount = ByVerdict[(int)ItemVerdict.OfUnknownAge],
        LacksRequiredCount = ByVerdict[(int)ItemVerdict.LacksRequired],
        UnhealthyCount = ByVerdict[(int)ItemVerdict.NoHealthyVideo],
        DeniedCount = ByVerdict[(int)ItemVerdict.Denied],
        FewEventsCount = FewEvents,
        RepeatedCount = Repeated,
        PairCount = Pairs,
        UndonePairCount = Undone,
        OverCapPairCount = OverCap,
        UnsupportedPairCount = Unsupported,
    };
}
