using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

/// <summary>Added tables whose hashes are right and whose contents are not.</summary>
public class AdditionVerifierTests
{
    [Fact]
    public void Verify_AnIndexThatDisagreesWithItsItems_Fails() =>
        ExpectProblem("as item_embeddings_push_open has", additions => additions.Items[1].Index.Scores.Values![0] /= 2);

    [Fact]
    public void Verify_AScoreOfZero_Fails() => ExpectProblem("expected score above 0, found 0", additions => additions.Items[0].Embeddings.Scores.Values![0] = 0);

    [Fact]
    public void Verify_ACosineAboveOne_Fails() => ExpectProblem("and at most 1", additions => additions.Nouns[0].Embeddings.ByNoun.Values![0] = 1.5f);

    [Fact]
    public void Verify_ListsThatDisagreeWithTheirNouns_Fail() => ExpectProblem("as topic_embeddings has", additions => additions.Nouns[0].Embeddings.ByCluster.Values![0] /= 2);

    [Fact]
    public void Verify_ClustersOutOfOrder_Fails() => ExpectProblem("expected the clusters of one topic to ascend", additions =>
    {
        var matrix = additions.Nouns[0].Embeddings.ByNoun;
        var entry = matrix.Offsets[Enumerable.Range(0, matrix.RowCount).First(row => matrix.RowLength(row) > 1)];
        (matrix.Keys[entry], matrix.Keys[entry + 1]) = (matrix.Keys[entry + 1], matrix.Keys[entry]);
    });

    [Fact]
    public void Verify_ItemsOutOfOrder_Fails() => ExpectProblem("expected (cluster, item) to ascend", additions =>
    {
        var matrix = additions.Items[0].Index.Scores;
        (matrix.Keys[0], matrix.Keys[1]) = (matrix.Keys[1], matrix.Keys[0]);
    });

    [Fact]
    public void Verify_MoreThanTheOptionsAllow_Fails() => ExpectProblem(
        "item_index_push_open.parquet: expected at most 1 rows a key", _ => { }, addition => addition.Options["item_index_push_open"] = new System.Text.Json.Nodes.JsonObject { ["max_items_per_cluster"] = 1 });

    [Fact]
    public void Verify_ANounOfNoVector_Fails()
    {
        using var place = new TemporaryDirectory();
        using var ids = NodeIndex.FromIntegers(NativeArray<long>.From([7, 8]));
        using var nouns = new Nouns(ids);
        using var embeddings = new NounEmbeddings(
            NounVariant.Topic, SparseMatrix.FromRows(3, [[(0, 0.5f)], Array.Empty<(int, float)>()]), SparseMatrix.FromRows(2, [[(0, 0.5f), (1, 0.25f)], Array.Empty<(int, float)>(), Array.Empty<(int, float)>()]), 0, 0, 0);
        NounEmbeddingsTable.Write(place.File("e.parquet"), nouns, embeddings, new(1));
        ClusterTopNounsTable.Write(place.File("c.parquet"), nouns, embeddings, new(1));
        var (read, vectors) = NounEmbeddingsTable.Read(place.File("e.parquet"), 3, NounVariant.Topic, new(1));
        using (read)
        using (vectors)
        {
            var exception = Assert.Throws<TableFormatException>(() => ClusterTopNounsTable.Read(place.File("c.parquet"), read, 3, NounVariant.Topic));
            Assert.Contains("row 2: expected a topic that topic_embeddings.parquet has, found '8'; write both again.", exception.Message);
        }
    }

    static void ExpectProblem(string expected, Action<AdditionSamples> damage, Action<ManifestAddition>? change = null)
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(3, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        damage(additions);
        using (var extension = ModelDirectory.Extend(place.File("model"), overwrite: false))
        {
            additions.WriteTo(extension);
            var addition = new ManifestAddition { Verb = "index" };
            change?.Invoke(addition);
            extension.Commit(addition, new());
        }

        Assert.Contains(ModelVerifier.Verify(place.File("model")), check => check.Problem?.Contains(expected, StringComparison.Ordinal) == true);
    }
}
