using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

/// <summary>What a run adds to a model is what is read back and looked up, for integers and strings, whatever the users' ids are.</summary>
public class AdditionTablesTests
{
    static readonly Execution s_execution = new(threadCount: 2);

    [Fact]
    public void EveryTable_ReadBack_IsWhatWasWritten() => Gen.Select(Gen.Int, Gen.Bool, Gen.Bool, Gen.Int[1, 12], Gen.Int[0, 40]).Sample(
        (seed, usersAreText, othersAreText, clusterCount, count) =>
        {
            using var place = new TemporaryDirectory();
            using var samples = new Samples(seed, Kind(usersAreText), producerCount: 9, consumerCount: count == 0 ? 0 : 7, clusterCount);
            using var additions = new AdditionSamples(seed, Kind(othersAreText), samples.Consumers, clusterCount, count);
            samples.WriteModel(place.File("model"));
            additions.AddTo(place.File("model"));
            ExpectEqual(additions, ModelDirectory.Open(place.File("model")));
            Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
        },
        iter: 25);

    [Theory]
    [InlineData(IdKind.Integer)]
    [InlineData(IdKind.Text)]
    public void EveryLookUp_IsTheRowInMemory(IdKind kind)
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(3, kind, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        additions.AddTo(place.File("model"));
        using var lookup = ModelDirectory.Open(place.File("model")).OpenLookup();
        foreach (var (nouns, embeddings) in additions.Nouns) ExpectNouns(lookup.Nouns, nouns, embeddings);
        foreach (var (preset, (embeddings, index)) in AdditionSamples.Presets.Zip(additions.Items))
        {
            Assert.Equal(kind, lookup.Items.IdKindOf(preset));
            for (var row = 0; row < embeddings.Items.Count; row++)
                Assert.Equal(Ranked(embeddings.Scores, row).Select(Cluster), lookup.Items.Embedding(preset, NodeId.At(embeddings.Items, row)));
            for (var cluster = 0; cluster < index.ClusterCount; cluster++)
                Assert.Equal(Ranked(index.Scores, cluster).Select(entry => new ItemScore(NodeId.At(index.Items, entry.Key), entry.Value)), lookup.Items.Top(preset, ClusterId.FromRow(cluster)));
        }

        var recommendations = additions.Recommendations;
        for (var row = 0; row < recommendations.Consumers.Count; row++)
        {
            var first = recommendations.Entries.Offsets[row];
            var expected = recommendations.Entries.RowKeys(row).ToArray()
                .Select((item, i) => new Recommendation(NodeId.At(recommendations.Items, item), recommendations.Dots[first + i], recommendations.Cosines[first + i], recommendations.LogCosines[first + i]))
                .OrderByDescending(one => one.LogCosine);
            Assert.Equal(expected, lookup.Items.Recommendations("fav", NodeId.At(recommendations.Consumers, row)));
        }

        for (var row = 0; row < additions.Names.Topics.Count; row++)
        {
            var topic = NodeId.At(additions.Names.Topics, row);
            Assert.Equal(additions.Names.NameOf(topic), lookup.Nouns.NameOf(topic));
        }

        Assert.Null(lookup.Nouns.NameOf(NodeId.Of("nobody's")));
        Assert.Null(additions.Names.NameOf(NodeId.Of("nobody's")));
    }

    [Fact]
    public void NounEmbeddings_NounsOfAnotherShape_AreRefused()
    {
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(3, IdKind.Integer, samples.Consumers, 5);
        var (nouns, embeddings) = additions.Nouns.First(one => one.Embeddings.Variant == NounVariant.Topic);
        Assert.Throws<ArgumentException>(() => NounEmbeddingsTable.Write("unused", nouns, embeddings with { Variant = NounVariant.TopicFollowersFav }, s_execution));
        using var others = new Nouns(NodeIndex.FromIntegers(NativeArray<long>.From([7])));
        Assert.Throws<ArgumentException>(() => NounEmbeddingsTable.Write("unused", others, embeddings, s_execution));
        Assert.Throws<ArgumentException>(() => ClusterTopNounsTable.Write("unused", others, embeddings, s_execution));
    }

