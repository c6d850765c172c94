using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

public class CommunitySweepTests
{
    [Fact]
    public void Run_AnyThreadCount_SameLabels() =>
        Gen.Select(Gen.Int[5_000, 9_000], Gen.ULong).Sample((vertexCount, seed) =>
        {
            using var matrix = TestGraphs.Planted(vertexCount, 60, 8, 0.4, seed).Graph;
            var options = new CommunityOptions { ClusterCount = vertexCount / 60, MaxEpochs = 4, Seed = seed };
            var one = KnownForBuilder.Build(matrix, options, new(threadCount: 1));
            var four = KnownForBuilder.Build(matrix, options, new(threadCount: 4));
            Assert.Equal(one.KnownFor.Clusters, four.KnownFor.Clusters);
            Assert.Equal(one.KnownFor.Scores, four.KnownFor.Scores);
            Assert.Equal(one.Quality, four.Quality);
            Assert.Equal(one.Epochs, four.Epochs);
        }, iter: 6, threads: 1);

    // Blocks are drawn against a frozen state; the price must be noise.
    [Theory]
    [InlineData(8, 200)]
    [InlineData(1_000, 20)]
    [InlineData(100_000, 1)]
    public void Run_InBlocks_EndsWithinOnePercentOfOneVertexAtATime(int vertexCount, int seedCount)
    {
        using var matrix = vertexCount == 8 ? TestGraphs.TwoCliques(0.5f) : TestGraphs.Planted(vertexCount, 100, 20, 0.3, seed: 1).Graph;
        double Objective(int? blockSize) => Enumerable.Range(1, seedCount).Average(seed => KnownForBuilder.Build(
            matrix,
            CommunityOptions.Published with
            {
                ClusterCount = Math.Max(2, vertexCount / 100),
                Seed = (ulong)seed,
                BlockSize = blockSize,
                MeasureEpochs = false,
            },
            Execution.Default).Quality.Objective);

        var serial = Objective(1);
        Assert.InRange(Objective(null), 0.99 * serial, 1.01 * serial);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using var matrix = TestGraphs.Planted(500, 50, 10, 0.3, seed: 1).Graph;
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => KnownForBuilder.Build(matrix, new() { ClusterCount = 10 }, new(threadCount: 2, cancellation.Token)));
    }
}
