using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Numerics;

namespace SimClusters.Tests.Engagements;

public class EngagementGraphBuilderTests
{
    // offline.md §2.5: followerL2, faverL2, followerCount, faverCount, favOnFav, favOnFollow, logFavL2, logOnFav, logOnFollow.
    [Theory]
    [InlineData(11, 1.732051, 99.814829, 3, 3, 117, 108, 2.449490, 4, 3)]
    [InlineData(12, 2, 9, 4, 1, 9, 9, 1, 1, 1)]
    [InlineData(13, 1.732051, 12.727922, 3, 2, 18, 18, 1.414214, 2, 2)]
    [InlineData(14, 1.414214, 99, 2, 1, 99, 99, 2, 2, 2)]
    public void Norms_OnTheRicherToy_AreThoseOfTheTable(
        int producer, double followerNorm, double faverNorm, int followers, int favers, double favOnFav, double favOnFollow, double logNorm, double logOnFav, double logOnFollow)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        var (norms, row) = (graph.Norms, producer - 11);
        Assert.Equal((followers, favers), (norms.FollowerCounts[row], norms.FaverCounts[row]));
        double[] found = [norms.FollowerNorm(row), norms.FaverNorms[row], norms.FavSumsOnFavEdges[row], norms.FavSumsOnFollowEdges[row], norms.LogFavNorms[row], norms.LogFavSumsOnFavEdges[row], norms.LogFavSumsOnFollowEdges[row]];
        double[] expected = [followerNorm, faverNorm, favOnFav, favOnFollow, logNorm, logOnFav, logOnFollow];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-5);
    }

    // The table of edges in §2.5; an edge that is not there is in neither.
    [Fact]
    public void Edges_OnTheRicherToy_AreThoseOfTheTable()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        var edges = EdgesOf(graph);
        (int, int, double[])[] expected =
        [
            (1, 11, [1, 0.577350, 9, 0.090167, 1, 0.408248]), (1, 12, [1, 0.5, 0, 0, 0, 0]), (2, 11, [1, 0.577350, 99, 0.991837, 2, 0.816497]), (2, 12, [1, 0.5, 0, 0, 0, 0]),
            (2, 13, [1, 0.577350, 9, 0.707107, 1, 0.707107]), (3, 11, [1, 0.577350, 0, 0, 0, 0]), (3, 12, [1, 0.5, 9, 1, 1, 1]), (4, 13, [1, 0.577350, 9, 0.707107, 1, 0.707107]),
            (4, 14, [1, 0.707107, 0, 0, 0, 0]), (5, 11, [0, 0, 9, 0.090167, 1, 0.408248]), (5, 12, [1, 0.5, 0, 0, 0, 0]), (5, 13, [1, 0.577350, 0, 0, 0, 0]), (5, 14, [1, 0.707107, 99, 1, 2, 1]),
        ];
        Assert.Equal(expected.Length, edges.Count);
        Assert.Equal(expected.Length, graph.CountEdges());
        foreach (var (consumer, producer, fields) in expected)
            for (var i = 0; i < fields.Length; i++) Assert.Equal(fields[i], edges[(consumer - 1, producer - 11)][i], 1e-5);
    }

    // §2.5: user 2 keeps 11, 13, 12 and user 5 keeps 14, 11, 13, 12, in this order; 13 before 12 only by the follow's norm.
    [Theory]
    [InlineData(1, new[] { 11 }, new[] { 14 })]
    [InlineData(2, new[] { 11, 13 }, new[] { 11, 14 })]
    [InlineData(3, new[] { 11, 12, 13 }, new[] { 11, 13, 14 })]
    [InlineData(4, new[] { 11, 12, 13 }, new[] { 11, 12, 13, 14 })]
    public void Build_TooManyEdges_KeepsThoseOfTheDocumentedOrder(int max, int[] ofTwo, int[] ofFive)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows, max);
        var edges = EdgesOf(graph);
        Assert.Equal(ofTwo, edges.Keys.Where(edge => edge.Consumer == 1).Select(edge => edge.Producer + 11));
        Assert.Equal(ofFive, edges.Keys.Where(edge => edge.Consumer == 4).Select(edge => edge.Producer + 11));
        Assert.Equal(13 - edges.Count, graph.Cut.EdgeCount);
        Assert.Equal(99.814829, graph.Norms.FaverNorms[0], 1e-5); // taken before the cut
    }

    [Fact]
    public void Build_AnyGraphs_AreTheUnionBothWaysRound() => Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, Gen.Int[1, 12], Gen.Int[1, 3]).Sample((rows, likes, max, threads) =>
    {
        using var follows = RandomGraphs.Graph(rows);
        using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new() { MaxProducersPerConsumer = max }, new(threads));
        var edges = EdgesOf(graph);
        for (var consumer = 0; consumer < rows.Length; consumer++)
        {
            var liked = RandomGraphs.Row(likes, consumer);
            var union = rows[consumer].Union(liked.Select(like => like.Key)).OrderByDescending(p => liked.FirstOrDefault(like => like.Key == p).Value)
                .ThenByDescending(p => rows[consumer].Contains(p) ? 1 / Math.Sqrt(follows.FollowerCount(p)) : 0).ThenBy(p => p).Take(max).Order().ToArray();
            Assert.Equal(union, edges.Keys.Where(edge => edge.Consumer == consumer).Select(edge => edge.Producer));
        }

        using var favers = Transpose.Of(graph.Favourites!.Weights, Execution.Default);
        Assert.Equal(favers.Keys.AsSpan().ToArray(), graph.Favers!.Weights.Keys.AsSpan().ToArray());
        Assert.Equal(favers.Values!.AsSpan().ToArray(), graph.Favers.Weights.Values!.AsSpan().ToArray());
        using var followers = Transpose.Of(graph.Follows, Execution.Default);
        Assert.Equal(followers.Keys.AsSpan().ToArray(), graph.Followers.Keys.AsSpan().ToArray());
        Assert.Equal(edges.Count, graph.CountEdges());
    });

    [Fact]
    public void Build_WithoutFavourites_IsTheFollowGraph()
    {
        using var follows = RicherToy.Follows();
        using var graph = EngagementGraphBuilder.Build(follows, null, new());
        Assert.Same(follows.Follows, graph.Follows);
        Assert.Null(graph.Favourites);
        Assert.False(graph.Norms.HasFavourites);
    }

    [Fact]
    public void Build_OtherRows_IsASentence()
    {
        using var follows = RicherToy.Follows();
        Assert.Contains("give both the same rows", Assert.Throws<ArgumentException>(() => EngagementGraphBuilder.Build(follows, SparseMatrix.FromRows(4, [[(0, 1f)]]), new())).Message);
    }

    // Consumer 9 only likes, producer 10 is only liked; everybody else keeps what they have.
    [Fact]
    public void SharedRows_WhoOnlyLikesOrIsLiked_HasARow()
    {
        var favourites = FavouriteGraphBuilder.Build(FavouriteColumns.Of((9, 1, 12, 0, false), (2, 2, 10, 0, false), (2, 3, 14, 0, false)), new());
        var (follows, weights) = SharedRows.Of(RicherToy.Follows(), favourites.Graph, halfLifeInDays: 100);
        using (follows)
        using (weights)
        {
            Assert.Equal([1, 2, 3, 4, 5, 9], follows.Consumers.Integers.ToArray());
            Assert.Equal([10, 11, 12, 13, 14], follows.Producers.Integers.ToArray());
            Assert.Equal([1, 2, 3], follows.Follows.RowKeys(1).ToArray());
            Assert.Equal([0, 1, 2], follows.Followers.RowKeys(1).ToArray());
            Assert.Equal([0, 4], weights.RowKeys(1).ToArray());
            Assert.Equal([2], weights.RowKeys(5).ToArray());
            Assert.Equal(0, follows.FollowerCount(0));
        }
    }

    // (consumer row, producer row) → isFollowed, 1/√followers, w, w/‖w‖, log, log/‖log‖.
    static SortedDictionary<(int Consumer, int Producer), double[]> EdgesOf(EngagementGraph graph)
    {
        var edges = new SortedDictionary<(int, int), double[]>();
        var cursor = new EngagementCursor(graph);
        for (cursor.Seek(0); cursor.MoveNext();) edges.Add((cursor.ConsumerRow, cursor.ProducerRow), [cursor.IsFollowed ? 1 : 0, cursor.FollowOverNorm, cursor.Fav, cursor.FavOverNorm, cursor.LogFav, cursor.LogFavOverNorm]);
        return edges;
    }
}
