using SimClusters.Communities;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Communities;

public class MetropolisHastingsTests
{
    // The kernel skips most of the noise; the naive twin draws all of it.
    [Fact]
    public void Run_OnRandomGraphs_EqualsTheNaiveEpoch() =>
        Gen.Select(Gen.Int[2, 60], Gen.Int[1, 9], Gen.ULong, Gen.Enum<EdgeWeights>(), Gen.Bool).Sample((vertexCount, clusterCount, seed, weighting, isScaled) =>
        {
            using var matrix = TestGraphs.Planted(vertexCount, 10, 8, 0.4, seed).Graph;
            using var graph = TestGraphs.View(matrix, weighting);
            var scale = isScaled ? 1 / graph.MeanEdgeWeight : 1;
            for (var blockSize = 1; blockSize <= 16; blockSize *= 4)
            {
                var options = new CommunityOptions { ScaleWeights = isScaled, BlockSize = blockSize };
                var labels = Enumerable.Range(0, vertexCount)
                    .Select(vertex => (int)CounterRandom.Below(CounterRandom.Bits(seed, (ulong)vertex), clusterCount + 1) - 1).ToArray();
                var assignment = new CommunityAssignment((int[])labels.Clone(), clusterCount);
                using var sweep = new CommunitySweep(graph, assignment, options, Execution.Default);
                for (var epoch = 1; epoch <= 3; epoch++)
                {
                    var key = CommunitySweep.EpochKey(seed, epoch);
                    _ = graph.Weighting switch
                    {
                        EdgeWeights.Cosine => sweep.Run<MetropolisHastings<CosineWeight>>(key, 10),
                        EdgeWeights.Squared => sweep.Run<MetropolisHastings<SquaredWeight>>(key, 10),
                        _ => sweep.Run<MetropolisHastings<UnitWeight>>(key, 10),
                    };
                    labels = NaiveMetropolisHastings.Epoch(graph, labels, key, 10, 0.5, scale, blockSize);
                    Assert.Equal(labels, assignment.Labels);
                    Assert.Equal(Enumerable.Range(0, clusterCount).Select(cluster => labels.Count(label => label == cluster)), assignment.Sizes);
                }
            }
        }, iter: 60);

    // As in the reference's 200 runs, which end by splitting communities at weak links: both cliques in one community are good too.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_FromBad_AlwaysEndsInGood(bool isWeighted)
    {
        using var graph = isWeighted ? TestGraphs.TwoCliques(0.5f) : TestGraphs.Unweighted();
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var options = CommunityOptions.Published with
            {
                ClusterCount = 2,
                WeightCoefficient = 5,
                AcceptanceCoefficient = 1,
                MaxEpochs = 10,
                MinEpochs = 10,
                Seed = seed,
            };
            var labels = KnownForBuilder.Build(graph, options, Execution.Default, startLabels: TestGraphs.Bad).KnownFor.Clusters;
            Assert.All(labels[..4], label => Assert.Equal(labels[1], label));
            Assert.All(labels[4..], label => Assert.Equal(labels[5], label));
            Assert.All(labels, label => Assert.NotEqual(KnownFor.None, label));
        }
    }

    // Ours has no splitting, and needs none.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_FromBad_AlwaysEndsInGood(bool isWeighted)
    {
        using var graph = isWeighted ? TestGraphs.TwoCliques(0.5f) : TestGraphs.Unweighted();
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var options = new CommunityOptions { ClusterCount = 2, WeightCoefficient = 5, Seed = seed };
            var labels = KnownForBuilder.Build(graph, options, Execution.Default, startLabels: TestGraphs.Bad).KnownFor.Clusters;
            Assert.Equal(1, GroundTruth.Compare(labels, TestGraphs.Good).NormalizedMutualInformation, 12);
        }
    }

    // spec/offline.md §4.6: from C1 = {11}, C2 = {12, 13, 14}, 12 moves to C1 with probability .975404 · .999827, and stays but for .000002.
    [Fact]
    public void Choose_WorkedExample_AcceptsAsOftenAsItShould()
    {
        using var matrix = TestGraphs.Offline();
        using var graph = TestGraphs.View(matrix);
        const int draws = 20_000;
        var (moved, left) = (0, 0);
        for (ulong seed = 0; seed < draws; seed++)
        {
            // With one block for all, every vertex is drawn against the start.
            var assignment = new CommunityAssignment([0, 1, 1, 1], 2);
            using var sweep = new CommunitySweep(graph, assignment, CommunityOptions.Published with { BlockSize = 4 }, Execution.Default);
            sweep.Run<MetropolisHastings<CosineWeight>>(CommunitySweep.EpochKey(seed, 1), 10);
            moved += assignment.Labels[1] == 0 ? 1 : 0;
            left += assignment.Labels[1] == KnownFor.None ? 1 : 0;
        }

        Assert.InRange(moved / (double)draws, 0.975236 - 0.0055, 0.975236 + 0.0055);
        Assert.InRange(left, 0, 3);
    }

    [Fact]
    public void Choose_VertexWithoutEdges_KeepsItsCommunity()
    {
        using var matrix = TestGraphs.Symmetric(4, [(0, 1, 1), (1, 2, 1), (0, 2, 1)]);
        var result = KnownForBuilder.Build(matrix, CommunityOptions.Published with { ClusterCount = 2 }, Execution.Default, startLabels: [0, 0, 0, 1]);
        Assert.Equal([0, 0, 0, 1], result.KnownFor.Clusters);
        Assert.Equal(1f, result.KnownFor.Scores[3]);
    }
}
