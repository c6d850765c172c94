using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class ClusterDetailsBuilderTests
{
    // The columns of offline.md §7.3: C1 has four consumers, C2 two. Quantiles are the values at places 1, 2, 3 and 3 of four, and 1, 1, 1 and 1 of two.
    [Fact]
    public void Build_OnTheRicherToy_GivesTheDistributionsOfTheTable()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        var details = ClusterDetailsBuilder.Build(interests, RicherToy.KnownFor(), follows.Producers);
        Assert.Equal([0, 1], details.ClusterRows);
        Assert.Equal([2, 2], details.MemberCounts);
        Assert.Equal([4, 2], details.ConsumerCounts);
        Expect(details.FollowScores[0], 4, 1.023503, 0.312667, 0.481947, 1.204021, 1.204021, 1.204021, 1.204021, 1.204021);
        Expect(details.FavScores[0], 4, 22.205037, 28.465647, 4.337527, 6.498663, 6.498663, 71.485297, 71.485297, 71.485297);
        Expect(details.LogFavScores[0], 4, 0.842560, 0.360896, 0.481947, 0.722074, 0.722074, 1.444147, 1.444147, 1.444147);
        Expect(details.FollowScores[1], 2, 1.170564, 0, 1.170564, 1.170564, 1.170564, 1.170564, 1.170564, 1.170564);
        Expect(details.FavScores[1], 2, 36.669914, 32.415308, 4.254605, 69.085222, 69.085222, 69.085222, 69.085222, 69.085222);
        Assert.Equal((0, 0, 0), (details.SensitiveShares.Length, details.Languages.Length, details.Countries.Length));
    }

    // 11 and 12 are C1; 13 and 14 are C2, of which 14 is no user.
    [Fact]
    public void Build_WithUsers_GivesTheShares()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var users = new Users(TestUsers.Ids(10, 11, 12, 13))
        {
            IsSensitive = [true, false, true, true],
            Languages = TestUsers.Words("fr", "pt", "en", "en"),
            Countries = TestUsers.Words("FR", "BR", null, "GB"),
        };
        var details = ClusterDetailsBuilder.Build(interests, RicherToy.KnownFor(), follows.Producers, users);
        Assert.Equal([0.5, 0.5], details.SensitiveShares);
        Assert.Equal([new("en", 0.5), new("pt", 0.5)], details.Languages[0]);
        Assert.Equal([new("", 0.5), new("en", 0.5)], details.Languages[1]);
        Assert.Equal([new("", 0.5), new("BR", 0.5)], details.Countries[0]);
    }

    // Cluster 0 has no member, cluster 1 no consumer, cluster 2 both.
    [Fact]
    public void Build_ClustersWithoutConsumersOrMembers_AreAbsent()
    {
        using var interests = Interests(3, [[0, 2], [2]]);
        var details = ClusterDetailsBuilder.Build(interests, new(3, [1, 2, KnownFor.None], [1, 1, 0]), TestUsers.Ids(3));
        Assert.Equal([2], details.ClusterRows);
        Assert.Equal((1, 2, 2), (details.MemberCounts[0], details.ConsumerCounts[0], details.FollowScores[0].Count));
        Assert.Equal((0, 0), (details.FavScores.Length, details.LogFavScores.Length));
    }

    [Fact]
    public void Build_OfNothing_IsEmpty()
    {
        using var interests = Interests(0, []);
        Assert.Empty(ClusterDetailsBuilder.Build(interests, new(0, [], []), TestUsers.Ids(0)).ClusterRows);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulasAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 4]).Sample((rows, likes, knownFor, threads) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new());
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = 1, MaxClustersPerConsumer = 3 });
            var details = ClusterDetailsBuilder.Build(interests, knownFor, follows.Producers, null, new Execution(threads));
            Assert.Equal(Enumerable.Range(0, 5).Where(cluster => ClusterOracle.Column(interests, InterestScore.Follow, cluster).Length > 0), details.ClusterRows);
            for (var row = 0; row < details.ClusterRows.Length; row++)
            {
                double[] Column(InterestScore score) => ClusterOracle.Column(interests, score, details.ClusterRows[row]);
                Assert.Equal(Column(InterestScore.Follow).Length, details.ConsumerCounts[row]);
                ExpectFormulas(Column(InterestScore.Follow), Column(InterestScore.Follow), details.FollowScores[row]);
                ExpectFormulas(Column(InterestScore.Fav), Column(InterestScore.Fav), details.FavScores[row]);
                ExpectFormulas(Column(InterestScore.LogFav), Column(InterestScore.Fav), details.LogFavScores[row]);
            }
        });

    [Fact]
    public void Build_WhenClustersDiffer_SaysSo()
    {
        using var interests = Interests(2, []);
        var error = Assert.Throws<ArgumentException>(() => ClusterDetailsBuilder.Build(interests, new(3, [], []), TestUsers.Ids(0)));
        Assert.Contains("The interests have 2 clusters and the communities 3", error.Message);
    }

    [Fact]
    public void Build_WhenProducersDiffer_SaysSo()
    {
        using var interests = Interests(3, []);
        var error = Assert.Throws<ArgumentException>(() => ClusterDetailsBuilder.Build(interests, new(3, [], []), TestUsers.Ids(2)));
        Assert.Contains("ids of 2 producers, and communities of 0", error.Message);
    }

    // Interests of score 1 each, without favourites.
    static InterestedIn Interests(int clusterCount, int[][] rows)
    {
        var entries = SparseMatrix.FromRows(clusterCount, rows);
        NativeArray<float> Ones() => NativeArray<float>.From([.. Enumerable.Repeat(1f, (int)entries.EntryCount)]);
        return new(entries, [Ones(), Ones()], new(entries.EntryCount), null, [new double[clusterCount], new double[clusterCount]], new int[clusterCount], 0, 0);
    }

    static void ExpectFormulas(double[] column, double[] counted, InterestDistribution found)
    {
        var positive = column.Where(score => score > 0).ToArray();
        var count = counted.Count(score => score > 0);
        var mean = count == 0 ? 0 : positive.Sum() / count;
        var variance = count == 0 ? 0 : positive.Sum(score => score * score) / count - mean * mean;
        Assert.Equal(Math.Sqrt(Math.Max(0, variance)), found.StandardDeviation, 1e-6 * (1 + mean));
        Expect(
            found, count, mean, found.StandardDeviation, positive.DefaultIfEmpty().Min(), ClusterOracle.Quantile(positive, 0.25), ClusterOracle.Quantile(positive, 0.5),
            ClusterOracle.Quantile(positive, 0.75), ClusterOracle.Quantile(positive, 0.95), positive.DefaultIfEmpty().Max());
    }

    static void Expect(InterestDistribution found, int count, double mean, double deviation, double min, double p25, double p50, double p75, double p95, double max)
    {
        Assert.Equal(count, found.Count);
        double[] expected = [mean, deviation, min, p25, p50, p75, p95, max];
        double[] values = [found.Mean, found.StandardDeviation, found.Min, found.P25, found.P50, found.P75, found.P95, found.Max];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-5 * (1 + expected[i] / 10));
    }
}
