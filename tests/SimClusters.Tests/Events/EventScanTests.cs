using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Tests.Events;

/// <summary>Groups of 32 events, their tails, and both ways past the kinds, against one event after the other.</summary>
public class EventScanTests
{
    const int ItemCount = 150;

    // What is left by its kind is mostly of the commonest, or of any.
    static readonly Gen<(int Item, EventKind Kind, int Time)[]> s_rows = Gen.Select(Gen.Int[0, 9], Gen.Int[10, 100]).SelectMany((common, share) =>
        Gen.Select(Gen.Int[0, ItemCount - 1], Gen.Int[0, share - 1], Gen.Int[0, 20]).Select((item, kind, time) => (item, (EventKind)(kind < 10 ? kind : common), time)).Array[0, 700]);

    static readonly Gen<int> s_kinds = Gen.OneOf<int>(Gen.Int[0, 9].Select(kind => 1 << kind), Gen.Int[1, (int)EventKindNames.AllKinds], Gen.Const((int)EventKindNames.AllKinds));

    // Ids from the first on, those that leave 32 bits are numbered.
    static readonly Gen<long> s_first = Gen.OneOf(0L, 1, -75, -1_000_000_007, int.MinValue, int.MaxValue - ItemCount, int.MaxValue - 10, long.MinValue, long.MaxValue - ItemCount);

    static readonly Gen<long> s_now = Gen.OneOf(EventLogs.Now, 3_600_000, 1, 0, -1, -EventLogs.Now);

    static readonly Gen<TimeSpan?> s_window = Gen.OneOf<TimeSpan?>(null, TimeSpan.FromHours(24), TimeSpan.FromMilliseconds(2), TimeSpan.FromMicroseconds(1_500));

    static readonly Gen<ItemVerdict[]> s_verdicts = Gen.OneOf<ItemVerdict[]>(
        VerdictsFrom(ItemVerdict.Counts), VerdictsFrom(ItemVerdict.Denied), VerdictsFrom(ItemVerdict.Counts, ItemVerdict.TooOld), VerdictsFrom(ItemVerdict.Counts, ItemVerdict.NotAsked), VerdictsFrom(Enum.GetValues<ItemVerdict>()));

    [Fact]
    public void Of_AnyLogRequestAndPieces_EqualsEventByEvent() => Gen.Select(
        Gen.Select(s_rows, s_kinds, s_first), Gen.Select(s_now, s_window), Gen.Select(s_verdicts, Gen.Enum<Gate>()), Gen.Select(Gen.Int[1, 800], Gen.Int[1, 400])).Sample((log, times, gate, sizes) =>
    {
        var (rows, kinds, firstId) = log;
        var (verdicts, way) = gate;
        var (rowsPerBlock, rowsPerPiece) = sizes;
        using var events = new EventLog(
            EventLogs.InBlocks([.. rows.Select((row, place) => (place % 97L, firstId + row.Item, row.Kind, TimeOf(row.Time, times.Item1, times.Item2)))], rowsPerBlock), Execution.Default);
        using var items = new ItemGate(events.Items.Count);
        for (var key = 0; key < events.Items.Count; key++)
            if (events.Items.IntegerAt(key) - firstId is >= 0 and < ItemCount and var item) items.Verdicts[key] = (byte)verdicts[item];
        items.Mark(new(2));
        var options = new EngagementPairOptions { Contributing = (EventKinds)kinds, Undoing = EventKinds.None, Window = times.Item2, LimitsItemAge = false };
        var request = new PairRequest(options, times.Item1, 1, way == Gate.None ? null : items) { IsOfFewItems = way >= Gate.OfFewItems };
        using var slices = UserSlices.Of(events, request, [.. Enumerable.Range(0, events.Items.Count)], Execution.Default);
        if (way == Gate.OfFewItemsAndUsers) request = request with { Slices = slices };

        var (found, expected) = (new EventScan(events, request, new()), new PairTolls());
        for (var block = 0; block < events.Blocks.Count; block++)
        {
            for (var first = 0; first < events.Blocks[block].Count; first += rowsPerPiece)
            {
                var piece = new EventPiece(block, first, Math.Min(events.Blocks[block].Count, first + rowsPerPiece));
                Assert.Equal(Naive(events, request, items, piece, expected), found.Of(piece).ToArray());
            }
        }

        Assert.Equal(Told(expected), Told(found.Tolls));
    });

