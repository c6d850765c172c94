using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Favourites;

public class WeightedFavouritesTests
{
    [Fact]
    public void Build_DuplicatesAndSmallWeights_AreAddedUpAndPruned()
    {
        var result = Build([(1, 11, 9), (2, 12, 1e-6f), (1, 11, 0.5f), (1, 12, 3)]);
        Assert.Equal([((1L, 11L), 9.5f), ((1L, 12L), 3f)], FavouriteLogs.Edges(result.Graph).Select(edge => (edge.Key, Assert.Single(edge.Value))));
        Assert.Equal((1L, 2L), (result.Report.PrunedCount, result.Report.EdgeCount));
        Assert.Null(result.State);
    }

    // Three floats whose sum depends on the order: whichever it is, the bits are the same.
    [Fact]
    public void Build_AnyOrder_GivesTheSameBits() => Gen.Shuffle(new (long, long, float)[] { (1, 11, 1e8f), (1, 11, 1), (1, 11, 3e-5f), (1, 12, 2) }).Sample(rows =>
        Assert.Equal(
            FavouriteLogs.Edges(Build(rows).Graph).Values.SelectMany(weights => weights),
            FavouriteLogs.Edges(Build([(1, 12, 2), (1, 11, 3e-5f), (1, 11, 1), (1, 11, 1e8f)]).Graph).Values.SelectMany(weights => weights)));

    [Fact]
    public void Build_WhoIsNotActive_IsLeftOut()
    {
        using var users = new Users(NodeIndex.FromIntegers(NativeArray<long>.From([1, 11]))) { IsActive = [true, true] };
        var result = Build([(1, 11, 9), (2, 11, 9), (1, 12, 9)], users);
        Assert.Equal((1L, 2L), (result.Report.EdgeCount, result.Report.InactiveCount));
    }

    [Fact]
    public void Build_NoRows_IsAnEmptyGraph() => Assert.Equal(0, Build([]).Graph.EdgeCount);

    [Fact]
    public void Build_SumsAboveTheRange_AreASentence() =>
        Assert.Contains("scale them down", Assert.Throws<OverflowException>(() => Build([(1, 11, 3e38f), (1, 11, 3e38f)])).Message);

    static FavouriteGraphResult Build((long User, long Author, float Weight)[] rows, Users? users = null) => WeightedFavourites.Build(
        new([new(IdBlock.FromIntegers([.. rows.Select(row => row.User)]), IdBlock.FromIntegers([.. rows.Select(row => row.Author)]), NativeArray<float>.From([.. rows.Select(row => row.Weight)]))]),
        new(), DateTimeOffset.UnixEpoch, users);
}
