using SimClusters.Clusters;
using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class ClusterNeighborsBuilderTests
{
    // offline.md §9: from consumer 5 alone.
    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedCosines()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var neighbors = ClusterNeighborsBuilder.Build(interests, new());
        Assert.Equal((2, 2L), (neighbors.ClusterCount, neighbors.Pairs.EntryCount));
        for (var cluster = 0; cluster < 2; cluster++)
        {
            var neighbor = Assert.Single(neighbors.Of(cluster));
            Assert.Equal(1 - cluster, neighbor.ClusterRow);
            Assert.Equal(0.159218, neighbor.Cosines.Follow, 1e-5);
            Assert.Equal(0.089834, neighbor.Cosines.Fav, 1e-5);
            Assert.Equal(0.373068, neighbor.Cosines.LogFav, 1e-5);
            Assert.Equal(0.266143, neighbor.Cosines.Strength, 1e-5);
        }
    }

    // One of the three above the minimum is enough: at 0.2, only log-fav is.
    [Theory]
    [InlineData(0.2, 2)]
    [InlineData(0.4, 0)]
    public void Build_AnyOfTheThreeAboveTheMinimum_IsEnough(double minCosine, int pairCount)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var neighbors = ClusterNeighborsBuilder.Build(interests, new() { MinCosine = minCosine });
        Assert.Equal(pairCount, neighbors.Pairs.EntryCount);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool)
        .Sample((rows, likes, knownFor, threads, top, withLikes) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, withLikes ? RandomGraphs.Favourites(likes, rows.Length) : null, new());
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = 1, MaxClustersPerConsumer = top });
            using var neighbors = ClusterNeighborsBuilder.Build(interests, new() { MinCosine = 0.1 }, new Execution(threads));
            Assert.Equal(withLikes, neighbors.FavCosines is not null && neighbors.LogFavCosines is not null);
            for (var one = 0; one < 5; one++)
            {
                var found = neighbors.Of(one).ToDictionary(neighbor => neighbor.ClusterRow, neighbor => neighbor.Cosines);
                for (var other = 0; other < 5; other++)
                {
                    double Cosine(InterestScore score) => ClusterOracle.Cosine(interests, score, one, other);
                    double[] expected = [Cosine(InterestScore.Follow), Cosine(InterestScore.Fav), Cosine(InterestScore.LogFav)];
                    if (Math.Abs(expected.Max() - 0.1) < 1e-6) continue;
                    Assert.Equal(one != other && expected.Max() > 0.1, found.TryGetValue(other, out var cosines));
                    if (cosines == default) continue;
                    Assert.Equal(expected[0], cosines.Follow, 1e-6);
                    Assert.Equal(expected[1], cosines.Fav, 1e-6);
                    Assert.Equal(expected[2], cosines.LogFav, 1e-6);
                }
            }
        });

    // Blocks of rows and their hand-over are only met with more clusters than one block holds.
    [Fact]
    public void Build_ManyClusters_IsSymmetricAndTheSameAtAnyThreadCount() => Gen.Select(Gen.ULong, Gen.Int[2, 4]).Sample((seed, threads) =>
    {
        using var interests = Interests(seed);
        using var one = ClusterNeighborsBuilder.Build(interests, new(), new Execution(1));
        using var other = ClusterNeighborsBuilder.Build(interests, new(), new Execution(threads));
        Assert.Equal(one.Pairs.Keys.AsSpan(), other.Pairs.Keys.AsSpan());
        Assert.Equal(one.FollowCosines.AsSpan(), other.FollowCosines.AsSpan());
        for (var row = 0; row < one.ClusterCount; row++)
            foreach (var neighbor in one.Of(row)) Assert.Contains(one.Of(neighbor.ClusterRow), back => back == neighbor with { ClusterRow = row });
    }, iter: 20);

    [Fact]
    public void Build_WithALimit_KeepsTheStrongest() => Gen.Select(Gen.ULong, Gen.Int[1, 6]).Sample((seed, max) =>
    {
        using var interests = Interests(seed);
        using var all = ClusterNeighborsBuilder.Build(interests, new());
        using var few = ClusterNeighborsBuilder.Build(interests, new() { MaxNeighborsPerCluster = max });
        for (var row = 0; row < all.ClusterCount; row++)
        {
            var strengths = all.Of(row).Select(neighbor => neighbor.Cosines.Strength).ToArray();
            Assert.Equal(strengths.OrderDescending(), strengths);
            Assert.Equal(all.Of(row).Take(max), few.Of(row));
        }
    }, iter: 20);

    [Fact]
    public void Build_WithoutConsumers_IsEmpty()
    {
        using var entries = SparseMatrix.FromRows(3, Array.Empty<int[]>());
        using var interests = new InterestedIn(entries, [new(0), new(0)], new(0), null, [new double[3], new double[3]], new int[3], 0, 0);
        using var neighbors = ClusterNeighborsBuilder.Build(interests, new());
        Assert.Equal((3, 0L), (neighbors.ClusterCount, neighbors.Pairs.EntryCount));
    }

    [Theory]
    [InlineData(-0.1, null)]
    [InlineData(double.NaN, null)]
    [InlineData(0.1, 0)]
    public void Validated_OutsideTheRange_Throws(double minCosine, int? max) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusterNeighborsOptions { MinCosine = minCosine, MaxNeighborsPerCluster = max }.Validated());

    // 200 consumers of some 3 of 40 clusters, scores 1 to 4: ties happen.
    static InterestedIn Interests(ulong seed)
    {
        var rows = Enumerable.Range(0, 200).Select(u => Enumerable.Range(0, 3)
            .Select(i => CounterRandom.Bits(CounterRandom.Key(seed, (ulong)u), (ulong)i))
            .Select(bits => ((int)(bits % 40), (float)(1 + bits / 40 % 4))).DistinctBy(entry => entry.Item1).ToArray()).ToArray();
        var matrix = SparseMatrix.FromRows(40, rows);
        var squares = new double[40];
        foreach (var (cluster, score) in rows.SelectMany(row => row)) squares[cluster] += score * score;
        double[] norms = [.. squares.Select(Math.Sqrt)];
        return new(new(40, matrix.Offsets, matrix.Keys, values: null), [matrix.Values!, new(matrix.EntryCount)], new(matrix.EntryCount), null, [norms, norms], new int[40], 0, 0);
    }
}
