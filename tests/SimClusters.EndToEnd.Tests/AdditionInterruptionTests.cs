using System.Diagnostics;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Real processes that are adding tables to a model, and real signals: the model stays as it was, whole, and the next run succeeds.</summary>
public sealed class AdditionInterruptionTests(AdditionInterruptionTests.Network network) : IClassFixture<AdditionInterruptionTests.Network>, IDisposable
{
    // A run that nobody could stop in time is over; another is started.
    const int MaxTries = 10;

    readonly Tool _tool = new();

    string Model => _tool["model"];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("index", "*.lock")]
    [InlineData("index", "item_embeddings.parquet")]
    [InlineData("topics", "*.lock")]
    [InlineData("topics", "topic_names.parquet")]
    public void Killed_OnceItHasBegunAFile_LeavesTheModelWholeAndTheNextRunClearsUp(string verb, string file)
    {
        if (OperatingSystem.IsWindows()) return;
        var arguments = Arguments(verb);
        Stop(arguments, file, "KILL");
        Assert.NotEmpty(Hidden());
        Tool.Succeed("verify", Model);

        Tool.Succeed(arguments);
        Tool.Succeed("verify", Model);
        Assert.Empty(Hidden());
        var once = Files("*.parquet");
        Tool.Succeed(arguments);
        Assert.Equal(once, Files("*.parquet"));
    }

    [Theory]
    [InlineData("index", "INT")]
    [InlineData("index", "TERM")]
    [InlineData("topics", "INT")]
    public void Signalled_WhileItReads_EndsWith130AndLeavesNothing(string verb, string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        var (code, error) = Stop(Arguments(verb), "*.lock", signal);
        Assert.Equal(ExitCodes.Cancelled, code);
        Assert.Contains("Stopped", error);
        Assert.Empty(Hidden());
        Tool.Succeed("verify", Model);
    }

    // Of a model of this test's own.
    string[] Arguments(string verb)
    {
        Directory.CreateDirectory(Model);
        foreach (var file in Directory.GetFiles(network.Model)) File.Copy(file, Path.Combine(Model, Path.GetFileName(file)));
        return verb == "index"
            ? ["index", "--model", Model, "--events", network.Table("events"), "--items", network.Table("items"), "--preset", "all", "--overwrite"]
            : ["topics", "--model", Model, "--events", network.Table("events"), "--item-topics", network.Table("item_topics"), "--topics", network.Table("topics"), "--overwrite"];
    }

    // Stops a run once there is such a file among those that it is making; expects the model to be as it was.
    (int Code, string Error) Stop(string[] arguments, string file, string signal)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var before = Files("*");
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SimClusters.Cli"), arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            try
            {
                SpinWait.SpinUntil(() => process.HasExited || IsBeingMade(file), TimeSpan.FromSeconds(120));
                if (!process.HasExited) Send(signal, process);
                Assert.True(process.WaitForExit(60_000));
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }

            _ = output.GetAwaiter().GetResult();

            // With a manifest beside them the tables were about to be, or were, put in their place.
            if (process.ExitCode == ExitCodes.Ok || Hidden().Any(path => File.Exists(Path.Combine(path, "manifest.json")))) continue;
            Assert.Equal(before, Files("*"));
            return (process.ExitCode, error.GetAwaiter().GetResult());
        }

        Assert.Fail("No run could be stopped before it ended.");
        return default;
    }

    bool IsBeingMade(string file) => file == "*.lock" ? Directory.EnumerateFiles(_tool.Folder, ".model.*.lock").Any()
        : Directory.EnumerateDirectories(_tool.Folder, ".model.*.partial").Any(path => File.Exists(Path.Combine(path, file)));

    static void Send(string signal, Process process)
    {
        if (signal == "KILL")
        {
            process.Kill();
            return;
        }

        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    string[] Hidden() => Directory.GetFileSystemEntries(_tool.Folder, ".model.*");

    SortedDictionary<string, string> Files(string pattern) => new(
        Directory.GetFiles(Model, pattern).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);

    /// <summary>A log that takes a second to read, and a model to add to, made once.</summary>
    public sealed class Network : IDisposable
    {
        readonly Tool _tool = new();

        public Network()
        {
            Tool.Succeed(
                "generate", "--out", _tool["network"], "--consumers", "10000", "--producers", "500", "--communities", "10", "--follows", "100000", "--favourites", "100000", "--events", "1000000", "--format", "tsv");
            Tool.Succeed("build", "--follows", Table("follows"), "--favourites", Table("favourites"), "--communities", "10", "--top", "50", "--tables", "interested_in,clusters,cluster_labels", "--out", Model);
        }

        internal string Model => _tool["model"];

        public void Dispose() => _tool.Dispose();

        internal string Table(string name) => Path.Combine(_tool["network"], $"{name}.tsv");
    }
}
