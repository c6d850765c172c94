using System.Text;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Graphs;

public class FollowGraphBuilderTests
{
    static readonly long[] s_ends = [long.MinValue, long.MinValue + 1, long.MaxValue, long.MaxValue - 1, 0];

    // Compact, sparse, and reaching to both ends of 64 bits: each takes its own way through the numbering.
    static readonly Gen<long> s_ids = Gen.OneOf(
        Gen.Long[-3, 12], Gen.Long[0, 40].Select(id => id * 1_000_003), Gen.Int[0, 4].Select(i => s_ends[i]));

    [Fact]
    public void Build_TheToy_WorkedByHand()
    {
        // u1→v2, u2→v3, u3→{v1, v2, v4}, u4→{v1, v3}; one duplicate, one self-follow, and one row that the reader left out.
        var (graph, report) = FollowGraphBuilder.Build(
            EdgeColumns.Of((4, 103), (1, 102), (3, 104), (3, 101), (2, 103), (3, 102), (4, 101), (7, 7), (3, 102)), badRowCount: 1, Execution.Default);
        using (graph)
        {
            Assert.Equal(new(10, 1, 1, 1, 7), report);
            Assert.Equal([1, 2, 3, 4], graph.Consumers.Integers.ToArray());
            Assert.Equal([101, 102, 103, 104], graph.Producers.Integers.ToArray());
            Assert.Equal([0, 1, 3], graph.Follows.RowKeys(2).ToArray());
            Assert.Equal([2, 3], graph.Followers.RowKeys(0).ToArray());
            Assert.Equal(1, graph.FollowerCount(3));
        }
    }

    [Fact]
    public void Build_RandomIntegers_EqualsTheTwinAtAnyThreadCountAndBlockSize() =>
        Gen.Select(Gen.Select(s_ids, s_ids).Array[0, 60], Gen.Int[1, 4], Gen.Int[1, 20]).Sample((follows, threads, blockSize) =>
        {
            var expected = FollowGraphTwin.Build(follows, Comparer<long>.Default);
            var (graph, report) = FollowGraphBuilder.Build(Blocks(follows, blockSize), 0, new Execution(threads));
            using (graph)
            {
                return graph.Consumers.Integers.SequenceEqual(expected.Consumers)
                    && graph.Producers.Integers.SequenceEqual(expected.Producers)
                    && RowsEqual(graph, expected.Rows)
                    && report.SelfFollowCount == follows.Count(follow => follow.Item1 == follow.Item2)
                    && report.FollowCount + report.DuplicateCount + report.SelfFollowCount == follows.Length;
            }
        });

