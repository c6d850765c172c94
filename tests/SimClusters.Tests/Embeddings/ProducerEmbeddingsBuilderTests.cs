using SimClusters.Embeddings;
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
        using var interests = InterestedInBuilder.Build(follows, ToyGraph.KnownFor(), new() { MinProducersFollowed = 1 });
        using var embeddings = ProducerEmbeddingsBuilder.Build(follows, interests, new() { MinCosine = 0 });
        double[][] expected = [[.5, .714068, .707107], [1, .154939, .707107], [0, .963318, 0], [.707107, .219117, 1]];
        for (var producer = 0; producer < 4; producer++)
        {
            for (var cluster = 0; cluster < 3; cluster++)
            {
                Assert.Equal(expected[producer][cluster], embeddings.ByProducer[producer, cluster], 1e-6);
                Assert.Equal(expected[producer][cluster], embeddings.ByCluster[cluster, producer], 1e-6);
            }
        }
    }

    [Fact]
    public void Build_OnRandomGraphs_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.KnownFor, Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 6]).Sample((rows, knownFor, threads, perProducer, perCluster) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var interests = InterestedInBuilder.Build(follows, knownFor, new() { MinProducersFollowed = 1, MaxClustersPerConsumer = 3 });
            var options = new ProducerEmbeddingsOptions { MinCosine = 0.3, MaxClustersPerProducer = perProducer, MaxProducersPerCluster = perCluster };
            using var embeddings = ProducerEmbeddingsBuilder.Build(follows, interests, options, new Execution(threads));
            var cosines = ProductOracle.Cosines(follows, interests, 0.3);

            Assert.Equal(cosines.GroupBy(entry => entry.Key.Producer).Sum(row => Math.Min(perProducer, row.Count())), embeddings.ByProducer.EntryCount);
            Assert.Equal(cosines.GroupBy(entry => entry.Key.Cluster).Sum(row => Math.Min(perCluster, row.Count())), embeddings.ByCluster.EntryCount);
            AssertAreTheBest(embeddings.ByProducer, (producer, cluster) => cosines[(producer, cluster)], producer => cosines.Where(entry => entry.Key.Producer == producer).Select(entry => entry.Value));
            AssertAreTheBest(embeddings.ByCluster, (cluster, producer) => cosines[(producer, cluster)], cluster => cosines.Where(entry => entry.Key.Cluster == cluster).Select(entry => entry.Value));
        });

    [Fact]
    public void Build_WithAnAudienceMinimum_LeavesSmallProducersEmpty()
    {
        using var follows = ToyGraph.Follows();
        using var interests = InterestedInBuilder.Build(follows, ToyGraph.KnownFor(), new() { MinProducersFollowed = 1 });
        using var embeddings = ProducerEmbeddingsBuilder.Build(follows, interests, new() { MinFollowers = 2 });

        Assert.Equal(0, embeddings.ByProducer.RowLength(3)); // one follower
        Assert.Equal(3, embeddings.ByProducer.RowLength(0));
        Assert.DoesNotContain(3, embeddings.ByCluster.RowKeys(2).ToArray());
    }

    static void AssertAreTheBest(SparseMatrix matrix, Func<int, int, double> cosine, Func<int, IEnumerable<double>> all)
    {
        for (var row = 0; row < matrix.RowCount; row++)
        {
            var best = all(row).OrderDescending().Take(matrix.RowLength(row)).ToArray();
            Assert.Equal(best.Sum(), matrix.RowValues(row).ToArray().Sum(), 1e-5);
            foreach (var key in matrix.RowKeys(row)) Assert.Equal(cosine(row, key), matrix[row, key], 1e-6);
        }
    }
}
