using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

/// <summary>What is written is what is read, for integers and strings, empty tables included.</summary>
public class TableRoundTripTests
{
    static readonly Execution s_execution = new(threadCount: 2);

    [Fact]
    public void EveryTable_ReadBack_IsWhatWasWritten() => Samples.Any.Sample(
        samples =>
        {
            using (samples)
            {
                using var place = new TemporaryDirectory();
                samples.WriteModel(place.File("model"));
                ExpectEqual(samples, ModelDirectory.Open(place.File("model")));
                Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
            }
        },
        iter: 40);

    [Fact]
    public void Write_MoreRowsThanAGroup_ReadsBack()
    {
        using var place = new TemporaryDirectory();
        using var samples = new Samples(2, IdKind.Text, producerCount: 10, consumerCount: 100_000, clusterCount: 12);
        Assert.True(samples.InterestedIn.Entries.EntryCount > Columns.TableWriter.RowGroupLength);
        samples.WriteModel(place.File("model"));
        ExpectEqual(samples, ModelDirectory.Open(place.File("model")));
    }

    [Theory]
    [InlineData(IdKind.Integer)]
    [InlineData(IdKind.Text)]
    public void Write_AtAnyThreadCount_GivesTheSameBytes(IdKind kind)
    {
        using var place = new TemporaryDirectory();
        using var samples = new Samples(3, kind, producerCount: 300, consumerCount: 80_000, clusterCount: 12);
        var one = samples.WriteModel(place.File("one"), threadCount: 1);
        var many = samples.WriteModel(place.File("many"), threadCount: 5);
        Assert.Equal(one.Tables, many.Tables);
        Assert.Equal(File.ReadAllBytes(place.File("one/manifest.json")), File.ReadAllBytes(place.File("many/manifest.json")));
    }

