using SimClusters.Communities;
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
        using var interests = InterestedInBuilder.Build(follows, ToyGraph.KnownFor(), new() { MinProducersFollowed = 1 });
        float[][] expected = [[.5f, 0, 0], [0, .6f, 0], [.5f, .23f, .3f], [0, .83f, 0]];
        for (var consumer = 0; consumer < 4; consumer++)
            for (var cluster = 0; cluster < 3; cluster++)
                Assert.Equal(expected[consumer][cluster], interests.FollowScores[consumer, cluster], 1e-6f);
    }

    // offline.md §7.3, the follow columns: KnownFor of §4.6, and social proof of two.
    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedScoresAndNorms()
    {
        using var follows = ToyGraph.Graph(4, [[0, 1], [0, 1, 2], [0, 1], [2, 3], [1, 2, 3]]);
        var knownFor = new KnownFor(2, [0, 0, 1, 1], [0.722074f, 0.481947f, 0.472734f, 0.697831f]);
        using var interests = InterestedInBuilder.Build(follows, knownFor, new());

        Assert.Equal(1.204021, interests.FollowScores[0, 0], 5);
        Assert.Equal(1.170564, interests.FollowScores[4, 1], 2e-6);
        Assert.Equal(0, interests.FollowScores[1, 1]); // one producer only: no social proof
        Assert.Equal(0, interests.FollowScores[4, 0]); // its second supporter is a favourite, which follows do not show
        Assert.Equal(0.657863, interests.ProducerNormalizedScores[0], 5);
        Assert.Equal(Math.Sqrt(3) * 1.204021, interests.FollowNorms[0], 5);
        Assert.Equal(1.655428, interests.FollowNorms[1], 5);
        Assert.Equal(1.083816, interests.ProducerNormalizedNorms[1], 5);
        Assert.Equal([3, 2], interests.ConsumerCounts);
        Assert.Equal(2, interests.RemovedBySocialProof);
    }

    [Fact]
    public void Build_AScoreOfZero_IsNoSocialProof()
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        using var one = InterestedInBuilder.Build(follows, new KnownFor(1, [0, 0], [0.5f, 0]), new() { MinProducersFollowed = 1 });
        using var two = InterestedInBuilder.Build(follows, new KnownFor(1, [0, 0], [0.5f, 0]), new() { MinProducersFollowed = 2 });
        Assert.Equal((1L, 0L, 1L), (one.FollowScores.EntryCount, two.FollowScores.EntryCount, two.RemovedBySocialProof));
    }

    [Theory]
    [InlineData(-0.5f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void Build_AScoreOutsideZeroToOne_IsASentence(float score)
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        var exception = Assert.Throws<ArgumentException>(() => InterestedInBuilder.Build(follows, new KnownFor(1, [0, 0], [0.5f, score]), new()));
        Assert.StartsWith($"Producer row 1: expected a score from 0 to 1, found {score};", exception.Message);
    }

    // The square of the least score is far below the last bit of the exact sum: the norm must still not be 0.
    [Fact]
    public void Build_TinyScores_HaveANorm()
    {
        using var follows = ToyGraph.Graph(2, [[0, 1]]);
        using var interests = InterestedInBuilder.Build(follows, new KnownFor(1, [0, 0], [1e-30f, 1e-30f]), new());
        Assert.True(interests.FollowNorms[0] > 0 && interests.ProducerNormalizedNorms[0] > 0);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.KnownFor, Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 4]).Sample((rows, knownFor, threads, proof, top) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            var options = new InterestedInOptions { MinProducersFollowed = proof, MaxClustersPerConsumer = top };
            using var interests = InterestedInBuilder.Build(follows, knownFor, options, new Execution(threads));
            var expected = ProductOracle.Interests(follows, knownFor, options);
            Assert.Equal(expected.Count, interests.FollowScores.EntryCount);
            foreach (var ((consumer, cluster), (follow, normalized)) in expected)
            {
                var at = interests.FollowScores.Offsets[consumer] + interests.FollowScores.RowKeys(consumer).BinarySearch(cluster);
                Assert.Equal(follow, interests.FollowScores.Values![at], 1e-6);
                Assert.Equal(normalized, interests.ProducerNormalizedScores[at], 1e-6);
            }
        });

    [Fact]
    public void Build_WithoutTruncation_NormsAreThoseOfTheColumns() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.KnownFor, Gen.Int[1, 4]).Sample((rows, knownFor, threads) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var interests = InterestedInBuilder.Build(follows, knownFor, new(), new Execution(threads));
            using var columns = Transpose.Of(interests.FollowScores, Execution.Default);
            for (var cluster = 0; cluster < 5; cluster++)
            {
                var squares = columns.RowValues(cluster).ToArray().Sum(score => (double)score * score);
                Assert.Equal(Math.Sqrt(squares), interests.FollowNorms[cluster], 1e-5);
                Assert.Equal(columns.RowLength(cluster), interests.ConsumerCounts[cluster]);
            }
        });

    [Fact]
    public void Build_WhenProducersDiffer_SaysSo()
    {
        using var follows = ToyGraph.Follows();
        var error = Assert.Throws<ArgumentException>(() => InterestedInBuilder.Build(follows, new KnownFor(1, [0], [1]), new()));
        Assert.Contains("4 producers and the communities 1", error.Message);
    }
}