    [Fact]
    public void Build_RandomStrings_EqualsTheTwinInOrdinalUtf8() =>
        Gen.Select(Gen.Select(s_names, s_names).Array[0, 60], Gen.Int[1, 4], Gen.Int[1, 20]).Sample((follows, threads, blockSize) =>
        {
            var order = Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));
            var expected = FollowGraphTwin.Build(follows, order);
            var columns = new EdgeColumns([.. follows.Chunk(blockSize).Select(chunk =>
                new EdgeBlock(Text(chunk.Select(follow => follow.Item1)), Text(chunk.Select(follow => follow.Item2)), null))]);
            using var graph = FollowGraphBuilder.Build(columns, 0, new Execution(threads)).Graph;
            return Enumerable.Range(0, graph.ConsumerCount).Select(graph.Consumers.NameAt).SequenceEqual(expected.Consumers)
                && Enumerable.Range(0, graph.ProducerCount).Select(graph.Producers.NameAt).SequenceEqual(expected.Producers)
                && RowsEqual(graph, expected.Rows);
        });

    [Fact]
    public void Build_InAnyOrder_GivesTheSameBytes() =>
        Gen.Select(Gen.Select(s_ids, s_ids).Array[0, 60], Gen.Int[1, 4]).SelectMany(pair => Gen.Shuffle(pair.Item1).Select(shuffled => (pair.Item1, shuffled, pair.Item2))).Sample(sample =>
        {
            using var first = FollowGraphBuilder.Build(Blocks(sample.Item1, 7), 0, Execution.Default).Graph;
            using var second = FollowGraphBuilder.Build(Blocks(sample.shuffled, 11), 0, new Execution(sample.Item3)).Graph;
            return first.Follows.Keys.AsSpan().SequenceEqual(second.Follows.Keys.AsSpan())
                && first.Follows.Offsets.AsSpan().SequenceEqual(second.Follows.Offsets.AsSpan())
                && first.Followers.Keys.AsSpan().SequenceEqual(second.Followers.Keys.AsSpan())
                && first.Consumers.Integers.SequenceEqual(second.Consumers.Integers);
        });

    [Fact]
    public void Build_ManyDistinctSparseIds_GrowsItsTables()
    {
        var follows = Enumerable.Range(0, 5_000).Select(i => (i * 7_777_777_777L, -i * 3_333_333_333L - 1)).ToArray();
        using var graph = FollowGraphBuilder.Build(Blocks(follows, 700), 0, new Execution(3)).Graph;
        Assert.Equal(5_000, graph.ConsumerCount);
        for (var row = 0; row < 5_000; row++) Assert.Equal([4_999 - row], graph.Follows.RowKeys(row).ToArray());
    }

    [Fact]
    public void Build_ManyDistinctStrings_GrowsItsTables()
    {
        var names = Enumerable.Range(0, 5_000).Select(i => $"https://example.org/users/{i:D6}").ToArray();
        var columns = new EdgeColumns([new(Text(names), Text(names.Reverse()), null)]);
        using var graph = FollowGraphBuilder.Build(columns, 0, new Execution(3)).Graph;
        Assert.Equal(names, Enumerable.Range(0, 5_000).Select(graph.Consumers.NameAt));
    }

    [Fact]
    public void Build_NothingButSelfFollows_IsEmptyAndSaysWhy()
    {
        var (graph, report) = FollowGraphBuilder.Build(EdgeColumns.Of((1, 1), (2, 2)), 3, Execution.Default);
        using (graph) Assert.Equal(0, graph.ConsumerCount + graph.ProducerCount);
        Assert.Equal("5 rows read: 0 follows, 0 duplicates, 2 self-follows, 3 bad rows", report.ToString());
    }

    [Fact]
    public void Build_NoBlocks_IsEmpty()
    {
        using var graph = FollowGraphBuilder.Build(new([]), 0, Execution.Default).Graph;
        Assert.Equal(0, graph.FollowCount);
    }

    [Fact]
    public void Build_OneKindEachColumn_NeverSelfFollows()
    {
        var columns = new EdgeColumns([new(IdBlock.FromIntegers([1, 2]), Text(["1", "b"]), null)]);
        var (graph, report) = FollowGraphBuilder.Build(columns, 0, Execution.Default);
        using (graph) Assert.Equal((2L, 0L), (graph.FollowCount, report.SelfFollowCount));
    }

    [Fact]
    public void Build_OneConsumerFollowsEveryone_KeepsThemAll()
    {
        var follows = Enumerable.Range(0, 100_000).Select(i => (-1L, (long)(i * 7919 % 100_000))).ToArray();
        using var graph = FollowGraphBuilder.Build(Blocks(follows, 9_000), 0, new Execution(4)).Graph;
        Assert.Equal(100_000, graph.Follows.RowLength(0));
        Assert.Equal(Enumerable.Range(0, 100_000), graph.Follows.RowKeys(0).ToArray());
    }

    static readonly string[] s_odd = ["é", "ñandú", "日本", "😀", "\0", "a\0", "user_0000000001", "user_0000000002"];

    static readonly Gen<string> s_names = Gen.OneOf(
        Gen.String[Gen.Char['a', 'c'], 0, 3], Gen.String[Gen.Char['a', 'b'], 7, 12], Gen.Int[0, 7].Select(i => s_odd[i]));

    static EdgeColumns Blocks((long, long)[] follows, int blockSize) => new([.. follows.Chunk(blockSize).Select(chunk => new EdgeBlock(
        IdBlock.FromIntegers([.. chunk.Select(follow => follow.Item1)]), IdBlock.FromIntegers([.. chunk.Select(follow => follow.Item2)]), null))]);

    static IdBlock Text(IEnumerable<string> names)
    {
        var bytes = names.Select(Encoding.UTF8.GetBytes).ToArray();
        var offsets = new int[bytes.Length + 1];
        for (var i = 0; i < bytes.Length; i++) offsets[i + 1] = offsets[i] + bytes[i].Length;
        return IdBlock.FromText(offsets, [.. bytes.SelectMany(name => name)]);
    }

    static bool RowsEqual(FollowGraph graph, int[][] rows)
    {
        if (graph.ConsumerCount != rows.Length) return false;
        for (var row = 0; row < rows.Length; row++)
            if (!graph.Follows.RowKeys(row).SequenceEqual(rows[row])) return false;
        return true;
    }
}
