namespace SimClusters.Events;

/// <summary>What became of each event and of each pair. Events are looked at in this order, and counted where they first fail.</summary>
public sealed record EngagementPairsReport
{
    /// <summary>Events of the log.</summary>
    public long EventCount { get; init; }

    /// <summary>Of kinds that are not asked for.</summary>
    public long OtherKindCount { get; init; }

    /// <summary>Before 1970.</summary>
    public long BeforeEpochCount { get; init; }

    /// <summary>Later than now.</summary>
    public long AfterNowCount { get; init; }

    /// <summary>Older than the window.</summary>
    public long OutOfWindowCount { get; init; }

    /// <summary>On items that were made before the window.</summary>
    public long OldItemCount { get; init; }

    /// <summary>On items of which it is not known when they were made, where age is limited.</summary>
    public long UnknownAgeCount { get; init; }

    /// <summary>On items without an event of a kind that is required of them.</summary>
    public long LacksRequiredCount { get; init; }

    /// <summary>On items that are no video, or not known to be fit for everybody, where that is asked for.</summary>
    public long UnhealthyCount { get; init; }

    /// <summary>On items that are denied.</summary>
    public long DeniedCount { get; init; }

    /// <summary>On items with fewer contributing events than users are asked for. Where an index combines signals, it asks for that before it asks for times.</summary>
    public long FewEventsCount { get; init; }

    /// <summary>Told before: of the same user, item, kind and millisecond. One event is left of them.</summary>
    public long RepeatedCount { get; init; }

    /// <summary>Pairs that stand: of an item and a user, once each unless every event counts.</summary>
    public long PairCount { get; init; }

    /// <summary>Pairs whose latest event takes back, or whose signal has been taken back or never was.</summary>
    public long UndonePairCount { get; init; }

    /// <summary>Pairs with more events than the limit.</summary>
    public long OverCapPairCount { get; init; }

    /// <summary>Pairs that lack the second signal.</summary>
    public long UnsupportedPairCount { get; init; }

    public override string ToString() => $"{EventCount:N0} events: {PairCount:N0} pairs";
}
