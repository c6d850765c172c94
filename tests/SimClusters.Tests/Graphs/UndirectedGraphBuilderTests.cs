using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Graphs;

public class UndirectedGraphBuilderTests
{
    [Fact]
    public void Build_WorkedByHand()
    {
        // 5–6 from both sides, 6–9 from one, 5–9 twice from one side; 7 only to itself.
        using var graph = UndirectedGraphBuilder.Build(Weighted((5, 6, 1f), (6, 5, 3f), (9, 6, 2f), (7, 7, 4f), (5, 9, 1f), (5, 9, 8f)), Execution.Default);

        Assert.Equal([5, 6, 9], graph.Vertices.Integers.ToArray());
        Assert.Equal([1, 2], graph.Edges.RowKeys(0).ToArray());
        Assert.Equal([3f, 8f], graph.Edges.RowValues(0).ToArray());
        Assert.Equal([8f, 2f], graph.Edges.RowValues(2).ToArray());
        Assert.Equal((3L, 2L, 1L, 1L), (graph.EdgeCount, graph.OneSidedCount, graph.LoopCount, graph.DuplicateCount));
    }

    [Fact]
    public void Build_AnyEdges_EqualsTheTwinAndIsSymmetric() =>
        Gen.Select(Gen.Select(Gen.Long[0, 8], Gen.Long[0, 8], Gen.Float[0, 9]).Array[0, 40], Gen.Int[1, 4]).Sample((edges, threads) =>
        {
            var expected = edges.Where(e => e.Item1 != e.Item2).SelectMany(e => new[] { e, (e.Item2, e.Item1, e.Item3) })
                .GroupBy(e => (e.Item1, e.Item2)).ToDictionary(group => group.Key, group => group.Max(e => e.Item3));
            using var graph = UndirectedGraphBuilder.Build(Weighted(edges), new Execution(threads));
            return graph.Edges.EntryCount == expected.Count && expected.All(entry =>
                graph.Edges[graph.Vertices.RowOf(entry.Key.Item1), graph.Vertices.RowOf(entry.Key.Item2)] == entry.Value);
        });

    [Fact]
    public void Build_WithoutWeights_WeighsOne()
    {
        using var graph = UndirectedGraphBuilder.Build(EdgeColumns.Of((1, 2), (2, 3)), Execution.Default);
        Assert.Equal([1f, 1f, 1f, 1f], graph.Edges.Values!.AsSpan().ToArray());
    }

    static EdgeColumns Weighted(params (long Source, long Target, float Weight)[] edges) => new([.. edges.Chunk(3).Select(chunk => new EdgeBlock(
        IdBlock.FromIntegers([.. chunk.Select(e => e.Source)]), IdBlock.FromIntegers([.. chunk.Select(e => e.Target)]), NativeArray<float>.From([.. chunk.Select(e => e.Weight)])))]);
}
