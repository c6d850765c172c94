using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Similarity;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Similarity;

public class SimilarityGraphBuilderTests
{
    static readonly SimilarityOptions s_all = new() { MinCosine = 0, MaxNeighbors = 1000 };

    [Fact]
    public void Build_OnTheToyGraph_GivesThePublishedCosines()
    {
        using var follows = ToyGraph.Follows();
        using var similarity = SimilarityGraphBuilder.Build(follows, null, s_all);

        Assert.Equal(0.5f, similarity.Cosines[0, 1]);
        Assert.Equal(0.5f, similarity.Cosines[0, 2]);
        Assert.Equal(0.707107, similarity.Cosines[0, 3], 6); // the published figure misprints 1
        Assert.Equal(0.707107, similarity.Cosines[1, 3], 6);
        Assert.Equal(0f, similarity.Cosines[1, 2]);
        Assert.Equal(0f, similarity.Cosines[2, 3]);
        Assert.Equal(4, similarity.EdgeCount);
    }

    // offline.md §3.4: follower sets 11:{1,2,3}, 12:{1,2,3,5}, 13:{2,4,5}, 14:{4,5}.
    static FollowGraph RicherToy() => ToyGraph.Graph(4, [[0, 1], [0, 1, 2], [0, 1], [2, 3], [1, 2, 3]]);

    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedCosines()
    {
        using var follows = RicherToy();
        using var similarity = SimilarityGraphBuilder.Build(follows, null, s_all);

        Assert.Equal(0.866025, similarity.Cosines[0, 1], 6);
        Assert.Equal(0.333333, similarity.Cosines[0, 2], 6);
        Assert.Equal(0.577350, similarity.Cosines[1, 2], 6);
        Assert.Equal(0.353553, similarity.Cosines[1, 3], 6);
        Assert.Equal(0.816497, similarity.Cosines[2, 3], 6);
        Assert.Equal(5, similarity.EdgeCount);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    public void Build_WithTopNeighbors_UnitesBothEndsChoices(int maxNeighbors, int edges)
    {
        using var follows = RicherToy();
        using var similarity = SimilarityGraphBuilder.Build(follows, null, s_all with { MaxNeighbors = maxNeighbors });

        Assert.Equal(edges, similarity.EdgeCount);
        Assert.Equal(5, similarity.EdgesAboveThreshold);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheDefinitionAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, Gen.Int[1, 4], Gen.Int[1, 15], Gen.Double[0, 0.6], Gen.Bool.Array[RandomGraphs.ProducerCount]).Sample((rows, threads, top, minimum, flags) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            var selection = threads % 2 == 0 ? null : new ProducerSelection(flags, 0, 0, 0);
            var options = new SimilarityOptions { MinCosine = minimum, MaxNeighbors = top };
            using var similarity = SimilarityGraphBuilder.Build(follows, selection, options, new Execution(threads));
            var (edges, above) = SimilarityOracle.Build(follows, selection, options);
            Assert.Equal(above, similarity.EdgesAboveThreshold);
            Assert.Equal(edges, Entries(similarity.Cosines));
        });

    [Fact]
    public void Build_WhenPopularAudiencesMeetDensely_EqualsTheDefinition()
    {
        // 300 producers and 200 consumers who follow a third each: every row takes the dense pass.
        var rows = Enumerable.Range(0, 200).Select(u => Enumerable.Range(0, 300).Where(p => CounterRandom.Bits(7, (ulong)(u * 300 + p)) % 3 == 0).ToArray()).ToArray();
        using var follows = ToyGraph.Graph(300, rows);
        var options = new SimilarityOptions { MinCosine = 0.3, MaxNeighbors = 20 };
        using var similarity = SimilarityGraphBuilder.Build(follows, null, options);

        Assert.Equal(SimilarityOracle.Build(follows, null, options).Edges, Entries(similarity.Cosines));
    }

    [Fact]
    public void Build_TwoProducersWithTheSame100000Followers_HaveCosineOne()
    {
        using var follows = ToyGraph.Graph(2, [.. Enumerable.Repeat(new[] { 0, 1 }, 100_000)]);
        using var similarity = SimilarityGraphBuilder.Build(follows, null, new());

        Assert.Equal(1f, similarity.Cosines[0, 1]); // twitter/sbf loses this edge, or gives it weight 12
    }

    [Fact]
    public void Build_OneConsumerWhoFollowsEveryone_MakesAllPairs()
    {
        using var follows = ToyGraph.Graph(50, [[.. Enumerable.Range(0, 50)]]);
        using var similarity = SimilarityGraphBuilder.Build(follows, null, new() { MaxNeighbors = 3 });

        Assert.Equal(50 * 49 / 2, similarity.EdgesAboveThreshold);
        Assert.Equal([1, 2, 3], similarity.Cosines.RowKeys(0)[..3].ToArray());
    }

    [Fact]
    public void Build_WithSampledFollows_EstimatesTheExactCosines()
    {
        // 60 consumers follow the same 40 producers; 2,000 seeds of ten of them each must average to a cosine of 1.
        using var follows = ToyGraph.Graph(40, [.. Enumerable.Repeat(Enumerable.Range(0, 40).ToArray(), 60)]);
        var sums = 0.0;
        for (var seed = 0UL; seed < 20; seed++)
        {
            using var sample = SampledFollows.Draw(follows, 10, seed, Execution.Default);
            foreach (var consumer in Enumerable.Range(0, 60))
                sums += sample.PairWeights[consumer] * 10 * 9 / 2.0;
            Assert.All(Enumerable.Range(0, 60), consumer => Assert.Equal(10, sample.Follows.RowKeys(consumer).ToArray().Distinct().Count()));
        }

        Assert.Equal(40 * 39 / 2.0, sums / 20 / 60, 3); // pairs a consumer stands for
        using var similarity = SimilarityGraphBuilder.Build(follows, null, s_all with { MaxFollowsPerConsumer = 10 });
        var mean = Enumerable.Range(0, 40).SelectMany(row => similarity.Cosines.RowValues(row).ToArray()).Average();
        Assert.InRange(mean, 0.8, 1);
    }

    [Fact]
    public void Build_WithSampling_IsTheSameAtAnyThreadCount() =>
        RandomGraphs.FollowRows.Sample(rows =>
        {
            using var follows = RandomGraphs.Graph(rows);
            var options = new SimilarityOptions { MinCosine = 0, MaxFollowsPerConsumer = 3 };
            using var one = SimilarityGraphBuilder.Build(follows, null, options, new Execution(1));
            using var three = SimilarityGraphBuilder.Build(follows, null, options, new Execution(3));
            Assert.Equal(Entries(one.Cosines), Entries(three.Cosines));
        });

    static SortedDictionary<(int, int), float> Entries(SparseMatrix matrix)
    {
        var entries = new SortedDictionary<(int, int), float>();
        for (var row = 0; row < matrix.RowCount; row++)
        {
            var keys = matrix.RowKeys(row);
            var values = matrix.RowValues(row);
            for (var i = 0; i < keys.Length; i++)
            {
                Assert.True(i == 0 || keys[i - 1] < keys[i], "Keys ascend.");
                entries.Add((row, keys[i]), values[i]);
            }
        }

        return entries;
    }
}
