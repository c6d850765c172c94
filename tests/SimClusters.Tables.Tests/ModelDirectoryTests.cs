using System.Diagnostics;
using SimClusters.Pipeline;
using SimClusters.Tables.Files;

namespace SimClusters.Tables.Tests;

/// <summary>A model is whole or not there; what was there before stays until then.</summary>
public class ModelDirectoryTests
{
    [Fact]
    public void Commit_LeavesTheModelAndNothingElse()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        var manifest = samples.WriteModel(place.File("model"));
        Assert.Equal(["model"], Names(place.Path));
        Assert.Equal(["manifest.json", .. manifest.Tables.Select(table => table.File)], Names(place.File("model")).OrderBy(name => name != "manifest.json"));
        Assert.Contains("known_for.parquet", manifest.Tables.Select(table => table.File));
    }

    // What nobody asked for is not written; known_for and unassigned always are.
    [Fact]
    public void Create_WithTablesNamed_WritesThoseAlone()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var writer = ModelDirectory.Create(place.File("model"), overwrite: false, ModelTables.InterestedIn | ModelTables.Clusters);
        samples.WriteTables(writer);
        writer.Commit(samples.Manifest());
        Assert.Equal(["clusters.parquet", "interested_in.parquet", "known_for.parquet", "manifest.json", "unassigned.parquet"], Names(place.File("model")));
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using (var writer = ModelDirectory.Create(place.File("model"), overwrite: false)) samples.WriteTables(writer);
        Assert.Empty(Names(place.Path));
    }

    [Fact]
    public void Create_WhereAModelIs_IsRefusedWithoutOverwrite()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        var exception = Assert.Throws<IOException>(() => ModelDirectory.Create(place.File("model"), overwrite: false));
        Assert.EndsWith("a model is there already; pass --overwrite to replace it.", exception.Message);
    }

    [Fact]
    public void Create_WhereSomethingElseIs_IsRefusedEvenWithOverwrite()
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place.File("photos"));
        File.WriteAllText(place.File("photos/one.jpg"), "dear");
        var exception = Assert.Throws<IOException>(() => ModelDirectory.Create(place.File("photos"), overwrite: true));
        Assert.Contains("the directory is not a model", exception.Message);
        Assert.Equal("dear", File.ReadAllText(place.File("photos/one.jpg")));
    }

    [Fact]
    public void Create_InAMissingDirectory_IsASentence()
    {
        using var place = new TemporaryDirectory();
        var exception = Assert.Throws<IOException>(() => ModelDirectory.Create(place.File("no/model"), overwrite: false));
        Assert.Contains("does not exist; make it first.", exception.Message);
    }

    // Through a symbolic link, too, which goes on standing for the model.
    [Theory]
    [InlineData("model")]
    [InlineData("current")]
    public void Commit_WithOverwrite_SwapsAndKeepsTheOldUntilThen(string name)
    {
        using var place = new TemporaryDirectory();
        using var old = Samples.Small();
        using var other = new Samples(9, Graphs.IdKind.Text, producerCount: 20, consumerCount: 20, clusterCount: 3);
        var before = old.WriteModel(place.File("model"));
        if (name != "model") Directory.CreateSymbolicLink(place.File(name), "model");
        using (var writer = ModelDirectory.Create(place.File(name), overwrite: true))
        {
            other.WriteTables(writer);
            Assert.Equal(before.Tables, ModelDirectory.Open(place.File("model")).Manifest.Tables);
            writer.Commit(other.Manifest());
        }

        Assert.Equal(3, ModelDirectory.Open(place.File("model")).Manifest.ClusterCount);
        if (name != "model") Assert.Equal("model", new DirectoryInfo(place.File(name)).LinkTarget);
        Assert.Equal(new[] { name, "model" }.Distinct(), Names(place.Path));
    }

    [Fact]
    public void Create_AfterAKilledRun_ClearsWhatItLeftAndNoLivingRuns()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        using var living = ModelDirectory.Create(place.File("model"), overwrite: false);

        // What a killed run leaves: the directory, and a lock that nobody holds.
        Directory.CreateDirectory(place.File(".model.deadbeef.partial"));
        File.WriteAllText(place.File(".model.deadbeef.partial/known_for.parquet"), "half");
        File.WriteAllText(place.File(".model.deadbeef.lock"), "");
        samples.WriteModel(place.File("model"));
        Assert.Equal(1, Names(place.Path).Count(name => name.EndsWith(".partial", StringComparison.Ordinal)));
        samples.WriteTables(living);
        Assert.Throws<IOException>(() => living.Commit(samples.Manifest()));
    }

    [Fact]
    public void Open_AfterARunKilledBetweenItsRenames_PutsTheOldModelBack()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        Directory.Move(place.File("model"), place.File(".model.deadbeef.aside"));
        File.WriteAllText(place.File(".model.deadbeef.lock"), "");
        Assert.Equal(5, ModelDirectory.Open(place.File("model")).Manifest.ClusterCount);
        Assert.Equal(["model"], Names(place.Path));
    }

    [Fact]
    public void Open_AnyFileWithAFlippedByte_IsRefused()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        var manifest = samples.WriteModel(place.File("model"));
        foreach (var table in manifest.Tables)
        {
            var path = place.File($"model/{table.File}");
            var bytes = File.ReadAllBytes(path);
            foreach (var at in new[] { 0, bytes.Length / 3, bytes.Length / 2, bytes.Length - 1 })
            {
                bytes[at] ^= 0x10;
                File.WriteAllBytes(path, bytes);
                var exception = Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("model")));
                Assert.Contains("the file was changed or damaged: build the model again.", exception.Message);
                Assert.Contains(ModelVerifier.Verify(place.File("model")), check => check.Problem == exception.Message);
                bytes[at] ^= 0x10;
            }

            File.WriteAllBytes(path, bytes);
        }

        ModelDirectory.Open(place.File("model"));
    }

    [Fact]
    public void Open_AManifestWithAnyFlippedByte_IsRefused()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        var path = place.File("model/manifest.json");
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x01;
            File.WriteAllBytes(path, bytes);
            Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("model"), verifyHashes: false));
            bytes[at] ^= 0x01;
        }
    }

    [Fact]
    public void Open_ATruncatedOrMissingTable_IsRefusedWithoutHashing()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small();
        samples.WriteModel(place.File("model"));
        var path = place.File("model/known_for.parquet");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        Assert.Contains("bytes as the manifest says, found", Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("model"), verifyHashes: false)).Message);
        File.Delete(path);
        Assert.Contains("found no file; build the model again.", Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("model"), verifyHashes: false)).Message);
    }

    [Theory]
    [InlineData("", "broken JSON")]
    [InlineData("\0\u0001garbage", "broken JSON")]
    [InlineData("[]", "without a format_version")]
    [InlineData("{\"format_version\": 99}", "expected format version 2, found 99")]
    [InlineData("{\"format_version\": 2, \"seed\": 7}", "run.manifest_hash fits its text")]
    public void Open_ABrokenManifest_IsASentence(string text, string expected)
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place.File("model"));
        File.WriteAllText(place.File("model/manifest.json"), text);
        Assert.Contains(expected, Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("model"))).Message);
    }

    [Fact]
    public void Open_NothingOrAFileOrAnyDirectory_IsASentence()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File("file"), "x");
        Assert.Contains("found nothing; make one with", Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("no"))).Message);
        Assert.Contains("expected a model directory, found a file.", Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.File("file"))).Message);
        Assert.Contains("the directory is no model", Assert.Throws<TableFormatException>(() => ModelDirectory.Open(place.Path)).Message);
    }

    [Fact]
    public void Write_OnAFullDisk_IsASentenceAndLeavesNothing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("Mounting a small disk needs root on Linux.");
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place.File("disk"));
        if (Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place.File("disk")) != 0) Assert.Skip("No disk can be mounted here.");
        try
        {
            using var samples = new Samples(5, Graphs.IdKind.Integer, producerCount: 400, consumerCount: 60_000, clusterCount: 12);
            using (var writer = ModelDirectory.Create(place.File("disk/model"), overwrite: false))
            {
                var exception = Assert.Throws<IOException>(() => samples.WriteTables(writer));
                Assert.StartsWith($"{place.File("disk/model")}: the disk is full; make room", exception.Message);
            }

            Assert.Empty(Names(place.File("disk")));
            var single = Assert.Throws<IOException>(() => AtomicFile.Write(place.File("disk/u.csv"), overwrite: false, path => File.WriteAllBytes(path, new byte[1 << 20])));
            Assert.StartsWith($"{place.File("disk/u.csv")}: the disk is full;", single.Message);
            Assert.Empty(Names(place.File("disk")));
        }
        finally
        {
            Run("umount", place.File("disk"));
        }
    }

    static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    static string[] Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
