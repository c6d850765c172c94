using System.Text;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Events;

/// <summary>Small logs: few users and items, so that repeats, what is taken back, and equal times happen.</summary>
static class EventLogs
{
    internal const long Now = 1_700_000_000_000, Hour = 3_600_000;

    static readonly EventKind[] s_kinds = Enum.GetValues<EventKind>();

    // Favourites are a half, some times are later than now or out of the window.
    internal static readonly Gen<(long User, long Item, EventKind Kind, long TimeMs)[]> Any =
        Gen.Select(Gen.Long[1, 8], Gen.Long[100, 105], Gen.Int[0, 2 * 10], Gen.Long[-30, 1], Gen.Long[0, 2], (user, item, kind, hour, millisecond) =>
            (user, item, kind >= s_kinds.Length ? EventKind.Favourite : s_kinds[kind], Now + hour * Hour + millisecond)).Array[0, 150];

    /// <summary>Options of each rule with limits so low that small logs reach them.</summary>
    internal static readonly EngagementPairOptions[] Rules =
    [
        new(), new() { MaxEventsPerPair = null, LimitsItemAge = false }, new() { Contributing = EventKinds.Open, Undoing = EventKinds.None, LimitsItemAge = false },
        new() { Contributing = EventKinds.Retweet, Undoing = EventKinds.Unretweet, MaxEventsPerPair = 3, Window = TimeSpan.FromHours(5) },
        new()
        {
            Contributing = EventKinds.Reply, AlsoRequired = EventKinds.Favourite | EventKinds.Retweet, MaxEventsPerPair = null, Rule = PairRule.CombinedSignals, LimitsItemAge = false,
        },
        new() { MaxEventsPerPair = null, LimitsItemAge = false, RequiredOfItem = EventKinds.VideoView50 | EventKinds.VideoView95 },
        new()
        {
            Contributing = EventKinds.Favourite | EventKinds.Click, Undoing = EventKinds.None, MaxEventsPerPair = null, Rule = PairRule.EveryEvent, Window = TimeSpan.FromDays(7), LimitsItemAge = false,
        },
        EngagementPairOptions.StandingFavourites,
    ];

    /// <summary>The same log in several blocks, its rows turned round; ids as integers, wide ones, or strings.</summary>
    internal static EventColumns InBlocks((long User, long Item, EventKind Kind, long TimeMs)[] log, int rowsPerBlock, IdForm form = IdForm.Narrow) => new(
        [.. log.Reverse().Chunk(rowsPerBlock).Select(rows => new EventBlock(
            Ids([.. rows.Select(one => one.User)], form), Ids([.. rows.Select(one => one.Item)], form),
            NativeArray<EventKind>.From([.. rows.Select(one => one.Kind)]), NativeArray<long>.From([.. rows.Select(one => one.TimeMs)])))]);

    /// <summary>How a form has an id; the order of ids is the same in all.</summary>
    internal static long Formed(long id, IdForm form) => form == IdForm.Wide ? id * 100_000_000_000 : id;

    static IdBlock Ids(long[] ids, IdForm form)
    {
        if (form != IdForm.Text) return IdBlock.FromIntegers([.. ids.Select(id => Formed(id, form))]);
        var offsets = new int[ids.Length + 1];
        for (var i = 0; i < ids.Length; i++) offsets[i + 1] = offsets[i] + ids[i].ToString().Length;
        return IdBlock.FromText(offsets, Encoding.UTF8.GetBytes(string.Concat(ids)));
    }
}

enum IdForm
{
    Narrow,
    Wide,
    Text,
}
