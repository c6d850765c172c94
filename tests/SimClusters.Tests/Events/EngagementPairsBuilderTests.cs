using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Events;

public class EngagementPairsBuilderTests
{
    const long Now = 1_700_000_000_000, Hour = 3_600_000;

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
    public void Build_LatestOfPair_KeepsWhatTheTableSays(string kinds, bool underThree, bool upToTen, bool unlimited)
    {
        (long, long, EventKind, long)[] log = [.. kinds.Select((kind, i) => (1L, 7L, kind == 'F' ? EventKind.Favourite : EventKind.Unfavourite, Now - 20 * Hour + i * Hour))];
        foreach (var (limit, isKept) in new (int?, bool)[] { (2, underThree), (10, upToTen), (null, unlimited) })
        {
            using var result = EngagementPairsBuilder.Build(EventColumns.Of(log), s_anyAge with { MaxEventsPerPair = limit });
            Assert.Equal(isKept ? [(7L, 1L, log[^1].Item4)] : [], Contents(result.Pairs));
        }
    }

    // §12.9: a to e are users 1 to 5, and numbers are times.
    [Fact]
    public void Build_CombinedSignals_NeedsASecondThatStands()
    {
        using var result = EngagementPairsBuilder.Build(
            EventColumns.Of(
                (1, 7, EventKind.Reply, 5), (1, 7, EventKind.Favourite, 3), (2, 7, EventKind.Reply, 5), (3, 7, EventKind.Reply, 5), (3, 7, EventKind.Retweet, 9), (4, 7, EventKind.Reply, 5),
                (4, 7, EventKind.Favourite, 3), (4, 7, EventKind.Unfavourite, 4), (5, 7, EventKind.Favourite, 5)),
            s_reply);
        Assert.Equal([(7L, 1L, 5L), (7L, 3L, 5L)], Contents(result.Pairs));
        Assert.Equal((2L, 2L, 0L), (result.Report.PairCount, result.Report.UnsupportedPairCount, result.Report.UndonePairCount));
    }

    // §6.2: who takes a retweet back is not seen, unless the options ask for it.
    [Fact]
    public void Build_CombinedSignals_OnlyTheUndoingKindsTakeBack()
    {
        (long, long, EventKind, long)[] log = [(1, 7, EventKind.Reply, 5), (1, 7, EventKind.Retweet, 6), (1, 7, EventKind.Unretweet, 7)];
        Assert.Single(Contents(EngagementPairsBuilder.Build(EventColumns.Of(log), s_reply).Pairs));
        Assert.Empty(Contents(EngagementPairsBuilder.Build(EventColumns.Of(log), s_reply with { Undoing = EventKinds.Unretweet }).Pairs));
    }

    [Fact]
    public void Build_OfOneInstant_TakingBackComesLast() => Assert.Empty(Contents(EngagementPairsBuilder.Build(
        EventColumns.Of((1, 7, EventKind.Unfavourite, 5), (1, 7, EventKind.Favourite, 5), (2, 7, EventKind.Favourite, 4), (2, 7, EventKind.Unfavourite, 4)), s_anyAge).Pairs));

    [Fact]
    public void Build_EveryEvent_KeepsRepeats()
    {
        var options = s_anyAge with { Contributing = EventKinds.Favourite | EventKinds.Click, Undoing = EventKinds.None, MaxEventsPerPair = null, Rule = PairRule.EveryEvent };
        using var result = EngagementPairsBuilder.Build(
            EventColumns.Of((1, 7, EventKind.Click, 9), (1, 7, EventKind.Click, 5), (1, 7, EventKind.Favourite, 7), (1, 7, EventKind.Open, 8)), options);
        Assert.Equal([(7L, 1L, 5L), (7L, 1L, 7L), (7L, 1L, 9L)], Contents(result.Pairs));
        Assert.Equal((3L, 1L), (result.Report.PairCount, result.Report.OtherKindCount));
    }

    [Fact]
    public void Build_Window_IncludesBothItsEndsAndCountsTheRest()
    {
        using var result = EngagementPairsBuilder.Build(
            EventColumns.Of(
                (1, 7, EventKind.Favourite, Now), (2, 7, EventKind.Favourite, Now + 1), (3, 7, EventKind.Favourite, Now - 24 * Hour), (4, 7, EventKind.Favourite, Now - 24 * Hour - 1),
                (5, 7, EventKind.Favourite, -1), (6, 7, EventKind.Reply, Now)),
            s_anyAge, now: DateTimeOffset.FromUnixTimeMilliseconds(Now));
        Assert.Equal([(7L, 1L, Now), (7L, 3L, Now - 24 * Hour)], Contents(result.Pairs));
        var report = result.Report;
        Assert.Equal((6L, 1L, 1L, 1L, 1L), (report.EventCount, report.OtherKindCount, report.BeforeEpochCount, report.AfterNowCount, report.OutOfWindowCount));
    }