    static void ExpectNouns(NounLookup lookup, Nouns nouns, NounEmbeddings embeddings)
    {
        var variant = embeddings.Variant;
        string? LanguageOf(int row) => nouns.Languages?.NameAt(nouns.LanguageOf![row]);
        NodeId IdOf(int row) => NodeId.At(nouns.Ids, nouns.IdOf is null ? row : nouns.IdOf[row]);
        Assert.Equal(nouns.Ids.Kind, lookup.IdKindOf(variant));
        for (var row = 0; row < nouns.Count; row++)
        {
            Assert.Equal(Ranked(embeddings.ByNoun, row).Select(Cluster), lookup.Embedding(variant, IdOf(row), LanguageOf(row)));
            Assert.Empty(lookup.Embedding(variant, IdOf(row), nouns.Languages is null ? "en" : null));
            if (nouns.Languages is not null) Assert.Contains(LanguageOf(row), lookup.Languages(variant, IdOf(row)));
        }

        for (var cluster = 0; cluster < embeddings.ByCluster.RowCount; cluster++)
            Assert.Equal(Ranked(embeddings.ByCluster, cluster).Select(entry => new NounScore(IdOf(entry.Key), LanguageOf(entry.Key), entry.Value)), lookup.Top(variant, ClusterId.FromRow(cluster)));
    }

    static void ExpectEqual(AdditionSamples samples, Model model)
    {
        foreach (var (nouns, embeddings) in samples.Nouns)
        {
            var (readNouns, read) = model.ReadNounEmbeddings(embeddings.Variant, s_execution);
            using (readNouns)
            using (read)
            {
                Assert.Equal(Words(nouns), Words(readNouns));
                Assert.Equal(Rows(embeddings.ByNoun), Rows(read.ByNoun));
                Assert.Equal(Rows(embeddings.ByCluster), Rows(read.ByCluster));
                Assert.Equal((3, 4L, 5L), (read.RemovedByMinUsers, read.RemovedByThreshold, read.RemovedByTruncation));
            }
        }

        foreach (var (preset, (embeddings, index)) in AdditionSamples.Presets.Zip(samples.Items))
        {
            using var readEmbeddings = model.ReadItemEmbeddings(preset);
            using var readIndex = model.ReadClusterIndex(preset, s_execution);
            Assert.Equal((Words(new(embeddings.Items)), Rows(embeddings.Scores)), (Words(new(readEmbeddings.Items)), Rows(readEmbeddings.Scores)));
            Assert.Equal((Words(new(index.Items)), Rows(index.Scores)), (Words(new(readIndex.Items)), Rows(readIndex.Scores)));
        }

        using var recommendations = model.ReadRecommendations("fav", s_execution);
        Assert.Equal(Rows(samples.Recommendations.Entries), Rows(recommendations.Entries));
        Assert.Equal(samples.Recommendations.Dots.AsSpan(), recommendations.Dots.AsSpan());
        Assert.Equal(samples.Recommendations.Cosines.AsSpan(), recommendations.Cosines.AsSpan());
        Assert.Equal(samples.Recommendations.LogCosines.AsSpan(), recommendations.LogCosines.AsSpan());
        using var names = model.ReadTopicNames(s_execution);
        Assert.Equal(Names(samples.Names), Names(names));
    }

    static IdKind Kind(bool isText) => isText ? IdKind.Text : IdKind.Integer;

    static ClusterScore Cluster((int Key, float Value) entry) => new(ClusterId.FromRow(entry.Key), entry.Value);

    static IEnumerable<(int Key, float Value)> Ranked(SparseMatrix matrix, int row) =>
        matrix.RowKeys(row).ToArray().Zip(matrix.RowValues(row).ToArray()).OrderByDescending(entry => entry.Second).Select(entry => (entry.First, entry.Second));

    static string Words(Nouns nouns) => string.Join("|", Enumerable.Range(0, nouns.Count)
        .Select(row => $"{nouns.Ids.NameAt(nouns.IdOf is null ? row : nouns.IdOf[row])} {(nouns.Languages is null ? "" : nouns.Languages.NameAt(nouns.LanguageOf![row]))}"));

    static string Rows(SparseMatrix matrix) => string.Join("|", Enumerable.Range(0, matrix.RowCount)
        .Select(row => $"{string.Join(",", matrix.RowKeys(row).ToArray())} {string.Join(",", matrix.RowValues(row).ToArray())}"));

    static string[] Names(TopicNames names) => [.. Enumerable.Range(0, names.Topics.Count).Select(row => $"{names.Topics.NameAt(row)} {names.Names.At(row)}")];
}
