using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Numerics;
using SimClusters.Tests.Communities;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class ClusterQualityBuilderTests
{
    // offline.md §10.5, the first assignment: 11 and 12, 13 and 14.
    [Fact]
    public void Build_TwoPairs_GivesTheWorkedFigures()
    {
        using var graph = TestGraphs.Offline();
        var (clusters, overall) = ClusterQualityBuilder.Build(graph, RicherToy.KnownFor());
        Assert.Equal((2L, 5L, 2L, 5L), (clusters[0].EdgesInside, clusters[0].UnweightedRecallDenominator, clusters[1].EdgesInside, clusters[1].UnweightedRecallDenominator));
        Assert.Equal(1.732051, clusters[0].WeightInside, 1e-5);
        Assert.Equal(2.996288, clusters[0].WeightedRecallDenominator, 1e-5);
        Expect(clusters[0], 2, 0.4, 0.578066, 0.866025, 1.763345, 0);
        Expect(clusters[1], 2, 0.4, 0.563639, 0.816497, 1.662498, 0);
        Assert.Equal(0.4, overall.UnweightedRecall, 1e-5);
        Assert.Equal(0.570974, overall.WeightedRecall, 1e-5);
        Assert.Equal(1.712921, overall.RelativePrecision, 1e-5);
        Assert.Equal(5.893518, overall.Weight, 1e-5);
        Assert.Equal((4L, 10L, 4, 4, 0), (overall.EdgesInside, overall.EdgeCount, overall.NodeCount, overall.AssignedCount, overall.UnassignedCount));
        Assert.Equal((0, 0, 0, 0), (overall.SingletonCount, overall.NegativeCorrelationCount, overall.ZeroRecallCount, overall.LowPrecisionCount));
        Assert.Equal(new(2, 2, 0, 2, 2, 2, 2, 2), overall.Sizes);
        Assert.Equal(1.712921, overall.RelativePrecisions.Mean, 1e-5);
    }

    // The second assignment: 11, 12 and 13, and 14 alone.
    [Fact]
    public void Build_ThreeAndOne_GivesTheWorkedFigures()
    {
        using var graph = TestGraphs.Offline();
        var (clusters, overall) = ClusterQualityBuilder.Build(graph, After());
        Expect(clusters[0], 3, 0.75, 0.752290, 0.592236, 1.205873, 0.736642);
        Expect(clusters[1], 1, 0, 0, 0, 0, 0);
        Assert.Equal((1, 0, 1, 1), (overall.SingletonCount, overall.NegativeCorrelationCount, overall.ZeroRecallCount, overall.LowPrecisionCount));
        Assert.Equal(0.736642 * 3 / 4, overall.Correlation, 1e-5);
    }

    // A node without a cluster is in the denominators of the whole, and in no distribution.
    [Fact]
    public void Build_UnassignedNodes_LowerTheWholeAlone()
    {
        using var graph = TestGraphs.Offline();
        var (clusters, overall) = ClusterQualityBuilder.Build(graph, new(3, [0, 0, KnownFor.None, KnownFor.None], [1, 1, 0, 0]));
        Assert.Equal(new ClusterQuality(), clusters[1]);
        Assert.Equal((2, 2), (overall.AssignedCount, overall.UnassignedCount));
        Assert.Equal(2 / 10.0, overall.UnweightedRecall, 1e-9);
        Assert.Equal(1.732051 / 5.893518, overall.WeightedRecall, 1e-5);
        Assert.Equal(1.763345 / 2, overall.RelativePrecision, 1e-5);
        Assert.Equal((1, 2.0), (overall.Sizes.Count, overall.Sizes.Mean));
    }

    // Rows without an edge are no nodes: they change nothing, whether they have a cluster or not.
    [Fact]
    public void Build_RowsWithoutEdges_ChangeNothing()
    {
        using var graph = TestGraphs.Symmetric(6, [(0, 1, 3 / MathF.Sqrt(12)), (0, 2, 1 / 3f), (1, 2, 2 / MathF.Sqrt(12)), (1, 3, 1 / MathF.Sqrt(8)), (2, 3, 2 / MathF.Sqrt(6))]);
        using var bare = TestGraphs.Offline();
        var known = After();
        var found = ClusterQualityBuilder.Build(graph, new(2, [.. known.Clusters, 1, KnownFor.None], [.. known.Scores, .5f, 0]));
        var expected = ClusterQualityBuilder.Build(bare, known);
        Assert.Equal(expected.Clusters, found.Clusters);
        Assert.Equal(expected.Overall, found.Overall);
    }

    [Fact]
    public void Build_UnweightedGraph_CountsEdgesAsOne()
    {
        using var graph = TestGraphs.Unweighted();
        var (clusters, overall) = ClusterQualityBuilder.Build(graph, new(2, TestGraphs.Good, [1, 1, 1, 1, 1, 1, 1, 1]));
        Expect(clusters[0], 4, 12 / 13.0, 12 / 13.0, 1, 56 / 26.0, 0);
        Assert.Equal((24.0, 26.0), (overall.WeightInside, overall.Weight));
    }

    [Fact]
    public void Build_OfNothing_IsZeros()
    {
        using var graph = SparseMatrix.FromRows(0, Array.Empty<int[]>());
        var (clusters, overall) = ClusterQualityBuilder.Build(graph, new(0, [], []));
        Assert.Empty(clusters);
        Assert.Equal((0, 0.0, 0.0), (overall.NodeCount, overall.UnweightedRecall, overall.RelativePrecision));
    }

    [Fact]
    public void Build_OnRandomLabels_EqualsTheNaiveSumsAtAnyThreadCount() =>
        Gen.Select(Gen.Int[2, 60], Gen.Int[1, 30], Gen.ULong, Gen.Int[1, 4]).Sample((nodeCount, clusterCount, seed, threads) =>
        {
            using var graph = TestGraphs.Planted(nodeCount, 10, 6, 0.4, seed).Graph;
            double Draw(int row, int draw) => CounterRandom.Uniform(CounterRandom.Bits(CounterRandom.Key(seed, (ulong)row), (ulong)draw));
            var labels = Enumerable.Range(0, nodeCount).Select(row => (int)(Draw(row, 0) * (clusterCount + 1)) - 1).ToArray();
            var knownFor = new KnownFor(clusterCount, labels, [.. labels.Select((label, row) => label < 0 ? 0 : (float)Draw(row, 1))]);
            var (clusters, overall) = ClusterQualityBuilder.Build(graph, knownFor, new Execution(threads));

            var edges = ClusterOracle.Edges(graph);
            var nodes = edges.Select(edge => edge.From).Distinct().ToArray();
            var density = edges.Sum(edge => edge.Weight) / (nodes.Length * (nodes.Length - 1.0));
            for (var cluster = 0; cluster < clusterCount; cluster++)
            {
                var size = nodes.Count(node => labels[node] == cluster);
                var all = edges.Where(edge => labels[edge.From] == cluster).ToArray();
                var inside = all.Where(edge => labels[edge.To] == cluster).ToArray();
                var precision = size > 1 ? inside.Sum(edge => edge.Weight) / (size * (size - 1)) : 0;
                var recall = all.Length == 0 ? 0 : inside.Length / (double)all.Length;
                var weightedRecall = all.Length == 0 ? 0 : inside.Sum(edge => edge.Weight) / all.Sum(edge => edge.Weight);
                var pairs = inside.Select(edge => (edge.Weight, (double)knownFor.Scores[edge.From] * knownFor.Scores[edge.To])).ToArray();
                Expect(clusters[cluster], size, recall, weightedRecall, precision, precision / density, ClusterOracle.Pearson(pairs));
            }

            Assert.Equal((nodes.Length, nodes.Count(node => labels[node] >= 0)), (overall.NodeCount, overall.AssignedCount));
            Assert.Equal(edges.Count(edge => labels[edge.From] >= 0 && labels[edge.From] == labels[edge.To]) / (double)edges.Length, overall.UnweightedRecall, 1e-9);
            Assert.Equal(clusters.Count(cluster => cluster.Size > 0), overall.Correlations.Count);
        }, iter: 60);

    [Fact]
    public void Build_AGraphOfOthers_SaysSo()
    {
        using var graph = TestGraphs.Offline();
        var error = Assert.Throws<ArgumentException>(() => ClusterQualityBuilder.Build(graph, new(1, [0], [1])));
        Assert.Contains("A graph of 4 × 4 does not fit 1 producers", error.Message);
    }

    static KnownFor After() => new(2, [0, 0, 0, 1], [1, 0.803246f, 0.527266f, 1]);

    static void Expect(ClusterQuality found, int size, double recall, double weightedRecall, double precision, double relativePrecision, double correlation)
    {
        Assert.Equal(size, found.Size);
        Assert.Equal(recall, found.UnweightedRecall, 1e-5);
        Assert.Equal(weightedRecall, found.WeightedRecall, 1e-5);
        Assert.Equal(precision, found.RelativePrecisionNumerator, 1e-5);
        Assert.Equal(relativePrecision, found.RelativePrecision, 1e-5);
        Assert.Equal(correlation, found.Correlation, 1e-5);
    }
}