    // §5.6: an item made at the start of the window is young enough; of what is not known, it is counted.
    [Fact]
    public void Build_ItemAge_IncludesTheStartAndNeedsToBeKnown()
    {
        using var items = new ItemFacts(NodeIndex.FromIntegers(NativeArray<long>.From([1, 2, 3])))
        {
            CreatedMs = NativeArray<long>.From([Now - 24 * Hour, Now - 24 * Hour - 1, ItemFacts.UnknownTime]),
        };
        (long, long, EventKind, long)[] log = [.. Enumerable.Range(1, 4).Select(item => (1L, (long)item, EventKind.Favourite, Now))];
        using var result = EngagementPairsBuilder.Build(EventColumns.Of(log), new(), items);
        Assert.Equal([(1L, 1L, Now)], Contents(result.Pairs));
        Assert.Equal((1L, 2L), (result.Report.OldItemCount, result.Report.UnknownAgeCount));
        Assert.Contains("created_at", Assert.Throws<ArgumentException>(() => EngagementPairsBuilder.Build(EventColumns.Of(log), new())).Message);
    }

    // §12.5: of three hours before now; the other id is of a millisecond before the window.
    [Fact]
    public void Build_SnowflakeAge_IsReadOffTheId()
    {
        const long Id = 1_724_505_811_973_046_272;
        Assert.Equal(1_699_989_200_000, SnowflakeTime.Of(Id));
        var old = Now - 24 * Hour - 1 - SnowflakeTime.EpochMs << SnowflakeTime.TimeShift;
        var log = EventColumns.Of((1, Id, EventKind.Favourite, Now), (1, old, EventKind.Favourite, Now), (1, old + (1 << SnowflakeTime.TimeShift), EventKind.Favourite, Now), (1, -5, EventKind.Favourite, Now));
        using var result = EngagementPairsBuilder.Build(log, new() { AgeSource = ItemAgeSource.Snowflake });
        Assert.Equal([old + (1 << SnowflakeTime.TimeShift), Id], Contents(result.Pairs).Select(pair => pair.Item));
        Assert.Equal((1L, 1L), (result.Report.OldItemCount, result.Report.UnknownAgeCount));
    }

    [Fact]
    public void Build_RequiredOfItem_LooksAtEverybodysEventsInTheWindow()
    {
        var options = s_anyAge with { RequiredOfItem = EventKinds.VideoView50 | EventKinds.VideoView95 };
        using var result = EngagementPairsBuilder.Build(
            EventColumns.Of(
                (1, 7, EventKind.Favourite, Now), (2, 7, EventKind.VideoView95, Now - Hour), (1, 8, EventKind.Favourite, Now), (1, 9, EventKind.Favourite, Now),
                (1, 9, EventKind.VideoView50, Now - 25 * Hour)),
            options);
        Assert.Equal([(7L, 1L, Now)], Contents(result.Pairs));
        Assert.Equal(2, result.Report.LacksRequiredCount);
    }

    [Fact]
    public void Build_IdsAtTheEndsOfTheRange_StayApart()
    {
        using var result = EngagementPairsBuilder.Build(
            EventColumns.Of(
                (long.MaxValue, long.MinValue, EventKind.Favourite, 1), (long.MinValue, long.MaxValue, EventKind.Favourite, 2), (0, 0, EventKind.Favourite, 3), (-1, int.MinValue, EventKind.Favourite, 3)),
            s_anyAge);
        Assert.Equal([(long.MinValue, long.MaxValue, 1L), (int.MinValue, -1L, 3L), (0L, 0L, 3L), (long.MaxValue, long.MinValue, 2L)], Contents(result.Pairs));
    }

    [Fact]
    public void Build_NoEvents_IsNoPairs()
    {
        using var result = EngagementPairsBuilder.Build(EventColumns.Of(), s_anyAge);
        Assert.Equal((0L, 0, DateTimeOffset.UnixEpoch), (result.Pairs.Count, result.Pairs.Items.Count, result.Now));
        Assert.Equal(0, EngagementPairsBuilder.Build(new([]), s_anyAge).Pairs.Count);
    }

    [Fact]
    public void Build_AnyLog_EqualsTheOracleAtAnyThreadCountAndOrder() => Gen.Select(EventLogs.Any, Gen.Int[0, EventLogs.Rules.Length - 1], Gen.Int[1, 4], Gen.Int[1, 9]).Sample((log, rule, threads, rowsPerBlock) =>
    {
        var options = EventLogs.Rules[rule];
        using var items = new ItemFacts(NodeIndex.FromIntegers(NativeArray<long>.From([100, 101, 102]))) { CreatedMs = NativeArray<long>.From([Now - Hour, Now - 6 * Hour, Now - 48 * Hour]) };
        var created = new Dictionary<long, long> { [100] = Now - Hour, [101] = Now - 6 * Hour, [102] = Now - 48 * Hour };
        using var result = EngagementPairsBuilder.Build(EventLogs.InBlocks(log, rowsPerBlock), options, items, DateTimeOffset.FromUnixTimeMilliseconds(Now), new(threads));
        Assert.Equal(new ItemIndexOracle(log, Now, new Dictionary<long, (int, float)[]>()) { CreatedMs = created }.Pairs(options), Contents(result.Pairs));
        Assert.Equal((log.Length, result.Pairs.Count), (result.Report.EventCount, result.Report.PairCount));
    });

    internal static (long Item, long User, long TimeMs)[] Contents(EngagementPairs pairs) =>
    [
        .. Enumerable.Range(0, pairs.Items.Count).SelectMany(item => Enumerable.Range((int)pairs.Offsets[item], (int)(pairs.Offsets[item + 1L] - pairs.Offsets[item]))
            .Select(pair => (pairs.Items.IntegerAt(item), pairs.Users.IntegerAt(pairs.UserRows[pair]), pairs.TimesMs[pair]))),
    ];
}