    [Fact]
    public void Mark_OneVerdictOrSeveral_TellsWhichItIs() => s_verdicts.Sample(verdicts =>
    {
        using var gate = new ItemGate(verdicts.Length);
        for (var key = 0; key < verdicts.Length; key++) gate.Verdicts[key] = (byte)verdicts[key];
        gate.Mark(Execution.Default);
        Assert.True(ItemGate.VerdictCount <= 8, "What is met is a bit of a byte.");
        ItemVerdict[] refused = [.. verdicts.Where(verdict => verdict != ItemVerdict.Counts).Distinct()];
        Assert.Equal(refused.Length == 1 ? refused[0] : null, gate.Only);
        for (var key = 0; key < verdicts.Length; key++) Assert.Equal(verdicts[key] == ItemVerdict.Counts, IsMarked(gate, key));
    });

    // Every event of pieces that are as long as they may be.
    [Fact]
    public void Of_AllThatALongBlockHas_IsEachPlaceOnce()
    {
        const int Count = 2 * EventPiece.MaxRows + 7;
        using var events = new EventLog(EventLogs.InBlocks([.. Enumerable.Range(0, Count).Select(row => (1L, (long)row, EventKind.Click, (long)row))], Count), Execution.Default);
        var pieces = EventPiece.Of(events);
        Assert.Equal([new(0, 0, EventPiece.MaxRows), new(0, EventPiece.MaxRows, 2 * EventPiece.MaxRows), new(0, 2 * EventPiece.MaxRows, Count)], pieces);
        var scan = new EventScan(events, new(new() { Contributing = EventKinds.Click, Window = null, LimitsItemAge = false }, Count, 1, null), new());
        Assert.Equal(Enumerable.Range(0, Count), pieces.SelectMany(piece => scan.Of(piece).ToArray()));
        Assert.Equal(Told(new()), Told(scan.Tolls));
    }

    internal static bool IsMarked(ItemGate gate, int key) => (gate.Marks[key / 32] >> (key % 32) & 1) != 0;

    static Gen<ItemVerdict[]> VerdictsFrom(params ItemVerdict[] verdicts) => Gen.OneOf(verdicts).Array[ItemCount];

    // Around both ends of the window, around 1970, as far off as a time can be, and some more in the window.
    static long TimeOf(int draw, long now, TimeSpan? window)
    {
        var start = now - (long)(window?.TotalMilliseconds ?? now);
        long[] times = [start - 1, start, start + 1, now - 1, now, now + 1, -1, 0, 1, long.MinValue, long.MaxValue, -EventLogs.Now, 2 * EventLogs.Now];
        return draw < times.Length ? times[draw] : start + (now - start) / 10 * (draw - times.Length);
    }

    static int[] Naive(EventLog log, PairRequest request, ItemGate gate, EventPiece piece, PairTolls tolls)
    {
        var block = log.Blocks[piece.Block];
        var places = new List<int>();
        for (var place = piece.First; place < piece.End; place++)
        {
            var time = block.TimesMs[place];
            var verdict = request.Gate is null ? 0 : gate.Verdicts[log.Items.In(block.Items)[place] - log.Items.Base];
            if (!request.Kinds.Has(block.Kinds[place])) tolls.OtherKinds++;
            else if (request.IsOfFewItems && verdict != 0) tolls.FewEvents++;
            else if (request.Slices is { } slices && !slices.Has(log.Items.In(block.Items)[place] - log.Items.Base, log.Users.In(block.Users)[place] - log.Users.Base)) continue;
            else if (time < 0) tolls.BeforeEpoch++;
            else if (time > request.NowMs) tolls.AfterNow++;
            else if (request.Options.Window is { } window && time < request.NowMs - window.TotalMilliseconds) tolls.OutOfWindow++;
            else if (verdict != 0) tolls.ByVerdict[verdict]++;
            else places.Add(place);
        }

        return [.. places];
    }

    // What counts itself is no toll.
    static long[] Told(PairTolls tolls) => [tolls.OtherKinds, tolls.BeforeEpoch, tolls.AfterNow, tolls.OutOfWindow, tolls.FewEvents, .. tolls.ByVerdict.Skip(1)];

    enum Gate
    {
        None,
        AfterTimes,
        OfFewItems,
        OfFewItemsAndUsers,
    }
}
