using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;
using static SimClusters.Tests.Events.EventLogs;

namespace SimClusters.Tests.Events;

public class PairRulingTests
{
    static readonly EngagementPairOptions s_anyAge = new() { LimitsItemAge = false };

    static readonly EngagementPairOptions s_reply = s_anyAge with
    {
        Contributing = EventKinds.Reply,
        AlsoRequired = EventKinds.Favourite | EventKinds.Retweet,
        MaxEventsPerPair = null,
        Rule = PairRule.CombinedSignals,
    };

    // entities_and_indexes.md §12.9: F a favourite, U an unfavourite, an hour each; the limits of §6.1, §6.3 and §6.4.
    [Theory]
    [InlineData("FU", false, false, false)]
    [InlineData("F", true, true, true)]
    [InlineData("FUF", false, true, true)]
    [InlineData("UF", true, true, true)]
    [InlineData("FUFUFUFUFUF", false, false, true)]
    public void Settle_LatestOfPair_KeepsWhatTheTableSays(string kinds, bool underThree, bool upToTen, bool unlimited)
    {
        (long, long, EventKind, long)[] log = [.. kinds.Select((kind, i) => (1L, 7L, kind == 'F' ? EventKind.Favourite : EventKind.Unfavourite, Now - 20 * Hour + i * Hour))];
        foreach (var (limit, isKept) in new (int?, bool)[] { (2, underThree), (10, upToTen), (null, unlimited) })
            Assert.Equal(isKept ? [(7L, 1L, log[^1].Item4)] : [], StandingPairs.Of(EventColumns.Of(log), s_anyAge with { MaxEventsPerPair = limit }).Pairs);
    }

    // §12.9: a to e are users 1 to 5, and numbers are times.
    [Fact]
    public void Settle_CombinedSignals_NeedsASecondThatStands()
    {
        var (pairs, report) = StandingPairs.Of(
            EventColumns.Of(
                (1, 7, EventKind.Reply, 5), (1, 7, EventKind.Favourite, 3), (2, 7, EventKind.Reply, 5), (3, 7, EventKind.Reply, 5), (3, 7, EventKind.Retweet, 9), (4, 7, EventKind.Reply, 5),
                (4, 7, EventKind.Favourite, 3), (4, 7, EventKind.Unfavourite, 4), (5, 7, EventKind.Favourite, 5)),
            s_reply);
        Assert.Equal([(7L, 1L, 5L), (7L, 3L, 5L)], pairs);
        Assert.Equal((2L, 2L, 0L), (report.PairCount, report.UnsupportedPairCount, report.UndonePairCount));
    }

    // §6.2: who takes a retweet back is not seen, unless the options ask for it.
    [Fact]
    public void Settle_CombinedSignals_OnlyTheUndoingKindsTakeBack()
    {
        (long, long, EventKind, long)[] log = [(1, 7, EventKind.Reply, 5), (1, 7, EventKind.Retweet, 6), (1, 7, EventKind.Unretweet, 7)];
        Assert.Single(StandingPairs.Of(EventColumns.Of(log), s_reply).Pairs);
        Assert.Empty(StandingPairs.Of(EventColumns.Of(log), s_reply with { Undoing = EventKinds.Unretweet }).Pairs);
    }

    [Fact]
    public void Settle_OfOneInstant_TakingBackComesLast() => Assert.Empty(StandingPairs.Of(
        EventColumns.Of((1, 7, EventKind.Unfavourite, 5), (1, 7, EventKind.Favourite, 5), (2, 7, EventKind.Favourite, 4), (2, 7, EventKind.Unfavourite, 4)), s_anyAge).Pairs);

    // Three times the same is no third event, by any rule.
    [Fact]
    public void Settle_EventToldAgain_IsOne()
    {
        (long, long, EventKind, long)[] log = [.. Enumerable.Repeat((1L, 7L, EventKind.Favourite, 5L), 3), (2, 7, EventKind.Favourite, 5), (2, 7, EventKind.Favourite, 6), (2, 7, EventKind.Favourite, 7)];
        var (pairs, report) = StandingPairs.Of(EventColumns.Of(log), s_anyAge);
        Assert.Equal([(7L, 1L, 5L)], pairs);
        Assert.Equal((1L, 2L, 1L), (report.PairCount, report.RepeatedCount, report.OverCapPairCount));
        (pairs, report) = StandingPairs.Of(EventColumns.Of(log), s_anyAge with { Undoing = EventKinds.None, MaxEventsPerPair = null, Rule = PairRule.EveryEvent });
        Assert.Equal([(7L, 1L, 5L), (7L, 2L, 5L), (7L, 2L, 6L), (7L, 2L, 7L)], pairs);
        Assert.Equal(2L, report.RepeatedCount);
    }

    [Fact]
    public void Settle_EveryEvent_KeepsAllOfAPair()
    {
        var options = s_anyAge with { Contributing = EventKinds.Favourite | EventKinds.Click, Undoing = EventKinds.None, MaxEventsPerPair = null, Rule = PairRule.EveryEvent };
        var (pairs, report) = StandingPairs.Of(
            EventColumns.Of((1, 7, EventKind.Click, 9), (1, 7, EventKind.Click, 5), (1, 7, EventKind.Favourite, 7), (1, 7, EventKind.Open, 8)), options);
        Assert.Equal([(7L, 1L, 5L), (7L, 1L, 7L), (7L, 1L, 9L)], pairs);
        Assert.Equal((3L, 1L), (report.PairCount, report.OtherKindCount));
    }

    // Of each rule, with ages and what items need.
    [Fact]
    public void Settle_AnyLog_EqualsTheOracleAtAnyThreadCountAndOrder() => Gen.Select(Any, Gen.Int[0, Rules.Length - 1], Gen.Int[1, 4], Gen.Int[1, 9]).Sample((log, rule, threads, rowsPerBlock) =>
    {
        var options = Rules[rule];
        using var items = new ItemFacts(NodeIndex.FromIntegers(NativeArray<long>.From([100, 101, 102]))) { CreatedMs = NativeArray<long>.From([Now - Hour, Now - 6 * Hour, Now - 48 * Hour]) };
        var created = new Dictionary<long, long> { [100] = Now - Hour, [101] = Now - 6 * Hour, [102] = Now - 48 * Hour };
        var (pairs, report) = StandingPairs.Of(InBlocks(log, rowsPerBlock), options, items, Now, threads);
        Assert.Equal(new ItemIndexOracle(log, Now, new Dictionary<long, (int, float)[]>()) { CreatedMs = created }.Pairs(options), pairs);
        Assert.Equal((log.Length, pairs.Length), (report.EventCount, report.PairCount));
    });
}
