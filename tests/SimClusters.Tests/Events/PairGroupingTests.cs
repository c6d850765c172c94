using SimClusters.Events;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Events;

/// <summary>What small logs do not reach: several buckets, sorts of words, an item with much of the log, and keys too wide to be sorted as words.</summary>
public class PairGroupingTests
{
    const long Now = EventLogs.Now, Hour = EventLogs.Hour;

    static readonly EngagementPairOptions s_anyAge = new() { LimitsItemAge = false };

    // 60,000 events of 3,000 users and 20,000 items, a tenth of them on one item.
    static readonly (long User, long Item, EventKind Kind, long TimeMs)[] s_log = [.. Enumerable.Range(0, 60_000).Select(i =>
    {
        long Draw(ulong draw, long count) => CounterRandom.Below(CounterRandom.Bits((ulong)i, draw), count);
        var item = Draw(0, 10) == 0 ? 77 : (long)Math.Exp(Draw(1, 990) / 100.0);
        return (Draw(2, 3_000), item, Draw(3, 8) == 0 ? EventKind.Unfavourite : EventKind.Favourite, Now - Draw(4, 26 * Hour));
    })];

    [Theory]
    [InlineData(1, 60_000)]
    [InlineData(3, 1_000)]
    public void Of_SeveralBucketsAndAHeavyItem_EqualsTheOracle(int threads, int rowsPerBlock)
    {
        Assert.True(new BucketLayout(22_000, 3_000, s_log.Length).BucketCount > 1);
        var expected = new ItemIndexOracle(s_log, Now, new Dictionary<long, (int, float)[]>()).Pairs(s_anyAge);
        Assert.Equal(expected, StandingPairs.Of(EventLogs.InBlocks(s_log, rowsPerBlock), s_anyAge, nowMs: Now, threads: threads).Pairs);
    }

    [Fact]
    public void Of_Window_IncludesBothItsEndsAndCountsTheRest()
    {
        var (pairs, report) = StandingPairs.Of(
            EventColumns.Of(
                (1, 7, EventKind.Favourite, Now), (2, 7, EventKind.Favourite, Now + 1), (3, 7, EventKind.Favourite, Now - 24 * Hour), (4, 7, EventKind.Favourite, Now - 24 * Hour - 1),
                (5, 7, EventKind.Favourite, -1), (6, 7, EventKind.Reply, Now)),
            s_anyAge, nowMs: Now);
        Assert.Equal([(7L, 1L, Now), (7L, 3L, Now - 24 * Hour)], pairs);
        Assert.Equal((6L, 1L, 1L, 1L, 1L), (report.EventCount, report.OtherKindCount, report.BeforeEpochCount, report.AfterNowCount, report.OutOfWindowCount));
    }

    [Fact]
    public void Of_IdsAtTheEndsOfTheRange_StayApart() => Assert.Equal(
        [(long.MinValue, long.MaxValue, 1L), (int.MinValue, -1L, 3L), (0L, 0L, 3L), (long.MaxValue, long.MinValue, 2L)],
        StandingPairs.Of(
            EventColumns.Of(
                (long.MaxValue, long.MinValue, EventKind.Favourite, 1), (long.MinValue, long.MaxValue, EventKind.Favourite, 2), (0, 0, EventKind.Favourite, 3), (-1, int.MinValue, EventKind.Favourite, 3)),
            s_anyAge).Pairs);

    [Fact]
    public void Of_NoEvents_IsNoPairs()
    {
        Assert.Empty(StandingPairs.Of(EventColumns.Of(), s_anyAge).Pairs);
        Assert.Empty(StandingPairs.Of(new([]), s_anyAge).Pairs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Settle_KeysTooWideForWords_GivesTheSamePairs(int minUsers)
    {
        var request = new PairRequest(new EngagementPairOptions { LimitsItemAge = false }, Now, minUsers, null);
        var narrow = new BucketLayout(32_768, 4_096, 0);
        var wide = new BucketLayout(int.MaxValue, int.MaxValue, 0);
        Assert.True(wide.KeyBits + 16 > 64 && narrow.KeyBits + 16 <= 64);
        var (expected, found) = (Settled(request, narrow), Settled(request, wide));
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal(expected.Report, found.Report);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Settle_EventsThatAreWords_GivesTheSamePairs(int minUsers)
    {
        var request = new PairRequest(new EngagementPairOptions { LimitsItemAge = false, Window = TimeSpan.FromHours(26) }, Now, minUsers, null);
        var layout = new BucketLayout(32_768, 4_096, s_log.Length);
        using var settling = SettledWords(request, layout, s_log);
        using var store = settling.Store;
        var (expected, found) = (Settled(request, layout), Contents(settling));
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal(expected.Report, found.Report);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Settle_CombinedSignals_GivesTheSamePairsOfWordsAndOfRecords(int minUsers)
    {
        var options = new EngagementPairOptions
        {
            Contributing = EventKinds.Favourite,
            Undoing = EventKinds.None,
            AlsoRequired = EventKinds.Reply,
            Rule = PairRule.CombinedSignals,
            MaxEventsPerPair = null,
            LimitsItemAge = false,
            Window = TimeSpan.FromHours(26),
        };
        var request = new PairRequest(options, Now, minUsers, null);
        var layout = new BucketLayout(32_768, 4_096, s_log.Length);
        (long User, long Item, EventKind Kind, long TimeMs)[] log = [.. s_log.Select(one => one with { Kind = one.Kind == EventKind.Favourite ? EventKind.Reply : EventKind.Favourite })];
        using var settling = SettledWords(request, layout, log);
        using var store = settling.Store;
        var (expected, found) = (Settled(request, layout, log), Contents(settling));
        Assert.NotEmpty(expected.Pairs);
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.Equal(expected.Report, found.Report);
    }

    static BucketSettling SettledWords(PairRequest request, BucketLayout layout, IEnumerable<(long User, long Item, EventKind Kind, long TimeMs)> log)
    {
        var words = new EventWords(request, layout);
        Assert.True(words.Fits);
        using var events = new BucketParts<ulong>(layout.BucketCount);
        var part = events.New();
        foreach (var (user, item, kind, timeMs) in log) part.Add(layout.BucketOf((int)item), words.Of(layout.LowOf((int)item), (int)user, timeMs, kind));
        var settling = new BucketSettling(request, layout);
        for (var bucket = 0; bucket < layout.BucketCount; bucket++) settling.Run(bucket, events);
        return settling;
    }

    static ((int Item, int UserCount, ItemPair Pair)[] Pairs, EngagementPairsReport Report) Settled(
        PairRequest request, BucketLayout layout, IEnumerable<(long User, long Item, EventKind Kind, long TimeMs)>? log = null)
    {
        using var events = new BucketParts<EventRecord>(layout.BucketCount);
        var part = events.New();
        foreach (var (user, item, kind, timeMs) in log ?? s_log)
            part.Add(layout.BucketOf((int)item), new((int)item, (int)user, EventRecord.Stamped(timeMs, kind, kind == EventKind.Unfavourite)));
        using var settling = new BucketSettling(request, layout);
        for (var bucket = 0; bucket < layout.BucketCount; bucket++) settling.Run(bucket, events);
        using var store = settling.Store;
        return Contents(settling);
    }

    static ((int Item, int UserCount, ItemPair Pair)[] Pairs, EngagementPairsReport Report) Contents(BucketSettling settling) =>
        ([.. settling.Items.OrderBy(item => item.Key).SelectMany(item => item.AsSpan().ToArray().Select(pair => (item.Key, item.UserCount, pair)))], settling.Tolls.Report(s_log.Length));
}
