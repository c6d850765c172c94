using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

/// <summary>Tables whose hashes are right and whose contents are not: what a bug of ours, or a stranger's file, would look like.</summary>
public class ModelVerifierTests
{
    [Fact]
    public void Verify_AWholeModel_PassesEveryCheck()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        var manifest = samples.WriteModel(place.File("model"));
        var checks = ModelVerifier.Verify(place.File("model"));
        Assert.All(checks, check => Assert.True(check.Passed, check.Problem));

        // Each file; producers, known_for, unassigned, similarity, interested_in; six vectors, two lists of clusters and two of similar users.
        Assert.Equal(manifest.Tables.Count + 5 + 6 + 2 + 2, checks.Count);
    }

    [Fact]
    public void Verify_AProducerBothKnownAndUnassigned_Fails() => ExpectProblem("found '-9223372036854775808' in both", (writer, samples) =>
    {
        // The first producer has a cluster, and takes the place of one that has none.
        samples.KnownFor.Clusters[0] = 0;
        samples.KnownFor.Scores[0] = 0.5f;
        var without = Enumerable.Range(1, samples.Producers.Count - 1).Where(row => samples.KnownFor.Clusters[row] == KnownFor.None).Skip(1);
        writer.WriteKnownFor(samples.Producers, samples.KnownFor, [.. without.Prepend(0).Select(row => (row, "no_edges"))], Execution.Default);
    });

    [Fact]
    public void Verify_AScoreAboveOne_Fails() => ExpectProblem("expected score of 0 or more and at most", (writer, samples) =>
    {
        var row = Array.FindIndex(samples.KnownFor.Clusters, cluster => cluster >= 0);
        samples.KnownFor.Scores[row] = 1.5f;
        writer.WriteKnownFor(samples.Producers, samples.KnownFor, samples.Unassigned, Execution.Default);
    });

    [Fact]
    public void Verify_AOneSidedEdge_Fails() => ExpectProblem("expected each edge in both directions", (writer, samples) =>
    {
        samples.Similarity.Cosines.Values![0] /= 2;
        writer.WriteSimilarity(samples.Producers, samples.Similarity, Execution.Default);
        writer.WriteKnownFor(samples.Producers, samples.KnownFor, samples.Unassigned, Execution.Default);
    });

    [Fact]
    public void Verify_KeysOutOfOrder_Fails() => ExpectProblem("expected (producer, neighbor) to ascend", (writer, samples) =>
    {
        var keys = samples.Similarity.Cosines.Keys;
        (keys[0], keys[1]) = (keys[1], keys[0]);
        writer.WriteSimilarity(samples.Producers, samples.Similarity, Execution.Default);
        writer.WriteKnownFor(samples.Producers, samples.KnownFor, samples.Unassigned, Execution.Default);
    });

    [Fact]
    public void Verify_MoreClustersThanTheOptionsAllow_Fails() => ExpectProblem(
        "expected at most 1 rows a key, as the options say",
        (writer, samples) => samples.WriteTables(writer),
        manifest => manifest.Options["interested_in"] = Manifest.OptionsOf(new Interests.InterestedInOptions { MaxClustersPerConsumer = 1 }));

    [Fact]
    public void Verify_DirectionsThatDisagree_Fails() => ExpectProblem("as producer_embeddings has", (writer, samples) =>
    {
        samples.Embeddings[0].ByCluster!.Values![0] /= 2;
        samples.WriteTables(writer);
    });

    static void ExpectProblem(string expected, Action<ModelWriter, Samples> write, Action<Manifest>? change = null)
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using (var writer = ModelDirectory.Create(place.File("model"), overwrite: false))
        {
            write(writer, samples);
            var manifest = samples.Manifest();
            change?.Invoke(manifest);
            writer.Commit(manifest);
        }

        Assert.Contains(ModelVerifier.Verify(place.File("model")), check => check.Problem?.Contains(expected, StringComparison.Ordinal) == true);
    }
}
