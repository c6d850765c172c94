using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public sealed class DemoCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Demo_InItsFolder_FindsThePlantedCommunitiesAndLeavesAModel()
    {
        var figures = Tool.Json("demo", "--out", _tool["demo"]).GetProperty("figures");
        Assert.InRange(figures.GetProperty("truth_nmi").GetDouble(), 0.8, 1);
        Tool.Succeed("verify", Path.Combine(_tool["demo"], "model"));
        Assert.Equal([_tool["demo"]], Directory.GetFileSystemEntries(_tool.Folder));
        Assert.Equal(["model", "network"], Directory.GetFileSystemEntries(_tool["demo"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Demo_Again_AsksTheSameAndSaysWhatToTry()
    {
        var first = Tool.Succeed("demo", "--out", _tool["demo"]);
        foreach (var words in new[] { "care about?", "follow next?", "Who is like", "What to try next", "simclusters describe" }) Assert.Contains(words, first);
        Assert.Equal(Tour(first), Tour(Tool.Succeed("demo", "--out", _tool["demo"], "--threads", "1")));
    }

    // What comes after it are times.
    static string Tour(string output) => output[..output.IndexOf("What to try next", StringComparison.Ordinal)];

    [Fact]
    public void Demo_FolderOfOthers_IsRefused()
    {
        Directory.CreateDirectory(_tool["letters"]);
        _tool.Write(Path.Combine("letters", "letter.txt"), "dear");
        Assert.Contains("no demo made it", _tool.Fail(ExitCodes.Output, "demo", "--out", _tool["letters"]));
    }
}
