using SimClusters.Events;
using SimClusters.Numerics;
using static SimClusters.Tests.Events.EventLogs;

namespace SimClusters.Tests.Events;

public class ItemsWithEnoughTests
{
    static readonly EngagementPairOptions s_likes = new() { LimitsItemAge = false, Window = TimeSpan.FromHours(24), MaxEventsPerPair = null };

    // Few items and many users, many events of which are taken back: as a count of all of them says.
    [Fact]
    public void Of_AnyLog_AreThoseThatAllUsersSay() => Gen.Select(
        Gen.Select(Gen.Long[0, 60], Gen.Long[0, 5], Gen.Int[0, 2], Gen.Long[0, 30]).Array[0, 1_500], Gen.Int[1, 40], Gen.Int[1, 200], Gen.Int[1, 3]).Sample((rows, minUsers, rowsPerBlock, threads) =>
    {
        (long User, long Item, EventKind Kind, long TimeMs)[] log = [.. rows.Select(row => (row.Item1, row.Item2, (EventKind)row.Item3, Now - row.Item4 * Hour))];
        using var events = new EventLog(InBlocks(log, rowsPerBlock), Execution.Default);
        int[] asked = [.. Enumerable.Range(0, events.Items.Count).Where(key => events.Items.IntegerAt(key) != 3)];
        var found = ItemsWithEnough.Of(events, new(s_likes, Now, minUsers, null), asked, new(threads));
        int[] expected = [.. asked.Where(key => StandingUsers(log, events.Items.IntegerAt(key)) >= minUsers)];
        Assert.Equal(expected, found.Order());
    });

    // 4,000 favourites of three users, who may all be in a slice or not: the slice proves nothing.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(50)]
    public void Of_ManyEventsOfFewUsers_AllUsersAreLookedAt(int minUsers)
    {
        using var events = new EventLog(InBlocks([.. Enumerable.Range(0, 4_000).Select(i => (i % 3L, 9L, EventKind.Favourite, Now - i))], 100), Execution.Default);
        Assert.Equal(minUsers <= 3, ItemsWithEnough.Of(events, new(s_likes, Now, minUsers, null), [0], Execution.Default).Contains(0));
    }

    [Fact]
    public void Of_NoItems_IsNone()
    {
        using var events = new EventLog(InBlocks([(1, 9, EventKind.Favourite, Now)], 1), Execution.Default);
        Assert.Empty(ItemsWithEnough.Of(events, new(s_likes, Now, 1, null), [], Execution.Default));
    }

    // Users whose last word in the window is that they like it; of one instant, taking back comes last.
    static int StandingUsers((long User, long Item, EventKind Kind, long TimeMs)[] log, long item) => log
        .Where(one => one.Item == item && one.TimeMs >= Now - 24 * Hour && one.Kind is EventKind.Favourite or EventKind.Unfavourite)
        .GroupBy(one => one.User)
        .Count(user => user.OrderBy(one => one.TimeMs).ThenBy(one => one.Kind).Last().Kind == EventKind.Favourite);
}
