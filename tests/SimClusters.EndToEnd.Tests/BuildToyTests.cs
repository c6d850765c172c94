using System.Globalization;
using System.Text.Json.Nodes;

namespace SimClusters.EndToEnd.Tests;

/// <summary>The worked example of the published README through the whole tool, and the same bytes however it is run.</summary>
public sealed class BuildToyTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("known_for", "v1,2,0.23", "v2,1,0.5", "v3,2,0.6", "v4,3,0.3")]
    [InlineData("interested_in", "u1,1,0.5", "u2,2,0.6", "u3,1,0.5", "u3,2,0.23", "u3,3,0.3", "u4,2,0.83")]
    [InlineData("producer_embeddings", "v1,1,0.5", "v1,2,0.714068", "v1,3,0.707107", "v2,1,1", "v2,2,0.154939", "v2,3,0.707107", "v3,2,0.963318", "v4,1,0.707107", "v4,2,0.219117", "v4,3,1")]
    [InlineData("cluster_top_producers", "1,v1,0.5", "1,v2,1", "1,v4,0.707107", "2,v1,0.714068", "2,v2,0.154939", "2,v3,0.963318", "2,v4,0.219117", "3,v1,0.707107", "3,v2,0.707107", "3,v4,1")]
    [InlineData("unassigned")]
    public void Build_WorkedExample_GivesItsNumbers(string table, params string[] expected)
    {
        Build("model", Tool.Toy("follows.tsv"));
        Tool.Succeed("export", _tool["model"], "--table", table, "--out", _tool["table.csv"]);
        Assert.Equal(expected, File.ReadLines(_tool["table.csv"]).Skip(1).Select(FirstThree));
    }

    [Fact]
    public void Build_AnyThreadCountAndRowOrder_SameTablesAndManifest()
    {
        var lines = File.ReadAllLines(Tool.Toy("follows.tsv"));
        var turned = _tool.Write("turned.tsv", string.Join('\n', lines[1..].Reverse().Prepend(lines[0])) + "\n");
        Build("one", Tool.Toy("follows.tsv"), "--threads", "1");
        Build("two", Tool.Toy("follows.tsv"), "--threads", "2");
        Build("three", turned, "--threads", "3");
        ExpectSame("one", "two", sameInput: true);
        ExpectSame("one", "three", sameInput: false);
    }

    [Fact]
    public void Build_NetworkAtAnyThreadCountAndRowOrder_SameTablesAndManifest()
    {
        var follows = Network.Follows(_tool);
        var lines = File.ReadAllLines(follows);
        var mixed = Enumerable.Range(1, lines.Length - 1).OrderBy(line => (uint)line * 2654435761u).Select(line => lines[line]);
        var shuffled = _tool.Write("shuffled.tsv", string.Join('\n', mixed.Prepend(lines[0])) + "\n");
        foreach (var (name, path, threads) in new[] { ("one", follows, "1"), ("two", follows, "2"), ("three", shuffled, "3") })
            Tool.Succeed("build", "--follows", path, "--communities", "6", "--threads", threads, "--version-name", "v", "--out", _tool[name]);
        ExpectSame("one", "two", sameInput: true);
        ExpectSame("one", "three", sameInput: false);
    }

    void Build(string name, string follows, params string[] more) => Tool.Succeed(
        ["build", "--follows", follows, "--known-for", Tool.Toy("known_for.tsv"), "--preset", "toy", "--version-name", "v", "--out", _tool[name], .. more]);

    // Other bytes of an input have another path and hash: that part alone may differ then.
    void ExpectSame(string a, string b, bool sameInput)
    {
        foreach (var table in Directory.GetFiles(_tool[a], "*.parquet"))
            Assert.Equal(File.ReadAllBytes(table), File.ReadAllBytes(Path.Combine(_tool[b], Path.GetFileName(table))));
        Assert.Equal(Manifest(a, sameInput), Manifest(b, sameInput));
    }

    string Manifest(string name, bool withInputs)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(_tool[name], "manifest.json")))!.AsObject();
        Assert.True(manifest.Remove("run"));
        if (!withInputs) manifest.Remove("inputs");
        return manifest.ToJsonString();
    }

    static string FirstThree(string line)
    {
        var cells = line.Split(',');
        return $"{cells[0]},{cells[1]},{Math.Round(double.Parse(cells[2], CultureInfo.InvariantCulture), 6).ToString(CultureInfo.InvariantCulture)}";
    }
}
