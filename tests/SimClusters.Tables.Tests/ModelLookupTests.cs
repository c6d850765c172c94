using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;

namespace SimClusters.Tables.Tests;

/// <summary>A look-up finds what the whole table says.</summary>
public class ModelLookupTests
{
    [Theory]
    [InlineData(IdKind.Integer)]
    [InlineData(IdKind.Text)]
    public void EveryLookUp_OfEveryUser_IsTheRowInMemory(IdKind kind)
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small(kind);
        samples.WriteModel(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model")).OpenLookup();
        for (var row = 0; row < samples.Producers.Count; row++)
        {
            var producer = NodeId.At(samples.Producers, row);
            var cluster = samples.KnownFor.Clusters[row];
            Assert.Equal(cluster < 0 ? null : new ClusterScore(ClusterId.FromRow(cluster), samples.KnownFor.Scores[row]), lookup.KnownFor(producer));
            Assert.Equal(samples.Unassigned.FirstOrDefault(entry => entry.ProducerRow == row).Reason, lookup.UnassignedReason(producer));
            foreach (var embeddings in samples.Embeddings)
                Assert.Equal(Ranked(embeddings.ByProducer, row).Select(entry => new ClusterScore(ClusterId.FromRow(entry.Key), entry.Value)), lookup.Embedding(producer, embeddings.Variant));
            foreach (var similar in samples.Similar)
                Assert.Equal(Ranked(similar.Cosines, row).Select(entry => new UserScore(NodeId.At(samples.Producers, entry.Key), entry.Value)), lookup.SimilarUsers(producer, similar.Variant));
            Assert.Equal(
                Ranked(samples.Similarity.Cosines, row).Select(entry => new UserScore(NodeId.At(samples.Producers, entry.Key), entry.Value)), lookup.Neighbors(producer));
        }

        for (var row = 0; row < samples.Consumers.Count; row++)
            Assert.Equal(Ranked(samples.InterestedIn.Of(InterestScore.Fav), row), lookup.Interests(NodeId.At(samples.Consumers, row)).Select(entry => (entry.Cluster.Row, entry.FavScore)));
        for (var row = 0; row < samples.KnownFor.ClusterCount; row++)
            ExpectCluster(samples, lookup, row);
    }

    [Fact]
    public void KnownFor_InAnyRowGroup_IsFound()
    {
        using var place = new TemporaryDirectory();
        using var samples = new Samples(4, IdKind.Integer, producerCount: 3, consumerCount: 100_000, clusterCount: 12);
        samples.WriteModel(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model"), verifyHashes: false).OpenLookup();
        for (var row = 0; row < samples.Consumers.Count; row += 4_999)
            Assert.Equal(samples.InterestedIn.Entries.RowLength(row), lookup.Interests(NodeId.At(samples.Consumers, row)).Count);
    }

    [Fact]
    public void LookUp_OfAStranger_IsEmpty()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model")).OpenLookup();
        Assert.Null(lookup.KnownFor(NodeId.Of(17)));
        Assert.Null(lookup.UnassignedReason(NodeId.Of(17)));
        Assert.Empty(lookup.Interests(NodeId.Of("seventeen")));
        Assert.Empty(lookup.TopProducers(new ClusterId(99)));
    }

    static void ExpectCluster(Samples samples, ModelLookup lookup, int row)
    {
        var members = Enumerable.Range(0, samples.Producers.Count).Where(producer => samples.KnownFor.Clusters[producer] == row)
            .Select(producer => new UserScore(NodeId.At(samples.Producers, producer), samples.KnownFor.Scores[producer])).OrderByDescending(user => user.Score);
        Assert.Equal(members, lookup.Members(ClusterId.FromRow(row)));
        Assert.Equal(
            Ranked(samples.Embeddings.First(one => one.Variant == ProducerVariant.Follow).ByCluster!, row).Select(entry => new UserScore(NodeId.At(samples.Producers, entry.Key), entry.Value)), lookup.TopProducers(ClusterId.FromRow(row)));
    }

    [Fact]
    public void Profile_OfEachCluster_IsWhatItsTablesSay()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model")).OpenLookup();
        var labels = ClusterLabelBuilder.Build(samples.KnownFor, samples.Producers, null, null, new());
        using var neighbors = ClusterNeighborsBuilder.Build(samples.InterestedIn, new());
        var quality = ClusterQualityBuilder.Build(samples.Similarity.Cosines, samples.KnownFor).Clusters;
        for (var row = 0; row < samples.KnownFor.ClusterCount; row++)
        {
            var profile = lookup.Profile(ClusterId.FromRow(row));
            Assert.Equal(labels[row].Text, profile.Row.Label);
            Assert.Equal(labels[row].Terms, profile.Terms);
            Assert.Equal(neighbors.Of(row), profile.Neighbors);
            Assert.Equal((quality[row].Size, quality[row].EdgesInside, quality[row].RelativePrecision), (profile.Quality!.Value.Size, profile.Quality.Value.EdgesInside, profile.Quality.Value.RelativePrecision));
            Assert.Empty(profile.Languages);
        }
    }

    [Fact]
    public void Interests_WithASizeFilter_PassOverHugeClusters()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        var model = ModelDirectory.Open(place.File("model"));
        using var lookup = model.OpenLookup();
        using var filtered = model.ReadInterestedIn(samples.Consumers, maxConsumersPerCluster: 50);
        for (var row = 0; row < samples.Consumers.Count; row++)
        {
            var expected = samples.InterestedIn.Entries.RowKeys(row).ToArray().Where(cluster => samples.InterestedIn.ConsumerCounts[cluster] < 50);
            Assert.Equal(expected, lookup.Interests(NodeId.At(samples.Consumers, row), 50).Select(one => one.Cluster.Row).Order());
            Assert.Equal(expected, filtered.Entries.RowKeys(row).ToArray());
        }
    }

    static IEnumerable<(int Key, float Value)> Ranked(Numerics.SparseMatrix matrix, int row) =>
        matrix.RowKeys(row).ToArray().Zip(matrix.RowValues(row).ToArray()).OrderByDescending(entry => entry.Second).Select(entry => (entry.First, entry.Second));
}
