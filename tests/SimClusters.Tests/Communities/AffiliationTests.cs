using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

public class AffiliationTests
{
    // spec/offline.md §4.6.
    [Theory]
    [InlineData(EdgeWeights.Cosine, new[] { 0.722074, 0.481947, 0.472734, 0.697831 })]
    [InlineData(EdgeWeights.Squared, new[] { 0.870968, 0.620690, 0.6, 0.842105 })]
    public void Scores_WorkedExample(EdgeWeights weighting, double[] expected)
    {
        using var matrix = TestGraphs.Offline();
        AssertScores(matrix, [0, 0, 1, 1], expected, weighting);
        using var graph = TestGraphs.View(matrix);
        Assert.Equal(0.589352, graph.MeanEdgeWeight, 5);
    }

    // spec/offline.md §10.5 and the penalty of §4.6: 11 in {11, 12, 14}.
    [Fact]
    public void Scores_MissingMembers_Count()
    {
        using var matrix = TestGraphs.Offline();
        AssertScores(matrix, [0, 0, 0, 1], [1.0, 0.803246, 0.527266, 1.0]);
        AssertScores(matrix, [0, 0, 1, 0], [0.484162]);
    }

    // spec/community_detection.md §15.
    [Fact]
    public void Scores_ReferenceValues()
    {
        using var unweighted = TestGraphs.Unweighted();
        using var weighted = TestGraphs.TwoCliques(0.5f);
        AssertScores(unweighted, TestGraphs.Good, [0.75, 1, 1, 1, 0.75, 1, 1, 1]);
        AssertScores(weighted, TestGraphs.Good, [0.857143, 1, 1, 1, 0.857143, 1, 1, 1]);
        AssertScores(weighted, TestGraphs.Bad, [0, 0.504854, 0.504854, 0.504854, 0, 0.504854, 0.504854, 0.504854]);

        using var uneven = TestGraphs.Symmetric(8,
            [(0, 1, .5f), (0, 2, .5f), (0, 3, .5f), (1, 2, .5f), (1, 3, .5f), (2, 3, .5f), (0, 4, 1), (4, 5, 1), (4, 6, 1), (4, 7, 1), (5, 6, 1), (6, 7, 1)]);
        AssertScores(uneven, [0, 0, 0, 0, 1, 1, 1, 0], [0.461538]);
    }

    static void AssertScores(SparseMatrix matrix, int[] labels, double[] expected, EdgeWeights weighting = EdgeWeights.Cosine)
    {
        using var graph = TestGraphs.View(matrix, weighting);
        var scores = Affiliation.Scores(graph, new(labels, 2), Execution.Default);
        for (var vertex = 0; vertex < expected.Length; vertex++) Assert.Equal(expected[vertex], scores[vertex], 2e-6);
    }
}
