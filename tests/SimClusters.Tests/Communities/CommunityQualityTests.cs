using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

public class CommunityQualityTests
{
    // spec/community_detection.md §15. Weighted precision takes the weight itself for edges, so that of W good is 1 and not 1.037.
    [Theory]
    [InlineData("U", "good", 1.0, 0.923077, 0.96, 1.0, 0.923077)]
    [InlineData("U", "bad", 0.5, 0.461538, 0.48, 0.5, 0.461538)]
    [InlineData("W", "good", 1.0, 0.923077, 0.96, 1.0, 0.96)]
    [InlineData("W", "bad", 0.5, 0.461538, 0.48, 0.518519, 0.48)]
    public void Measure_ReferenceValues(string name, string labels, double precision, double recall, double f1, double weightedPrecision, double weightedRecall)
    {
        using var matrix = name == "U" ? TestGraphs.Unweighted() : TestGraphs.TwoCliques(0.5f);
        var quality = CommunityQuality.Measure(matrix, labels == "good" ? TestGraphs.Good : TestGraphs.Bad, 2, new(), Execution.Default);
        Assert.Equal(precision, quality.Precision, 5);
        Assert.Equal(recall, quality.Recall, 5);
        Assert.Equal(f1, quality.F1, 5);
        Assert.Equal(weightedPrecision, quality.WeightedPrecision, 5);
        Assert.Equal(weightedRecall, quality.WeightedRecall, 5);
        Assert.Equal((4, 4, 4.0, 4, 1.0), (quality.MinSize, quality.MedianSize, quality.MeanSize, quality.MaxSize, quality.Coverage));

        using var graph = TestGraphs.View(matrix);
        var predicted = PredictedWeight.OfPairs(graph, new([.. labels == "good" ? TestGraphs.Good : TestGraphs.Bad], 2));
        Assert.Equal(name == "U" ? 24 : 23.142857, predicted, 5);
    }

    // spec/offline.md §10.5: recall of {11, 12}, {13, 14}.
    [Fact]
    public void Measure_WorkedExample()
    {
        using var matrix = TestGraphs.Offline();
        var quality = CommunityQuality.Measure(matrix, [0, 0, 1, 1], 2, new(), Execution.Default);
        Assert.Equal(0.4, quality.Recall, 6);
        Assert.Equal(0.570974, quality.WeightedRecall, 5);
    }

    [Fact]
    public void Measure_OnRandomLabels_EqualsTheNaiveSums() =>
        Gen.Select(Gen.Int[2, 70], Gen.Int[1, 6], Gen.ULong).Sample((vertexCount, clusterCount, seed) =>
        {
            using var matrix = TestGraphs.Planted(vertexCount, 10, 6, 0.4, seed).Graph;
            var labels = Enumerable.Range(0, vertexCount)
                .Select(vertex => (int)CounterRandom.Below(CounterRandom.Bits(seed, (ulong)vertex), clusterCount + 1) - 1).ToArray();
            var quality = CommunityQuality.Measure(matrix, labels, clusterCount, new(), Execution.Default);

            double pairs = 0, edges = 0, weight = 0, predicted = 0, objective = 0;
            double Sum(int vertex) => matrix.RowValues(vertex).ToArray().Sum(value => (double)value);
            for (var vertex = 0; vertex < vertexCount; vertex++)
            {
                if (labels[vertex] == KnownFor.None) continue;
                double inside = 0, insideWeight = 0;
                for (var other = 0; other < vertexCount; other++)
                {
                    if (other == vertex || labels[other] != labels[vertex]) continue;
                    pairs++;
                    var degrees = matrix.RowLength(vertex) + matrix.RowLength(other);
                    predicted += matrix[vertex, other] > 0 ? matrix[vertex, other] : degrees == 0 ? 0 : (Sum(vertex) + Sum(other)) / degrees;
                    inside += matrix[vertex, other] > 0 ? 1 : 0;
                    insideWeight += matrix[vertex, other];
                }

                edges += inside;
                weight += insideWeight;
                if (matrix.RowLength(vertex) > 0)
                    objective += 10 * insideWeight + Sum(vertex) / matrix.RowLength(vertex) * (inside - labels.Count(label => label == labels[vertex]));
            }

            Assert.Equal(pairs == 0 ? 0 : edges / pairs, quality.Precision, 9);
            Assert.Equal(matrix.EntryCount == 0 ? 0 : edges / matrix.EntryCount, quality.Recall, 9);
            Assert.Equal(predicted == 0 ? 0 : weight / predicted, quality.WeightedPrecision, 9);
            Assert.Equal(objective, quality.Objective, 9);
        }, iter: 60);

    [Fact]
    public void Measure_CommunityOfOne_IsNotCovered()
    {
        using var matrix = TestGraphs.Symmetric(5, [(0, 1, 1), (1, 2, 1), (2, 3, 1)]);
        var quality = CommunityQuality.Measure(matrix, [0, 0, 1, KnownFor.None, KnownFor.None], 3, new(), Execution.Default);
        Assert.Equal((4, 1, 0.5, 2, 1), (quality.ConnectedCount, quality.UnassignedCount, quality.Coverage, quality.NonEmptyCount, quality.MinSize));
    }
}
