using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

public class KnownForBuilderTests
{
    const int None = KnownFor.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Build_PlantedCommunities_AreFoundAgain(bool isPublished)
    {
        var (graph, truth) = TestGraphs.Planted(5_000, 50, 20, 0.2, seed: 7);
        var options = (isPublished ? CommunityOptions.Published with { MaxEpochs = 10 } : new()) with { ClusterCount = 100 };
        var result = KnownForBuilder.Build(graph, options, Execution.Default);
        var agreement = GroundTruth.Compare(result.KnownFor.Clusters, truth);
        Assert.True(agreement.NormalizedMutualInformation > (isPublished ? 0.9 : 0.97), $"NMI {agreement.NormalizedMutualInformation}.");
        if (isPublished) return;
        Assert.Equal(1, result.Quality.Coverage);
        Assert.All(result.Unassigned, reason => Assert.Equal(UnassignedReason.Assigned, reason));
    }

    // Multiplying by a power of two is exact, so even the last bit stays.
    [Theory]
    [InlineData(EdgeWeights.Cosine)]
    [InlineData(EdgeWeights.Squared)]
    public void Build_AllWeightsTimesAPowerOfTwo_SameLabelsAndScores(EdgeWeights weighting) =>
        Gen.Select(Gen.Int[20, 400], Gen.Int[-6, 6], Gen.ULong).Sample((vertexCount, exponent, seed) =>
        {
            using var graph = TestGraphs.Planted(vertexCount, 20, 8, 0.3, seed).Graph;
            using var scaled = Times(graph, MathF.ScaleB(1, exponent));
            var options = new CommunityOptions { ClusterCount = Math.Max(1, vertexCount / 20), Seed = seed, EdgeWeights = weighting };
            var expected = KnownForBuilder.Build(graph, options, Execution.Default).KnownFor;
            var actual = KnownForBuilder.Build(scaled, options, Execution.Default).KnownFor;
            Assert.Equal(expected.Clusters, actual.Clusters);
            Assert.Equal(expected.Scores, actual.Scores);
        }, iter: 40);

    [Fact]
    public void Build_AllWeightsTimesThree_SameCommunities()
    {
        using var graph = TestGraphs.Planted(1_000, 50, 16, 0.2, seed: 3).Graph;
        using var scaled = Times(graph, 3);
        var options = new CommunityOptions { ClusterCount = 20 };
        Assert.Equal(
            KnownForBuilder.Build(graph, options, Execution.Default).KnownFor.Clusters,
            KnownForBuilder.Build(scaled, options, Execution.Default).KnownFor.Clusters);
    }

    // Three islands and two communities taken: with revival the third island gets the empty one, without it never.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public void Build_AnIslandAndAnEmptyCommunity_MeetOnlyByRevival(bool revives, int outside)
    {
        using var graph = TestGraphs.Symmetric(6, [(0, 1, 1), (2, 3, 1), (4, 5, 1)]);
        var options = new CommunityOptions { ReviveEmpty = revives };
        var result = KnownForBuilder.Build(graph, options with { ClusterCount = 3 }, Execution.Default, startLabels: [0, 0, 1, 1, None, None]);
        Assert.Equal(outside, result.Quality.UnassignedCount);
    }

    [Fact]
    public void ChooseClusterCount_IsTheNumberOfStartLabels_OrOneForTwoHundred()
    {
        Assert.Equal(2, KnownForBuilder.ChooseClusterCount(0));
        Assert.Equal(5, KnownForBuilder.ChooseClusterCount(1_199));
        Assert.Equal(5, KnownForBuilder.ChooseClusterCount(1_199, [None, None]));
        Assert.Equal(7, KnownForBuilder.ChooseClusterCount(1_199, [None, 6, 2]));
    }

    // Without k a start from labels has room for them, and a selection counts whom it selected, neighbours or not.
    [Fact]
    public void Build_WithoutK_FollowsLabelsOrSelection()
    {
        using var graph = TestGraphs.Symmetric(1_000, [(0, 1, 1)]);
        var selected = new bool[1_000];
        Array.Fill(selected, true);
        Assert.Equal(2, KnownForBuilder.Build(graph, new(), Execution.Default).KnownFor.ClusterCount);
        Assert.Equal(5, KnownForBuilder.Build(graph, new(), Execution.Default, selected).KnownFor.ClusterCount);
        Assert.Equal(9, KnownForBuilder.Build(graph, new(), Execution.Default, selected, [.. Enumerable.Repeat(8, 1_000)]).KnownFor.ClusterCount);
    }

    [Fact]
    public void Build_OneCommunity_HoldsEveryoneWithAnEdge()
    {
        using var graph = TestGraphs.Symmetric(9, [(0, 1, 1), (0, 2, 1), (1, 2, 1), (5, 6, 1)]);
        var result = KnownForBuilder.Build(graph, new() { ClusterCount = 1 }, Execution.Default);
        Assert.Equal([0, 0, 0, None, None], result.KnownFor.Clusters[..5]);

        // The only community is taken, and no edge leads to it.
        Assert.Equal(UnassignedReason.NoEdges, result.Unassigned[4]);
        Assert.Equal([result.Unassigned[6]], [result.Unassigned[5]]);
    }

