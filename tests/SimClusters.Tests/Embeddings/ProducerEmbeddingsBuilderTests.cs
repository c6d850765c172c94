using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Embeddings;

public class ProducerEmbeddingsBuilderTests
{
    [Fact]
    public void Build_OnTheToyGraph_GivesThePublishedCosines()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, ToyGraph.KnownFor(), new() { MinProducers = 1 });
        using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Follow, new() { MinCosine = 0 });
        double[][] expected = [[.5, .714068, .707107], [1, .154939, .707107], [0, .963318, 0], [.707107, .219117, 1]];
        for (var producer = 0; producer < 4; producer++)
        {
            for (var cluster = 0; cluster < 3; cluster++)
            {
                Assert.Equal(expected[producer][cluster], embeddings.ByProducer[producer, cluster], 1e-6);
                Assert.Equal(expected[producer][cluster], embeddings.ByCluster![cluster, producer], 1e-6);
            }
        }
    }

    // offline.md §8.4: producers 11 to 14, clusters 1 and 2.
    [Theory]
    [InlineData(ProducerVariant.Fav, 0.998194, 0.089996, 0.060073, 0.0, 0.700068, 0.043465, 0.090004, 0.998109)]
    [InlineData(ProducerVariant.Follow, 0.974320, 0.0, 0.956370, 0.353553, 0.454774, 0.816497, 0.159218, 1.0)]
    [InlineData(ProducerVariant.AggregatableLogFav, 2.363324, 0.947143, 0.262900, 0.0, 0.787775, 0.320813, 0.787775, 1.894285)]
    [InlineData(ProducerVariant.RelaxedAggregatableLogFav, 2.363324, 0.947143, 0.262900, 0.0, 0.787775, 0.320813, 0.787775, 1.894285)]
    [InlineData(ProducerVariant.AggregatableFav, 99.634561, 8.982981, 0.540659, 0.0, 8.910408, 0.553216, 8.910408, 98.812794)]
    [InlineData(ProducerVariant.AggregatableFollow, 0.974320, 0.0, 0.956370, 0.353553, 0.454774, 0.816497, 0.159218, 1.0)]
    public void Build_OnTheRicherToy_GivesTheWorkedVectors(ProducerVariant variant, params double[] expected)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, variant, new());
        for (var producer = 0; producer < 4; producer++)
            for (var cluster = 0; cluster < 2; cluster++)
                Assert.Equal(expected[2 * producer + cluster], embeddings.ByProducer[producer, cluster], 1e-5 * (1 + expected[2 * producer + cluster]));
        Assert.Equal(variant.IsCosine(), embeddings.ByCluster is not null);
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 6], Gen.Int[1, 14]).Sample((rows, likes, knownFor, threads, perProducer, perCluster, maxProducers) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new() { MaxProducersPerConsumer = maxProducers });
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = 1, MaxClustersPerConsumer = 3 });
            var options = new ProducerEmbeddingsOptions { MinCosine = 0.3, MaxClustersPerProducer = perProducer, MaxProducersPerCluster = perCluster };
            foreach (var variant in ProducerVariants.All)
            {
                using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, variant, options, new Execution(threads));
                var vectors = ProductOracle.Vectors(graph, interests, variant, 0.3);
                if (vectors.Any(entry => Math.Abs(entry.Value.Cosine - 0.3) < 1e-6)) continue; // at the threshold the last bit decides

                Assert.Equal(vectors.GroupBy(entry => entry.Key.Producer).Sum(row => Math.Min(perProducer, row.Count())), embeddings.ByProducer.EntryCount);
                AssertAreTheBest(embeddings.ByProducer, (producer, cluster) => vectors[(producer, cluster)], producer => vectors.Where(entry => entry.Key.Producer == producer).Select(entry => entry.Value));
                if (embeddings.ByCluster is not { } byCluster) continue;
                Assert.Equal(vectors.GroupBy(entry => entry.Key.Cluster).Sum(row => Math.Min(perCluster, row.Count())), byCluster.EntryCount);
                AssertAreTheBest(byCluster, (cluster, producer) => vectors[(producer, cluster)], cluster => vectors.Where(entry => entry.Key.Cluster == cluster).Select(entry => entry.Value));
            }
        });

    [Fact]
    public void Build_WithAnAudienceMinimum_LeavesSmallProducersEmpty()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, ToyGraph.KnownFor(), new() { MinProducers = 1 });
        using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Follow, new() { MinFollowers = 2 });

        Assert.Equal(0, embeddings.ByProducer.RowLength(3)); // one follower
        Assert.Equal(3, embeddings.ByProducer.RowLength(0));
        Assert.DoesNotContain(3, embeddings.ByCluster!.RowKeys(2).ToArray());
    }

    // 11 has three favers, 13 two, 12 and 14 one. Even the aggregatable vectors by follows go by favers, as published.
    [Theory]
    [InlineData(ProducerVariant.Fav, new[] { 11 })]
    [InlineData(ProducerVariant.AggregatableLogFav, new[] { 11 })]
    [InlineData(ProducerVariant.AggregatableFollow, new[] { 11 })]
    [InlineData(ProducerVariant.RelaxedAggregatableLogFav, new[] { 11, 13 })]
    [InlineData(ProducerVariant.Follow, new[] { 11, 12, 13, 14 })]
    public void Build_WithAMinimumOfFavers_LeavesOthersEmpty(ProducerVariant variant, int[] expected)
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, variant, new() { MinFavers = 3, RelaxedMinFavers = 2 });
        Assert.Equal(expected, Enumerable.Range(0, 4).Where(row => embeddings.ByProducer.RowLength(row) > 0).Select(row => row + 11));
    }

    [Fact]
    public void Build_OfFavouritesThatAreNotThere_IsASentence()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, ToyGraph.KnownFor(), new());
        Assert.Contains("nothing is known of those", Assert.Throws<ArgumentException>(() => ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Fav, new())).Message);
    }

    // Ranked by cosine; what is stored may be ranked otherwise.
    static void AssertAreTheBest(SparseMatrix matrix, Func<int, int, (double Cosine, double Stored)> entry, Func<int, IEnumerable<(double Cosine, double Stored)>> all)
    {
        for (var row = 0; row < matrix.RowCount; row++)
        {
            var best = all(row).Select(one => one.Cosine).OrderDescending().Take(matrix.RowLength(row)).ToArray();
            Assert.Equal(best.Sum(), matrix.RowKeys(row).ToArray().Sum(key => entry(row, key).Cosine), 1e-5);
            foreach (var key in matrix.RowKeys(row)) Assert.Equal(entry(row, key).Stored, matrix[row, key], 1e-5 * (1 + entry(row, key).Stored));
        }
    }
}
