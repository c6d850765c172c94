using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Interests;

public class InterestedInBuilderTests
{
    [Fact]
    public void Build_OnTheToyGraph_GivesThePublishedInterests()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, ToyGraph.KnownFor(), new() { MinProducers = 1 });
        float[][] expected = [[.5f, 0, 0], [0, .6f, 0], [.5f, .23f, .3f], [0, .83f, 0]];
        for (var consumer = 0; consumer < 4; consumer++)
            for (var cluster = 0; cluster < 3; cluster++)
                Assert.Equal(expected[consumer][cluster], interests.Of(InterestScore.Follow)[consumer, cluster], 1e-6f);
    }

    // offline.md §7.3: consumer and cluster, then the ten fields of the table.
    [Theory]
    [InlineData(1, 1, 1.204021, 0.562524, 0.657863, 0.564857, 6.498663, 0.090004, 0.065107, 0.074996, 0.722074, 0.393887)]
    [InlineData(2, 1, 1.204021, 0.562524, 0.657863, 0.564857, 71.485297, 0.990045, 0.716179, 0.824960, 1.444147, 0.787775)]
    [InlineData(3, 1, 1.204021, 0.562524, 0.657863, 0.564857, 4.337527, 0.060073, 0.481947, 0.555151, 0.481947, 0.262900)]
    [InlineData(4, 2, 1.170564, 0.707107, 0.766374, 0.707107, 4.254605, 0.061468, 0.334273, 0.432011, 0.472734, 0.320813)]
    [InlineData(5, 1, 0.481947, 0.225168, 0.240974, 0.206906, 6.498663, 0.090004, 0.065107, 0.074996, 0.722074, 0.393887)]
    [InlineData(5, 2, 1.170564, 0.707107, 0.766374, 0.707107, 69.085222, 0.998109, 0.697831, 0.901868, 1.395661, 0.947143)]
    public void Build_OnTheRicherToy_GivesTheWorkedScores(
        int consumer, int cluster, double follow, double followCn, double followPn, double followCpn, double fav, double favCn, double favPn, double favCpn, double log, double logCn)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        Assert.Equal(6, interests.Entries.EntryCount); // (2, 2) is supported by producer 13 alone
        void Expect(double plain, double overNorm, InterestScore score)
        {
            var found = interests.Of(score)[consumer - 1, cluster - 1];
            Assert.Equal(plain, found, 1e-5);
            Assert.Equal(overNorm, found / interests.Norms(score)[cluster - 1], 1e-5);
        }

        Expect(follow, followCn, InterestScore.Follow);
        Expect(followPn, followCpn, InterestScore.FollowProducerNormalized);
        Expect(fav, favCn, InterestScore.Fav);
        Expect(favPn, favCpn, InterestScore.FavProducerNormalized);
        Expect(log, logCn, InterestScore.LogFav);
    }

    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedNormsAndCounts()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        double[][] expected = [[2.140391, 1.655428], [1.164655, 1.083816], [72.204065, 69.216107], [0.868138, 0.773761], [1.833198, 1.473549]];
        for (var score = 0; score < expected.Length; score++)
            for (var cluster = 0; cluster < 2; cluster++) Assert.Equal(expected[score][cluster], interests.Norms((InterestScore)score)[cluster], 1e-5);
        Assert.Equal([4, 2], interests.ConsumerCounts);
        Assert.Equal(1, interests.RemovedBySocialProof);

        // Consumer 5 and cluster 1: one follow, 12, and one like, 11.
        var at = interests.Entries.Offsets[4];
        Assert.Equal((1, 1), (interests.FollowedCounts[at], interests.FavedCounts![at]));
    }

    // One producer that is both followed and liked is one supporter.
    [Fact]
    public void Build_SocialProof_IsOfTheUnion()
    {
        using var follows = ToyGraph.Graph(3, [[0], [0], [0, 1]]);
        using var graph = EngagementGraphBuilder.Build(follows, SparseMatrix.FromRows(3, [[(0, 5f)], [(1, 5)], []]), new());
        using var interests = InterestedInBuilder.Build(graph, new(1, [0, 0, 0], [.5f, .5f, .5f]), new());
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(interests.Entries.RowLength));
    }

    [Fact]
    public void Build_AScoreOfZero_IsNoSocialProof()
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        using var graph = ToyGraph.Engagements(follows);
        using var one = InterestedInBuilder.Build(graph, new KnownFor(1, [0, 0], [0.5f, 0]), new() { MinProducers = 1 });
        using var two = InterestedInBuilder.Build(graph, new KnownFor(1, [0, 0], [0.5f, 0]), new() { MinProducers = 2 });
        Assert.Equal((1L, 0L, 1L), (one.Entries.EntryCount, two.Entries.EntryCount, two.RemovedBySocialProof));
    }

    [Theory]
    [InlineData(-0.5f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void Build_AScoreOutsideZeroToOne_IsASentence(float score)
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        using var graph = ToyGraph.Engagements(follows);
        var exception = Assert.Throws<ArgumentException>(() => InterestedInBuilder.Build(graph, new KnownFor(1, [0, 0], [0.5f, score]), new()));
        Assert.StartsWith($"Producer row 1: expected a score from 0 to 1, found {score};", exception.Message);
    }

    // The square of the least score is far below the last bit of the exact sum: the norm must still not be 0.
    [Fact]
    public void Build_TinyScores_HaveANorm()
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, new KnownFor(1, [0, 0], [1e-30f, 1e-30f]), new());
        Assert.True(interests.Norms(InterestScore.Follow)[0] > 0 && interests.Norms(InterestScore.FollowProducerNormalized)[0] > 0);
    }

    // Weights as large as a float allows: their squares leave an exact sum, and the norm must still be right.
    [Fact]
    public void Build_HugeWeights_HaveTheirNorm()
    {
        using var follows = ToyGraph.Graph(2, [[0, 1], [0, 1]]);
        using var graph = EngagementGraphBuilder.Build(follows, SparseMatrix.FromRows(2, [[(0, 1e30f)], [(0, 1e30f), (1, 1e12f)]]), new());
        using var interests = InterestedInBuilder.Build(graph, new(1, [0, 0], [1, 1]), new());
        Assert.Equal(Math.Sqrt(2) * 1e30, interests.Norms(InterestScore.Fav)[0], 1e25);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 4]).Sample((rows, likes, knownFor, threads, proof, top) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new());
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = proof, MaxClustersPerConsumer = top }, new Execution(threads));
            ExpectFormula(graph, knownFor, interests, proof, top);
        });

    [Fact]
    public void Build_WithoutFavourites_EqualsTheFormula() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.KnownFor, Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 4]).Sample((rows, knownFor, threads, proof, top) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = ToyGraph.Engagements(follows);
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = proof, MaxClustersPerConsumer = top }, new Execution(threads));
            Assert.False(interests.HasFavourites);
            ExpectFormula(graph, knownFor, interests, proof, top);
        });

    // Two clusters with equal sums of all three scores: the one whose audience cares less has the higher cluster-normalised score and stays, though its number is higher.
    [Fact]
    public void Build_TiesInTheFirstThreeScores_GoByTheNormOfTheCluster()
    {
        using var follows = ToyGraph.Graph(4, [[0, 1, 2, 3], [0, 1], [0, 1]]);
        using var graph = EngagementGraphBuilder.Build(follows, SparseMatrix.FromRows(4, [[(0, 5f), (1, 5), (2, 5), (3, 5)], [(0, 50), (1, 50)], [(0, 1)]]), new());
        using var interests = InterestedInBuilder.Build(graph, new(2, [0, 0, 1, 1], [.5f, .5f, .5f, .5f]), new() { MaxClustersPerConsumer = 1 });
        Assert.Equal([1], interests.Entries.RowKeys(0).ToArray());
        Assert.Equal([0], interests.Entries.RowKeys(1).ToArray());
        Assert.Equal((3L, 1L), (interests.Entries.EntryCount, interests.RemovedByTruncation));
    }

    // Without truncation, cluster-normalised columns have unit norm.
    [Fact]
    public void Build_WithoutTruncation_NormsAreThoseOfTheColumns() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 4]).Sample((rows, likes, knownFor, threads) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new());
            using var interests = InterestedInBuilder.Build(graph, knownFor, new(), new Execution(threads));
            foreach (var score in Enum.GetValues<InterestScore>())
            {
                using var columns = Transpose.Of(interests.Of(score), Execution.Default);
                for (var cluster = 0; cluster < 5; cluster++)
                {
                    var squares = columns.RowValues(cluster).ToArray().Sum(value => (double)value * value);
                    Assert.Equal(Math.Sqrt(squares), interests.Norms(score)[cluster], 1e-5 * (1 + Math.Sqrt(squares)));
                    Assert.Equal(columns.RowLength(cluster), interests.ConsumerCounts[cluster]);
                }
            }
        });

    [Fact]
    public void Build_WhenProducersDiffer_SaysSo()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        var error = Assert.Throws<ArgumentException>(() => InterestedInBuilder.Build(graph, new KnownFor(1, [0], [1]), new()));
        Assert.Contains("4 producers and the communities 1", error.Message);
    }

    // Before the cut, scores and norms are those of the formula. The cut compares scores as they are stored: two sums that the formula makes equal may be a bit apart in them, either way round.
    static void ExpectFormula(EngagementGraph graph, KnownFor knownFor, InterestedIn interests, int proof, int top)
    {
        var expected = ProductOracle.Interests(graph, knownFor, proof);
        using var whole = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = proof, MaxClustersPerConsumer = knownFor.ClusterCount });
        var found = Contents(whole);
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach (var (key, scores) in expected)
            for (var score = 0; score < scores.Length; score++) Assert.Equal(scores[score], found[key][score], 1e-6 * (1 + scores[score]));
        double[][] norms = [.. Enum.GetValues<InterestScore>().Select(score => whole.Norms(score))];
        foreach (var (all, some) in ProductOracle.Norms(expected, knownFor.ClusterCount).Zip(norms))
            for (var cluster = 0; cluster < knownFor.ClusterCount; cluster++) Assert.Equal(all[cluster], some[cluster], 1e-6 * (1 + all[cluster]));

        var kept = Contents(interests);
        Assert.Equal(
            found.GroupBy(entry => entry.Key.Consumer).SelectMany(row => ProductOracle.Kept(row, norms, top).Select(cluster => (row.Key, cluster))).Order(), kept.Keys.Order());
        foreach (var (key, scores) in kept) Assert.Equal(found[key], scores);
        Assert.Equal(norms, Enum.GetValues<InterestScore>().Select(score => interests.Norms(score)));
        Assert.Equal((expected.Count - kept.Count, 0L), (interests.RemovedByTruncation, whole.RemovedByTruncation));
    }

    static Dictionary<(int Consumer, int Cluster), double[]> Contents(InterestedIn interests) => Enumerable.Range(0, interests.ConsumerCount)
        .SelectMany(consumer => interests.Entries.RowKeys(consumer).ToArray().Select(cluster => (consumer, cluster))).ToDictionary(key => key, key => Enum.GetValues<InterestScore>()
            .Select(score => interests.Scores(score) is null ? 0 : (double)interests.Of(score)[key.consumer, key.cluster]).ToArray());
}