    [Fact]
    public void Build_MoreCommunitiesThanVertices_LeavesTheRestEmpty()
    {
        using var graph = TestGraphs.TwoCliques(0.5f);
        var result = KnownForBuilder.Build(graph, new() { ClusterCount = 100 }, Execution.Default);
        Assert.Equal(100, result.KnownFor.ClusterCount);
        Assert.Equal(1, result.Quality.Coverage);
        Assert.Equal(2, result.Quality.NonEmptyCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Build_NoEdges_NobodyHasACommunity(int vertexCount)
    {
        using var graph = TestGraphs.Symmetric(vertexCount, []);
        var result = KnownForBuilder.Build(graph, new(), Execution.Default);
        Assert.Equal(2, result.KnownFor.ClusterCount);
        Assert.All(result.KnownFor.Clusters, cluster => Assert.Equal(None, cluster));
        Assert.All(result.Unassigned, reason => Assert.Equal(UnassignedReason.NoEdges, reason));
        Assert.Equal(new CommunityQuality(), result.Quality);
    }

    [Fact]
    public void Build_OneEdge_BothEndsTogether()
    {
        using var graph = TestGraphs.Symmetric(3, [(0, 2, 0.25f)]);
        var result = KnownForBuilder.Build(graph, new() { ClusterCount = 2 }, Execution.Default, isSelected: [true, false, true]);
        Assert.Equal(result.KnownFor.Clusters[0], result.KnownFor.Clusters[2]);
        Assert.Equal([1f, 0f, 1f], result.KnownFor.Scores);
        Assert.Equal([UnassignedReason.Assigned, UnassignedReason.NotSelected, UnassignedReason.Assigned], result.Unassigned);
        Assert.Equal(1, result.Quality.F1);
    }

    [Fact]
    public void Build_WithoutAttaching_LeavesThemOutWithTheReason()
    {
        // A star pays for nobody: its middle would have one neighbour in a hundred, and so would all.
        using var graph = TestGraphs.Symmetric(101, Enumerable.Range(1, 100).Select(leaf => (0, leaf, 1f)));
        var options = new CommunityOptions { ClusterCount = 1, AttachUnassigned = false, MaxEpochs = 20 };
        var result = KnownForBuilder.Build(graph, options, Execution.Default);
        Assert.True(result.Quality.UnassignedCount > 50);
        Assert.Equal(result.Quality.UnassignedCount, result.Unassigned.Count(reason => reason == UnassignedReason.NoCommunity));
        Assert.Equal(result.BeforeAttach, result.Quality);

        var attached = KnownForBuilder.Build(graph, options with { AttachUnassigned = true }, Execution.Default);
        Assert.Equal(1, attached.Quality.Coverage);
        Assert.True(attached.BeforeAttach.Coverage < 1);
    }

    [Fact]
    public void Build_NoClusterCount_TakesOneForTwoHundredWithAnEdge()
    {
        using var graph = TestGraphs.Planted(1_000, 50, 10, 0.3, seed: 1).Graph;
        Assert.Equal(5, KnownForBuilder.Build(graph, new(), Execution.Default).KnownFor.ClusterCount);
    }

    [Fact]
    public void Build_NoEpochs_ReturnsTheStartLabels()
    {
        using var graph = TestGraphs.TwoCliques(0.5f);
        var options = CommunityOptions.Published with { ClusterCount = 3, MaxEpochs = 0 };
        int[] start = [2, 2, None, 2, 0, 0, 0, 0];
        Assert.Equal(start, KnownForBuilder.Build(graph, options, Execution.Default, startLabels: start).KnownFor.Clusters);
    }

    [Fact]
    public void Build_StartWithAnEmptyCommunity_RevivesItWhereNoneIs()
    {
        using var graph = TestGraphs.TwoCliques(0.5f);
        var result = KnownForBuilder.Build(
            graph, new() { ClusterCount = 2 }, Execution.Default, startLabels: [0, 0, 0, 0, None, None, None, None]);
        Assert.Equal(1, GroundTruth.Compare(result.KnownFor.Clusters, TestGraphs.Good).NormalizedMutualInformation, 12);
    }

    [Fact]
    public void Build_LabelBeyondTheCount_SaysWhichAndWhatToDo()
    {
        using var graph = TestGraphs.TwoCliques(0.5f);
        var error = Assert.Throws<ArgumentException>(() => KnownForBuilder.Build(
            graph, new() { ClusterCount = 2 }, Execution.Default, startLabels: [0, 0, 0, 2, 1, 1, 1, 1]));
        Assert.StartsWith(
            "Start label of row 3: expected 0 to 1, or -1 for none, found 2; ask for more communities or renumber the labels.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TooFewLabels_Throws()
    {
        using var graph = TestGraphs.TwoCliques(0.5f);
        Assert.Throws<ArgumentException>(() => KnownForBuilder.Build(graph, new(), Execution.Default, startLabels: [0]));
        Assert.Throws<ArgumentException>(() => KnownForBuilder.Build(graph, new(), Execution.Default, isSelected: [true]));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Build_WeightThatIsNone_SaysWhere(float weight)
    {
        using var graph = TestGraphs.Symmetric(3, [(0, 1, 1), (1, 2, weight)]);
        var error = Assert.Throws<ArgumentException>(() => KnownForBuilder.Build(graph, new(), Execution.Default));
        Assert.StartsWith("Edge 1 to 2 (rows from 0): expected a positive finite weight, found", error.Message, StringComparison.Ordinal);
    }

    static SparseMatrix Times(SparseMatrix graph, float factor) => SparseMatrix.FromRows(
        graph.ColumnCount,
        [.. Enumerable.Range(0, graph.RowCount).Select(row =>
            graph.RowKeys(row).ToArray().Zip(graph.RowValues(row).ToArray(), (key, value) => (key, value * factor)).ToArray())]);
}
