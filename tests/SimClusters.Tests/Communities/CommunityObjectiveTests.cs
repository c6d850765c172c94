using SimClusters.Communities;

namespace SimClusters.Tests.Communities;

public class CommunityObjectiveTests
{
    // spec/community_detection.md §15, with the empty row's value taken off: L(v, {c}) − L(v, ∅).
    [Theory]
    [InlineData("U", "good", 5, 1, 18, 6, 4)]
    [InlineData("U", "good", 5, 2, 19, 1, 5)]
    [InlineData("U", "good", 5, 5, 6, 18, 4)]
    [InlineData("U", "bad", 5, 1, 24, 0, 4)]
    [InlineData("U", "bad", 5, 2, 13, 7, 5)]
    [InlineData("U", "bad", 5, 5, 0, 24, 4)]
    [InlineData("W", "good", 5, 1, 17.625, 3.375, 3.5)]
    [InlineData("W", "good", 5, 2, 19, 1, 5)]
    [InlineData("W", "good", 10, 1, 32.625, 5.875, 3.5)]
    [InlineData("W", "good", 10, 2, 34, 1, 5)]
    [InlineData("W", "bad", 5, 1, 21, 0, 3.5)]
    [InlineData("W", "bad", 5, 2, 13, 7, 5)]
    public void Score_ReferenceValues(string name, string start, double coefficient, int vertex, double first, double second, double none)
    {
        using var matrix = name == "U" ? TestGraphs.Unweighted() : TestGraphs.TwoCliques(0.5f);
        using var graph = TestGraphs.View(matrix);
        var assignment = new CommunityAssignment([.. start == "good" ? TestGraphs.Good : TestGraphs.Bad], 2);
        var (label, expected) = (assignment.Labels[vertex - 1], new[] { first - none, second - none });

        Assert.Equal(expected[label], CommunityObjective.OfVertex(graph, assignment, coefficient, vertex - 1).Value, 5);

        // The other community, from the tally of the kernel; it holds the vertex's neighbours only where one is in it.
        var scores = Tally(graph, assignment, coefficient, vertex - 1, out var currentScore);
        Assert.Equal(expected[label], currentScore, 5);
        if (scores.TryGetValue(1 - label, out var other)) Assert.Equal(expected[1 - label], other, 5);
    }

    // spec/offline.md §4.6, relative to no community.
    [Theory]
    [InlineData(EdgeWeights.Cosine, new[] { 0, 1, 1, 1 }, 8.710060, 8.660254)]
    [InlineData(EdgeWeights.Cosine, new[] { 0, 0, 1, 1 }, 8.061278, 9.309037)]
    [InlineData(EdgeWeights.Squared, new[] { 0, 0, 1, 1 }, 70.972222, 45.833333)]
    public void Score_WorkedExample(EdgeWeights weighting, int[] labels, double current, double other)
    {
        using var matrix = TestGraphs.Offline();
        using var graph = TestGraphs.View(matrix, weighting);
        var assignment = new CommunityAssignment(labels, 2);
        var scores = Tally(graph, assignment, 10, 1, out var currentScore);
        Assert.Equal(current, currentScore, 1e-5);
        Assert.Equal(other, scores[1 - labels[1]], 1e-5);
    }

    [Fact]
    public void Of_AnyThreadCount_IsTheSumOverVertices()
    {
        var (matrix, truth) = TestGraphs.Planted(5_000, 50, 10, 0.3, seed: 1);
        using var graph = TestGraphs.View(matrix);
        var assignment = new CommunityAssignment(truth, 100);
        var one = CommunityObjective.Of(graph, assignment, 10, new(threadCount: 1));
        Assert.Equal(one, CommunityObjective.Of(graph, assignment, 10, new(threadCount: 3)));
        Assert.Equal(Enumerable.Range(0, 5_000).Sum(vertex => CommunityObjective.OfVertex(graph, assignment, 10, vertex).Value), one.Value, 6);
    }

    static unsafe Dictionary<int, double> Tally(
        CommunityGraph graph, CommunityAssignment assignment, double coefficient, int vertex, out double currentScore)
    {
        var cells = stackalloc CommunityCell[assignment.ClusterCount + 1];
        var seen = stackalloc int[16];
        var scores = stackalloc double[16];
        fixed (int* labels = assignment.Labels, sizes = assignment.Sizes)
        {
            var view = new SweepView
            {
                Offsets = graph.Matrix.Offsets.Pointer,
                Keys = graph.Matrix.Keys.Pointer,
                Values = graph.Matrix.Values is { } values ? values.Pointer : null,
                MeanWeights = graph.MeanWeights.Pointer,
                Labels = labels,
                Sizes = sizes,
                WeightCoefficient = coefficient,
                Scale = 1,
            };
            var buffers = new SweepBuffers { Cells = cells + 1, Seen = seen, Scores = scores };
            var current = labels[vertex];
            var count = graph.Weighting switch
            {
                EdgeWeights.Cosine => NeighborTally.Score<CosineWeight>(view, buffers, vertex, current, out currentScore, out _),
                EdgeWeights.Squared => NeighborTally.Score<SquaredWeight>(view, buffers, vertex, current, out currentScore, out _),
                _ => NeighborTally.Score<UnitWeight>(view, buffers, vertex, current, out currentScore, out _),
            };
            return Enumerable.Range(0, count).ToDictionary(i => seen[i], i => scores[i]);
        }
    }
}
