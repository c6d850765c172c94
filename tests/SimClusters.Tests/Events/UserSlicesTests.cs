using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Tests.Events;

public class UserSlicesTests
{
    const int UserCount = 4_000, MinUsers = 10;

    // Of item 0, 4,000 favourites by as many users; of item 1, 40; of item 2, none.
    static readonly (long User, long Item, EventKind Kind, long TimeMs)[] s_log =
        [.. Enumerable.Range(0, UserCount + 40).Select(i => ((long)(i * 7 % UserCount), i % 101 == 100 ? 1L : 0L, EventKind.Favourite, EventLogs.Now)), (0, 2, EventKind.Click, EventLogs.Now)];

    [Fact]
    public void Of_PopularItem_IsAFewOfItsUsersAndEnough()
    {
        using var log = new EventLog(EventLogs.InBlocks(s_log, 50), Execution.Default);
        using var slices = Of(log);
        var inSlice = Enumerable.Range(0, UserCount).Count(user => slices.Has(0, user));
        Assert.False(slices.IsWhole(0));
        Assert.InRange(inSlice, 2 * MinUsers, 16 * MinUsers);
        Assert.InRange(slices.EventCount, inSlice / 2, 2 * inSlice + 80);
    }

    // Of one piece all is counted.
    [Fact]
    public void Of_ShortLog_IsNoSmallerASlice()
    {
        using var log = new EventLog(EventLogs.InBlocks(s_log, s_log.Length), Execution.Default);
        using var slices = Of(log);
        Assert.False(slices.IsWhole(0));
        Assert.InRange(Enumerable.Range(0, UserCount).Count(user => slices.Has(0, user)), 2 * MinUsers, 16 * MinUsers);
    }

    [Fact]
    public void Of_ItemMetSeldom_IsAllOfItsUsers()
    {
        using var log = new EventLog(EventLogs.InBlocks(s_log, 50), Execution.Default);
        using var slices = Of(log);
        for (var item = 1; item <= 2; item++)
        {
            Assert.True(slices.IsWhole(item));
            Assert.All(Enumerable.Range(0, UserCount), user => Assert.True(slices.Has(item, user)));
        }
    }

    static UserSlices Of(EventLog log) => UserSlices.Of(log, new(new() { LimitsItemAge = false }, EventLogs.Now, MinUsers, null), [0, 1, 2], Execution.Default);
}
