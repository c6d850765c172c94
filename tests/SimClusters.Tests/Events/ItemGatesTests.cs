using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using static SimClusters.Tests.Events.EventLogs;

namespace SimClusters.Tests.Events;

public class ItemGatesTests
{
    const int MinUsers = 3;

    static readonly EngagementPairOptions s_replies = new()
    {
        Contributing = EventKinds.Reply,
        Undoing = EventKinds.Unfavourite,
        AlsoRequired = EventKinds.Favourite,
        MaxEventsPerPair = null,
        Rule = PairRule.CombinedSignals,
        LimitsItemAge = false,
    };

    // §5.6: an item made at the start of the window is young enough; of what is not known, it is counted.
    [Fact]
    public void Of_ItemAge_IncludesTheStartAndNeedsToBeKnown()
    {
        using var items = new ItemFacts(NodeIndex.FromIntegers(NativeArray<long>.From([1, 2, 3])))
        {
            CreatedMs = NativeArray<long>.From([Now - 24 * Hour, Now - 24 * Hour - 1, ItemFacts.UnknownTime]),
        };
        (long, long, EventKind, long)[] log = [.. Enumerable.Range(1, 4).Select(item => (1L, (long)item, EventKind.Favourite, Now))];
        var (pairs, report) = StandingPairs.Of(EventColumns.Of(log), new(), items);
        Assert.Equal([(1L, 1L, Now)], pairs);
        Assert.Equal((1L, 2L), (report.OldItemCount, report.UnknownAgeCount));
        Assert.Contains("created_at", Assert.Throws<ArgumentException>(() => StandingPairs.Of(EventColumns.Of(log), new())).Message);
    }

    // §12.5: of three hours before now; the other id is of a millisecond before the window.
    [Fact]
    public void Of_SnowflakeAge_IsReadOffTheId()
    {
        const long Id = 1_724_505_811_973_046_272;
        Assert.Equal(1_699_989_200_000, SnowflakeTime.Of(Id));
        var old = Now - 24 * Hour - 1 - SnowflakeTime.EpochMs << SnowflakeTime.TimeShift;
        var log = EventColumns.Of((1, Id, EventKind.Favourite, Now), (1, old, EventKind.Favourite, Now), (1, old + (1 << SnowflakeTime.TimeShift), EventKind.Favourite, Now), (1, -5, EventKind.Favourite, Now));
        var (pairs, report) = StandingPairs.Of(log, new() { AgeSource = ItemAgeSource.Snowflake });
        Assert.Equal([old + (1 << SnowflakeTime.TimeShift), Id], pairs.Select(pair => pair.Item));
        Assert.Equal((1L, 1L), (report.OldItemCount, report.UnknownAgeCount));
    }

    [Fact]
    public void Of_RequiredOfItem_LooksAtEverybodysEventsInTheWindow()
    {
        var options = new EngagementPairOptions { LimitsItemAge = false, RequiredOfItem = EventKinds.VideoView50 | EventKinds.VideoView95 };
        var (pairs, report) = StandingPairs.Of(
            EventColumns.Of(
                (1, 7, EventKind.Favourite, Now), (2, 7, EventKind.VideoView95, Now - Hour), (1, 8, EventKind.Favourite, Now), (1, 9, EventKind.Favourite, Now),
                (1, 9, EventKind.VideoView50, Now - 25 * Hour)),
            options);
        Assert.Equal([(7L, 1L, Now)], pairs);
        Assert.Equal(2, report.LacksRequiredCount);
    }

    // Of each item: replies that count, and events that must not.
    [Theory]
    [InlineData(MinUsers, true)]
    [InlineData(MinUsers - 1, false)]
    [InlineData(MinUsers + 1, true)]
    [InlineData(0, false)]
    public void WithEnough_Replies_CountFromTheLimitOn(int replyCount, bool isEnough)
    {
        const long Item = -40;
        (long, long, EventKind, long)[] idle =
        [
            (7, Item, EventKind.Favourite, Now), (8, Item, EventKind.Unfavourite, Now), (9, Item, EventKind.Reply, Now + 1), (9, Item, EventKind.Reply, Now - 24 * Hour - 1), (9, Item, EventKind.Reply, -1),
            (1, Item + 50, EventKind.Click, Now),
        ];
        using var events = new EventLog(
            EventColumns.Of([.. idle, .. Enumerable.Range(0, replyCount).Select(i => ((long)i, Item, EventKind.Reply, i == 0 ? Now - 24 * Hour : Now))]), Execution.Default);
        var tolls = new PairTolls();
        using var gate = ItemGates.WithEnough(events, new(s_replies, Now, MinUsers, null), tolls, Execution.Default);
        Assert.Equal(isEnough, EventScanTests.IsMarked(gate, 0));
        Assert.Equal(51, events.Items.Count);
        for (var key = 1; key < events.Items.Count; key++) Assert.False(EventScanTests.IsMarked(gate, key));
        Assert.Equal((3L, 1L, 1L, 1L), (tolls.OtherKinds, tolls.AfterNow, tolls.OutOfWindow, tolls.BeforeEpoch));
    }

    // Any log, at any number of threads: an item has as many as a count by hand says, without those that its gate refuses.
    [Fact]
    public void WithEnough_AnyLog_IsACountByItem() => Gen.Select(Any, Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 40]).Sample((log, minUsers, threads, rowsPerBlock) =>
    {
        using var events = new EventLog(InBlocks(log, rowsPerBlock), Execution.Default);
        using var refused = new ItemGate(events.Items.Count);
        for (var key = 0; key < events.Items.Count; key++)
            if (events.Items.IntegerAt(key) == 102) refused.Verdicts[key] = (byte)ItemVerdict.Denied;
        refused.Mark(Execution.Default);
        var tolls = new PairTolls();
        using var gate = ItemGates.WithEnough(events, new(s_replies, Now, minUsers, refused), tolls, new(threads));
        var live = log.Where(one => one is { Kind: EventKind.Reply, TimeMs: <= Now and >= Now - 24 * Hour }).ToArray();
        for (var key = 0; key < events.Items.Count; key++)
        {
            var item = events.Items.IntegerAt(key);
            Assert.Equal(item != 102 && live.Count(one => one.Item == item) >= minUsers, EventScanTests.IsMarked(gate, key));
        }

        Assert.Equal(live.Count(one => one.Item == 102), tolls.ByVerdict[(int)ItemVerdict.Denied]);
    });
}
