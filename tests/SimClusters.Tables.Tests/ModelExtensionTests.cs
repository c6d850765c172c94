using SimClusters.Clusters;
using SimClusters.Graphs;
using SimClusters.Tables.Files;

namespace SimClusters.Tables.Tests;

/// <summary>Tables come into a model whole and together, or not at all; what was there stays what it was.</summary>
public class ModelExtensionTests
{
    [Fact]
    public void Commit_AddsTheTablesAndTheirLineage()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Text, samples.Consumers, 5);
        var before = samples.WriteModel(place.File("model"));
        var files = before.Tables.ToDictionary(table => table.File, table => File.ReadAllBytes(place.File($"model/{table.File}")));
        var written = additions.AddTo(place.File("model"));

        var manifest = ModelDirectory.Open(place.File("model")).Manifest;
        Assert.Equal(written.Tables, manifest.Tables);
        Assert.Equal(before.Tables, manifest.Tables.Where(table => files.ContainsKey(table.File)));
        foreach (var (file, bytes) in files) Assert.Equal(bytes, File.ReadAllBytes(place.File($"model/{file}")));
        var addition = Assert.Single(manifest.Additions);
        Assert.Equal(("index", 1_600_000_000_000, 12L), (addition.Verb, addition.Now!.Value.ToUnixTimeMilliseconds(), addition.Counts["events"]));
        Assert.Equal(manifest.Tables.Select(table => table.Name).Except(before.Tables.Select(table => table.Name)), addition.Tables);
        Assert.Contains("item_index_push_open", addition.Tables);
        Assert.Same(addition, manifest.AdditionOf("item_index_push_open"));
        Assert.Null(manifest.AdditionOf("known_for"));
        Assert.Equal("index", Assert.Single(manifest.Run.Additions).Verb);
        Assert.Equal(["model"], Names(place.Path));
        Assert.Equal([.. manifest.Tables.Select(table => table.File), "manifest.json"], Names(place.File("model")).OrderBy(name => name == "manifest.json"));
        Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
    }

    [Fact]
    public void WriteLabels_ChangesNothingButTheLabels()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        var before = ModelDirectory.Open(place.File("model"));
        var labels = before.ReadClusterLabels();
        ClusterLabel[] renamed = [new("Jazz", [new(TermSource.Item, "Jazz", 0.5, 0.25, 0.125, 3), .. labels[0].Terms]), .. labels.Skip(1)];
        using (var extension = ModelDirectory.Extend(place.File("model"), overwrite: false))
        {
            Assert.Throws<ArgumentException>(() => extension.WriteLabels([labels[0]], new(1)));
            extension.WriteLabels(renamed, new(1));
            extension.Commit(new() { Verb = "topics" }, new());
        }

        var after = ModelDirectory.Open(place.File("model"));
        Assert.Equal(before.ReadClusters().Select((row, cluster) => row with { Label = renamed[cluster].Text }), after.ReadClusters());
        Assert.Equal(renamed.SelectMany(label => label.Terms), after.ReadClusterLabels().SelectMany(label => label.Terms));
        Assert.Equal(["cluster_labels", "clusters"], after.Manifest.AdditionOf("clusters")!.Tables);
        Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
    }

    // "current" stands for the model of the day: that one gets the tables, and the link goes on standing for it.
    [Fact]
    public void Commit_ThroughASymbolicLink_ExtendsWhatItStandsFor()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Text, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        Directory.CreateSymbolicLink(place.File("current"), "model");
        additions.AddTo(place.File("current"));
        Assert.Equal("model", new DirectoryInfo(place.File("current")).LinkTarget);
        Assert.True(ModelDirectory.Open(place.File("model")).Has("item_index_push_open"));
        Assert.Equal(["current", "model"], Names(place.Path).Order());
    }

    // What a stranger keeps in the directory stays, too.
    [Fact]
    public void Commit_KeepsWhatElseLiesInTheDirectory()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        Directory.CreateDirectory(place.File("model/notes"));
        File.WriteAllText(place.File("model/notes/one.md"), "dear");
        additions.AddTo(place.File("model"));
        Assert.Equal("dear", File.ReadAllText(place.File("model/notes/one.md")));
    }

    [Fact]
    public void Commit_TwoRuns_EachHasItsLineageAndReplacesItsOwn()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        Add(overwrite: false, "topics", extension => extension.WriteTopicNames(additions.Names, new(1)));
        Add(overwrite: false, "index", extension =>
        {
            extension.WriteItemEmbeddings("fav", additions.Items[0].Embeddings, new(1));
            extension.WriteClusterIndex("fav", additions.Items[0].Index, new(1));
        });
        Add(overwrite: true, "again", extension => extension.WriteClusterIndex("fav", additions.Items[0].Index, new(1)));
        Assert.Equal(["topics: topic_names", "index: item_embeddings", "again: item_index"], Lineage());
        Add(overwrite: true, "names", extension => extension.WriteTopicNames(additions.Names, new(1)));
        Assert.Equal(["index: item_embeddings", "again: item_index", "names: topic_names"], Lineage());

        void Add(bool overwrite, string verb, Action<ModelExtension> write)
        {
            using var extension = ModelDirectory.Extend(place.File("model"), overwrite);
            write(extension);
            extension.Commit(new() { Verb = verb }, new());
        }

        IEnumerable<string> Lineage()
        {
            var manifest = ModelDirectory.Open(place.File("model")).Manifest;
            Assert.Equal(manifest.Additions.Select(addition => addition.Verb), manifest.Run.Additions.Select(run => run.Verb));
            return manifest.Additions.Select(addition => $"{addition.Verb}: {string.Join(", ", addition.Tables)}");
        }
    }

    [Fact]
    public void Commit_AtAnyThreadCount_GivesTheSameManifestButForItsRun()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Text, samples.Consumers, 5, count: 4_000);
        samples.WriteModel(place.File("one"));
        samples.WriteModel(place.File("many"));
        additions.AddTo(place.File("one"), threadCount: 1);
        additions.AddTo(place.File("many"), threadCount: 5);
        Assert.Equal(BeforeRun("one"), BeforeRun("many"));

        string BeforeRun(string model) => File.ReadAllText(place.File($"{model}/manifest.json")).Split("\"run\"")[0];
    }

    [Fact]
    public void Write_ATableThatIsThere_IsRefusedWithoutOverwrite()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        additions.AddTo(place.File("model"));
        using var extension = ModelDirectory.Extend(place.File("model"), overwrite: false);
        extension.RefuseUnlessFree(ClusterIndexTable.NameOf("reply"));
        var exception = Assert.Throws<IOException>(() => extension.RefuseUnlessFree(ClusterIndexTable.NameOf("reply"), ClusterIndexTable.NameOf("push-open")));
        Assert.Equal($"{place.File("model")}: the model has a table item_index_push_open already; pass --overwrite to replace it.", exception.Message);
        Assert.Throws<IOException>(() => extension.WriteTopicNames(additions.Names, new(1)));
        using var overwriting = ModelDirectory.Extend(place.File("model"), overwrite: true);
        overwriting.RefuseUnlessFree(ClusterIndexTable.NameOf("push-open"));
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesTheModelAsItWas()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        var before = Names(place.File("model"));
        using (var extension = ModelDirectory.Extend(place.File("model"), overwrite: false)) additions.WriteTo(extension);
        Assert.Equal(before, Names(place.File("model")));
        Assert.Equal(["model"], Names(place.Path));
    }

    // A killed run leaves its sibling, with links to the model's files, and a lock that nobody holds.
    [Fact]
    public void Extend_AfterAKilledRun_ClearsWhatItLeft()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        Directory.CreateDirectory(place.File(".model.deadbeef.partial"));
        DurableFiles.LinkOrCopy(place.File("model/known_for.parquet"), place.File(".model.deadbeef.partial/known_for.parquet"));
        File.WriteAllText(place.File(".model.deadbeef.lock"), "");
        additions.AddTo(place.File("model"));
        Assert.Equal(["model"], Names(place.Path));
        Assert.All(ModelVerifier.Verify(place.File("model")), check => Assert.Null(check.Problem));
    }

    [Fact]
    public void Commit_AfterAnotherRunExtendedTheModel_IsASentenceAndLeavesItsWork()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        using var late = ModelDirectory.Extend(place.File("model"), overwrite: false);
        late.WriteTopicNames(additions.Names, new(1));
        using (var early = ModelDirectory.Extend(place.File("model"), overwrite: false))
        {
            early.WriteClusterIndex("fav", additions.Items[0].Index, new(1));
            early.Commit(new() { Verb = "index" }, new());
        }

        var exception = Assert.Throws<IOException>(() => late.Commit(new() { Verb = "topics" }, new()));
        Assert.Equal($"{place.File("model")}: another run changed the model meanwhile, and this one's tables were left out; run again.", exception.Message);
        var model = ModelDirectory.Open(place.File("model"));
        Assert.Equal((true, false), (model.Has("item_index"), model.Has("topic_names")));
    }

    [Fact]
    public void Commit_AfterTheModelWasRemoved_IsASentence()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var additions = new AdditionSamples(1, IdKind.Integer, samples.Consumers, 5);
        samples.WriteModel(place.File("model"));
        using var extension = ModelDirectory.Extend(place.File("model"), overwrite: false);
        extension.WriteTopicNames(additions.Names, new(1));
        Directory.Delete(place.File("model"), recursive: true);
        Assert.Contains("another run changed the model meanwhile", Assert.Throws<IOException>(() => extension.Commit(new(), new())).Message);
    }

    [Fact]
    public void Extend_WhereNoModelIs_IsASentence()
    {
        using var place = new TemporaryDirectory();
        Assert.Contains("found nothing; make one with", Assert.Throws<TableFormatException>(() => ModelDirectory.Extend(place.File("no"), overwrite: false)).Message);
        Assert.Empty(Names(place.Path));
    }

    [Theory]
    [InlineData("fav", "item_index")]
    [InlineData("push-open", "item_index_push_open")]
    [InlineData("Push open!", "item_index_push_open")]
    [InlineData("videoView 50", "item_index_video_view_50")]
    public void NameOf_APreset_IsInSnakeCase(string preset, string name)
    {
        Assert.Equal(name, ClusterIndexTable.NameOf(preset));
        Assert.Equal(name, ClusterIndexTable.NameOf(ClusterIndexTable.PresetOf(name)!));
    }

    [Fact]
    public void NameOf_NoLetters_IsRefused() => Assert.Throws<ArgumentException>(() => ClusterIndexTable.NameOf("--"));

    static string[] Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