    [Fact]
    public void InterestedIn_Quotients_AreScoresOverNorms()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model")).OpenLookup();
        double[] Norms(InterestScore score) => samples.InterestedIn.Norms(score);
        for (var row = 0; row < samples.Consumers.Count; row++)
            foreach (var interest in lookup.Interests(NodeId.At(samples.Consumers, row)))
            {
                var cluster = interest.Cluster.Row;
                Assert.Equal((float)(interest.FollowScore / Norms(InterestScore.Follow)[cluster]), interest.FollowClusterNormalized);
                Assert.Equal((float)(interest.FollowProducerNormalized / Norms(InterestScore.FollowProducerNormalized)[cluster]), interest.FollowClusterAndProducerNormalized);
                Assert.Equal((float)(interest.FavScore / Norms(InterestScore.Fav)[cluster]), interest.FavClusterNormalized);
                Assert.Equal((float)(interest.FavProducerNormalized / Norms(InterestScore.FavProducerNormalized)[cluster]), interest.FavClusterAndProducerNormalized);
                Assert.Equal((float)(interest.LogFavScore / Norms(InterestScore.LogFav)[cluster]), interest.LogFavClusterNormalized);
            }
    }

    [Fact]
    public void Read_AnUnknownProducer_IsASentence()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        SimilarityTable.Write(place.File("s.parquet"), samples.Producers, samples.Similarity, s_execution);
        using var others = NodeIndex.FromIntegers(NativeArray<long>.From([1, 2, 3]));
        var exception = Assert.Throws<TableFormatException>(() => SimilarityTable.Read(place.File("s.parquet"), others, 0));
        Assert.Contains("row 1: expected a producer of the graph, found '-9223372036854775808'", exception.Message);
    }

    [Fact]
    public void Read_AClusterAboveK_IsASentence()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        KnownForTable.Write(place.File("v.parquet"), samples.Producers, samples.KnownFor, s_execution);
        var exception = Assert.Throws<TableFormatException>(() => KnownForTable.Read(place.File("v.parquet"), samples.Producers, clusterCount: 2));
        Assert.Contains("expected a cluster from 1 to 2, found", exception.Message);
    }

    // A producer may be in a community with none of its neighbours: its affiliation is 0, and it is known for that cluster all the same.
    [Fact]
    public void KnownFor_AScoreOfZero_ReadsBack()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        var row = Array.FindIndex(samples.KnownFor.Clusters, cluster => cluster >= 0);
        samples.KnownFor.Scores[row] = 0;
        samples.WriteModel(place.File("model"));
        ExpectEqual(samples, ModelDirectory.Open(place.File("model")));
        Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
    }

    [Fact]
    public void Read_AnotherTable_IsASentence()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        KnownForTable.Write(place.File("v.parquet"), samples.Producers, samples.KnownFor, s_execution);
        var exception = Assert.Throws<TableFormatException>(() => SimilarityTable.Read(place.File("v.parquet"), samples.Producers, 0));
        Assert.Contains("expected the columns producer, neighbor, cosine, found producer, cluster, score.", exception.Message);
    }

    [Fact]
    public void Read_StringsForIntegers_IsASentence()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var texts = Samples.Small(IdKind.Text);
        KnownForTable.Write(place.File("v.parquet"), samples.Producers, samples.KnownFor, s_execution);
        var exception = Assert.Throws<TableFormatException>(() => KnownForTable.Read(place.File("v.parquet"), texts.Producers, 5));
        Assert.Contains("expected ids of kind Text, found Integer", exception.Message);
    }

    static void ExpectEqual(Samples samples, Model model)
    {
        using var producers = model.ReadProducers();
        Assert.Equal(Names(samples.Producers), Names(producers));
        var knownFor = model.ReadKnownFor(producers);
        Assert.Equal(samples.KnownFor.Clusters, knownFor.Clusters);
        Assert.Equal(samples.KnownFor.Scores, knownFor.Scores);
        Assert.Equal(samples.Unassigned, model.ReadUnassigned(producers));

        using var similarity = model.ReadSimilarity(producers);
        ExpectEqual(samples.Similarity.Cosines, similarity.Cosines);
        Assert.Equal(samples.Similarity.EdgesAboveThreshold, similarity.EdgesAboveThreshold);

        using var interests = model.ReadInterestedIn(samples.Consumers);
        Assert.Equal(samples.InterestedIn.Entries.Offsets.AsSpan(), interests.Entries.Offsets.AsSpan());
        Assert.Equal(samples.InterestedIn.Entries.Keys.AsSpan(), interests.Entries.Keys.AsSpan());
        foreach (var score in Enum.GetValues<InterestScore>().Where(score => interests.HasFavourites || score < InterestScore.Fav))
        {
            Assert.Equal(samples.InterestedIn.Scores(score)!.AsSpan(), interests.Scores(score)!.AsSpan());
            Assert.Equal(samples.InterestedIn.Norms(score), interests.Norms(score));
        }

        Assert.Equal(samples.InterestedIn.HasFavourites, interests.HasFavourites);
        Assert.Equal(samples.InterestedIn.FollowedCounts.AsSpan(), interests.FollowedCounts.AsSpan());
        if (interests.FavedCounts is { } faved) Assert.Equal(samples.InterestedIn.FavedCounts!.AsSpan(), faved.AsSpan());
        Assert.Equal(samples.InterestedIn.ConsumerCounts, interests.ConsumerCounts);
        Assert.Equal((7L, 8L), (interests.RemovedBySocialProof, interests.RemovedByTruncation));

        foreach (var expected in samples.Embeddings)
        {
            using var embeddings = model.ReadProducerEmbeddings(producers, expected.Variant);
            ExpectEqual(expected.ByProducer, embeddings.ByProducer);
            Assert.Equal(expected.ByCluster is null, embeddings.ByCluster is null);
            if (expected.ByCluster is not null) ExpectEqual(expected.ByCluster, embeddings.ByCluster!);
        }

        foreach (var expected in samples.Similar)
        {
            using var similar = SimilarUsersTable.Read(model.FileOf(SimilarUsersTable.NameOf(expected.Variant)), producers, expected.Variant);
            ExpectEqual(expected.Cosines, similar);
        }
    }

    static void ExpectEqual(SparseMatrix expected, SparseMatrix actual)
    {
        Assert.Equal(expected.ColumnCount, actual.ColumnCount);
        Assert.Equal(expected.Offsets.AsSpan(), actual.Offsets.AsSpan());
        Assert.Equal(expected.Keys.AsSpan(), actual.Keys.AsSpan());
        Assert.Equal(expected.Values!.AsSpan(), actual.Values!.AsSpan());
    }

    static string[] Names(NodeIndex ids) => [.. Enumerable.Range(0, ids.Count).Select(ids.NameAt)];
}
