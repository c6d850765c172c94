using System.Diagnostics;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Follows that are broken or extreme: a sentence and an exit code, or the right model; nothing half-written either way.</summary>
public sealed class BuildBrokenInputTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Build_BrokenFile_IsASentence()
    {
        Assert.Contains("no such file", Broken(_tool["missing.tsv"]));
        Assert.Contains("empty", Broken(_tool.Write("empty.tsv", "")));
        Assert.Contains("directory", Broken(Directory.CreateDirectory(_tool["folder"]).FullName));
        var noise = _tool["noise.bin"];
        File.WriteAllBytes(noise, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 >> 3))]);
        Assert.NotEmpty(Broken(noise));
        Assert.NotEmpty(Broken(_tool.Write("columns.csv", "name,age,city,code\nAda,36,London,E1\n")));
        Assert.NotEmpty(Broken("SELECT 1 AS follower"));
    }

    [Fact]
    public void Build_TruncatedParquet_IsASentence()
    {
        Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "500", "--producers", "50", "--communities", "2", "--follows", "3000", "--favourites", "1");
        var whole = File.ReadAllBytes(Path.Combine(_tool["network"], "follows.parquet"));
        var cut = _tool["cut.parquet"];
        File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);
        Assert.Contains("cut.parquet", Broken(cut));
    }

    [Fact]
    public void Build_TextAmongIntegers_IsCountedOrWithStrictRefused()
    {
        var follows = _tool.Write("f.tsv", "1\t10\n2\t10\nsomebody\t10\n1\t11\n2\t11\n");
        Assert.Equal(1, Counts(follows).GetProperty("follows_removed_bad").GetInt64());
        Assert.Contains("f.tsv:3", _tool.Fail(ExitCodes.BadInput, "build", "--follows", follows, "--strict", "--out", _tool["strict"]));
    }

    [Fact]
    public void Build_SelfFollowsAndDuplicates_AreDroppedAndCounted()
    {
        var counts = Counts(_tool.Write("f.tsv", "1 1\n1 2\n1 2\n3 2\n3 4\n1 4\n"));
        Assert.Equal(1, counts.GetProperty("follows_removed_self").GetInt64());
        Assert.Equal(1, counts.GetProperty("follows_removed_duplicate").GetInt64());
        Assert.Equal(4, counts.GetProperty("follows").GetInt64());
    }

    [Fact]
    public void Build_NoEdges_SaysWhy() => Assert.Contains("found none", Broken(_tool.Write("f.tsv", "1 1\n2 2\n")));

    [Theory]
    [InlineData("1 2\n")] // one edge
    [InlineData("-9223372036854775808 9223372036854775807\n5 9223372036854775807\n-9223372036854775808 -1\n5 -1\n")] // the ends of the 64-bit range
    public void Build_Extremes_MakeAModelThatVerifies(string follows)
    {
        Tool.Succeed("build", "--follows", _tool.Write("f.tsv", follows), "--out", _tool["model"]);
        Tool.Succeed("verify", _tool["model"]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5000")]
    public void Build_OneCommunityAndMoreThanProducers_MakeAModelThatVerifies(string communities)
    {
        var model = Network.Model(_tool, "model", "--overwrite");
        Tool.Succeed("build", "--follows", Network.Follows(_tool), "--communities", communities, "--out", model, "--overwrite");
        Tool.Succeed("verify", model);
    }

    [Fact]
    public void Build_OneConsumerWhoFollowsEveryone_MakesAModelThatVerifies()
    {
        var everyone = string.Concat(Enumerable.Range(100, 2000).Select(producer => $"1 {producer}\n"));
        Tool.Succeed("build", "--follows", _tool.Write("f.tsv", everyone + "2 100\n2 101\n"), "--out", _tool["model"]);
        Tool.Succeed("verify", _tool["model"]);
    }

    [Fact]
    public void Build_TwoProducersWithTheSameFollowers_ShareACommunity()
    {
        var follows = string.Concat(Enumerable.Range(1, 100_000).Select(user => $"{user} -1\n{user} -2\n"));
        Tool.Succeed("build", "--follows", _tool.Write("f.tsv", follows), "--communities", "2", "--out", _tool["model"]);
        Tool.Succeed("export", _tool["model"], "--table", "known_for", "--out", _tool["k.csv"]);
        var clusters = File.ReadAllLines(_tool["k.csv"])[1..].Select(line => line.Split(',')[1]).ToArray();
        Assert.Equal(2, clusters.Length);
        Assert.Equal(clusters[0], clusters[1]);
    }

    [Fact]
    public void Build_DiskFull_SaysSoAndLeavesNothing()
    {
        Directory.CreateDirectory(_tool["small"]);
        Assert.SkipUnless(FullDiskTests.Mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _tool["small"]), "No file system can be mounted here.");
        try
        {
            var (code, _, error) = Tool.Run("build", "--follows", Network.Follows(_tool), "--out", Path.Combine(_tool["small"], "model"));
            Assert.Equal(ExitCodes.Output, code);
            Assert.Contains("disk is full", error);
            Assert.Empty(Directory.GetFileSystemEntries(_tool["small"]));
        }
        finally
        {
            FullDiskTests.Mount("umount", _tool["small"]);
        }
    }

    [Fact]
    public void Build_Killed_LeavesTheOldModelWholeAndTheNextRunClearsUp()
    {
        if (OperatingSystem.IsWindows()) return;
        var model = Network.Model(_tool);
        Tool.Succeed("generate", "--out", _tool["large"], "--consumers", "100000", "--producers", "10000", "--communities", "50", "--follows", "2000000", "--favourites", "1");
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "SimClusters.Cli"), ["build", "--follows", Path.Combine(_tool["large"], "follows.parquet"), "--out", model, "--overwrite"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

        // Killed once it has begun to write beside the old model.
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || Directory.EnumerateFiles(_tool.Folder, "similarity.parquet", SearchOption.AllDirectories).Count() > 1, TimeSpan.FromSeconds(120)));
        Assert.False(process.HasExited, "The run ended before it could be killed.");
        process.Kill();
        process.WaitForExit();

        Tool.Succeed("verify", model);
        Network.Model(_tool, "model", "--overwrite");
        Tool.Succeed("verify", model);
        Assert.Equal(["large", "model", "network"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName).Order());
    }

    string Broken(string follows) => _tool.Fail(ExitCodes.BadInput, "build", "--follows", follows, "--out", _tool["model"]);

    System.Text.Json.JsonElement Counts(string follows) =>
        Tool.Json("build", "--follows", follows, "--out", _tool["model"]).GetProperty("figures").GetProperty("counts");
}
