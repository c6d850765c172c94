namespace SimClusters.Events;

/// <summary>What one pass over a log is asked for.</summary>
/// <param name="Options">Which events make pairs.</param>
/// <param name="NowMs">Until when.</param>
/// <param name="MinUsers">Items with fewer users are left out.</param>
/// <param name="Gate">Which items count; null: all.</param>
sealed record PairRequest(EngagementPairOptions Options, long NowMs, int MinUsers, ItemGate? Gate)
{
    /// <summary>Whether the gate leaves so little that items are looked at before times. What falls to both then counts as the item's.</summary>
    internal bool IsOfFewItems { get; init; }

    internal long StartMs => Options.Window is { } window ? Math.Max(0, NowMs - (long)Math.Ceiling(window.TotalMilliseconds)) : 0;

    /// <summary>The kinds that are read.</summary>
    internal EventKinds Kinds => Options.Read;
}
