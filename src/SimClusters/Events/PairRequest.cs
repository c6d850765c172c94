namespace SimClusters.Events;

/// <summary>What one pass over a log is asked for.</summary>
/// <param name="Options">Which events make pairs.</param>
/// <param name="NowMs">Until when.</param>
/// <param name="MinUsers">Items with fewer users are left out.</param>
/// <param name="Gate">Which items count; null: all.</param>
sealed record PairRequest(EngagementPairOptions Options, long NowMs, int MinUsers, ItemGate? Gate)
{
    /// <summary>Whether the gate leaves so little that items are looked at first. What they fail to count is told as of items with few events.</summary>
    internal bool IsOfFewItems { get; init; }

    /// <summary>Which users of an item count; null: all. What the others did is told of nowhere.</summary>
    internal UserSlices? Slices { get; init; }

    /// <summary>The kinds that are read.</summary>
    internal EventKinds Kinds { get; private init; } = Options.Read;

    internal long StartMs => Options.Window is { } window ? Math.Max(0, NowMs - window.Ticks / TimeSpan.TicksPerMillisecond) : 0;

    /// <summary>The same request, of the events of some kinds.</summary>
    internal PairRequest Of(EventKinds kinds) => this with { Kinds = kinds };
}
