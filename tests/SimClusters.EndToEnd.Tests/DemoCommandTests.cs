using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public sealed class DemoCommandTests : IDisposable
{
    readonly Tool _tool = new();

    string Model => Path.Combine(_tool["demo"], "model");

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Demo_InItsFolder_FindsThePlantedCommunitiesAndLeavesAModelThatSaysTheSame()
    {
        // With --json, people read standard error.
        var (code, document, tour) = Tool.Run("demo", "--out", _tool["demo"], "--json");
        Assert.Equal(ExitCodes.Ok, code);
        var figures = JsonDocument.Parse(document).RootElement.GetProperty("figures");
        Assert.InRange(figures.GetProperty("truth_nmi").GetDouble(), 0.8, 1);
        Tool.Succeed("verify", Model);
        Assert.Equal([_tool["demo"]], Directory.GetFileSystemEntries(_tool.Folder));
        Assert.Equal(["model", "network"], Directory.GetFileSystemEntries(_tool["demo"]).Select(Path.GetFileName).Order());

        var topics = After(tour, "Which topics are near ");
        var near = Tool.Json("similar", Model, "--topic", topics.Split('?')[0], "--top", "1").GetProperty("similar")[0];
        Assert.StartsWith($"{near.GetProperty("name")} (topic {near.GetProperty("topic")})", topics.Split('\n').Select(line => line.Trim()).First(line => line.Contains("(topic", StringComparison.Ordinal)));
        var items = Tool.Json("recommend", "--model", Model, "--users", $"{figures.GetProperty("asked_consumer")}", "--top", "5").GetProperty("recommendations")[0].GetProperty("items");
        Assert.Equal(5, items.GetArrayLength());
        Assert.Equal(
            items.EnumerateArray().Select(item => $"{item.GetProperty("item")}"),
            After(tour, " see now?").Split("What to try next")[0].Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(word => word.Length > 0 && word.All(char.IsAsciiDigit)));
    }

    [Fact]
    public void Demo_Again_AsksTheSameAndSaysWhatToTry()
    {
        var first = Tool.Succeed("demo", "--out", _tool["demo"]);
        foreach (var words in new[] { "care about?", "follow next?", "Who is like", "Which topics are near", "see now?", "What to try next", "simclusters describe" }) Assert.Contains(words, first);
        Assert.Equal(Tour(first), Tour(Tool.Succeed("demo", "--out", _tool["demo"], "--threads", "1")));
    }

    [Fact]
    public void Demo_FolderOfOthers_IsRefused()
    {
        Directory.CreateDirectory(_tool["letters"]);
        _tool.Write(Path.Combine("letters", "letter.txt"), "dear");
        Assert.Contains("no demo made it", _tool.Fail(ExitCodes.Output, "demo", "--out", _tool["letters"]));
    }

    static string After(string text, string words) => text[(text.IndexOf(words, StringComparison.Ordinal) + words.Length)..];

    // What comes after it are times.
    static string Tour(string output) => output[..output.IndexOf("What to try next", StringComparison.Ordinal)];
}
