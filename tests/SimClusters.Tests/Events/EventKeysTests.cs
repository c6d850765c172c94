using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Events;

/// <summary>Keys of ids with gaps, and where another table has them.</summary>
public class EventKeysTests
{
    // A log's range is up to three times what a thread takes at once.
    const int Range = 200_000;

    static readonly Gen<long> s_first = Gen.OneOf(0L, -Range / 2, int.MinValue, int.MaxValue - Range, 1L << 40, long.MinValue, long.MaxValue - Range);

    // Ids of the log and of the table: few, so that some are in both, at the ends of the range too; and some of the table far off.
    static readonly Gen<(long[] Log, long[] Table)> s_ids = s_first.SelectMany(first =>
    {
        var id = Gen.OneOf<long>(Gen.Int[0, 12].Select(step => first + step), Gen.Int[0, 100].Select(step => first + step * (Range / 100L)));
        var far = Gen.OneOf(long.MinValue, long.MinValue + 1, long.MinValue + 7, long.MaxValue - 3, long.MaxValue, int.MinValue, int.MaxValue, -1, 0, first, first + Range);
        return Gen.Select(id.Array[1, 40], Gen.OneOf<long>(id, far).Array[0, 60].Select(ids => ids.Distinct().Order().ToArray()));
    });

    [Fact]
    public void RowsIn_AnyIdsOfLogAndTable_IsTheRowOfEach() => s_ids.Sample((log, table) =>
    {
        using var events = Log(log);
        using var index = NodeIndex.FromIntegers(NativeArray<long>.From(table));
        using var rows = events.Items.RowsIn(index, new(2));
        Assert.Equal(events.Items.Count, rows.Length);
        var rowOf = table.Select((id, row) => (id, row)).ToDictionary(entry => entry.id, entry => entry.row);
        for (var key = 0; key < rows.Length; key++) Assert.Equal(rowOf.GetValueOrDefault(events.Items.IntegerAt(key), RowMap.None), rows[key]);
    });

    [Fact]
    public void CreatedMs_AnyIdsOfLogAndTable_IsThatOfTheItemOrUnknown() => s_ids.Sample((log, table) =>
    {
        using var events = Log(log);
        using var facts = new ItemFacts(NodeIndex.FromIntegers(NativeArray<long>.From(table)))
        {
            CreatedMs = NativeArray<long>.From([.. table.Select((_, row) => row % 5 == 0 ? ItemFacts.UnknownTime : 1_000L * row)]),
            Media = NativeArray<MediaKind>.From([.. table.Select((_, row) => row % 2 == 0 ? MediaKind.Video : MediaKind.Image)]),
            IsSensitive = NativeArray<bool>.From([.. table.Select((_, row) => row % 3 == 0)]),
        };
        using var known = new KnownItems(events.Items, facts, new(2));
        Assert.True(known.HasTimes);
        foreach (var place in Enumerable.Range(0, log.Length))
        {
            var key = events.Items.In(events.Blocks[0].Items)[place] - events.Items.Base;
            var row = Array.IndexOf(table, log[place]);
            Assert.Equal(log[place], events.Items.IntegerAt(key));
            Assert.Equal(row < 0 || row % 5 == 0 ? ItemFacts.UnknownTime : 1_000L * row, known.CreatedMs(key));
            Assert.Equal(row >= 0 && row % 2 == 0 && row % 3 != 0, known.IsHealthyVideo(key));
        }
    });

    // Further above the first id than a signed number tells: the difference would be taken for a small one, or for one below 0.
    [Fact]
    public void RowsIn_IdsAsFarApartAsCanBe_AreNotTakenForNearOnes()
    {
        using var events = Log([-5, -1, 3]);
        using var index = NodeIndex.FromIntegers(NativeArray<long>.From([long.MinValue, long.MinValue + 2, -1, long.MaxValue - 4, long.MaxValue]));
        using var rows = events.Items.RowsIn(index, Execution.Default);
        Assert.Equal([-1, -1, -1, -1, 2, -1, -1, -1, -1], rows.AsSpan().ToArray());
    }

    [Fact]
    public void RowsIn_IntegersAndStrings_SaysSo()
    {
        using var events = Log([1, 2]);
        using var names = NodeIndex.FromText(NativeArray<long>.From([0L, 1]), NativeArray<byte>.From("1"u8));
        Assert.Contains("read both as text", Assert.Throws<ArgumentException>(() => events.Items.RowsIn(names, Execution.Default)).Message);
    }

    static EventLog Log(long[] items) => new(EventColumns.Of([.. items.Select(item => (1L, item, EventKind.Favourite, 0L))]), Execution.Default);
}
