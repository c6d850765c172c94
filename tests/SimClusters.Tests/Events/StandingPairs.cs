using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Tests.Events;

/// <summary>The pairs of a log by ids, found as an index finds them: which items count, then who stands with those.</summary>
/// <param name="Pairs">Ascending.</param>
/// <param name="Report">What became of each event.</param>
sealed record StandingPairs((long Item, long User, long TimeMs)[] Pairs, EngagementPairsReport Report)
{
    /// <param name="columns">The log. Consumed.</param>
    /// <param name="options">Which events make pairs.</param>
    /// <param name="items">When items were made.</param>
    /// <param name="nowMs">Null: the newest event.</param>
    /// <param name="threads">How many.</param>
    internal static StandingPairs Of(EventColumns columns, EngagementPairOptions options, ItemFacts? items = null, long? nowMs = null, int threads = 1)
    {
        var execution = new Execution(threads);
        using var log = new EventLog(columns, execution);
        var request = new PairRequest(options.Validated(), nowMs ?? log.NewestMs(execution), 1, null);
        using var known = items is null ? null : new KnownItems(log.Items, items, execution);
        using var gate = ItemGates.Of(log, request, known, execution);
        gate?.Mark(execution);
        var tolls = new PairTolls();
        using var pairs = PairGrouping.Of(log, request with { Gate = gate }, tolls, execution);
        return new(
            [.. pairs.Items.SelectMany(item => item.AsSpan().ToArray().Select(pair => (log.Items.IntegerAt(item.Key), log.Users.IntegerAt(pair.User), pair.TimeMs)))], tolls.Report(log.RowCount));
    }
}
