using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>The verbs that look into a model, and those that make one table of it alone.</summary>
public sealed class ModelCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Describe_Model_ShowsWhatEachThresholdTook()
    {
        var model = Network.Model(_tool);
        var text = Tool.Succeed("describe", model);
        foreach (var word in new[] { "6 communities", "rows read", "--min-cosine", "--social-proof", "producers a community", "coverage", "interested_in" }) Assert.Contains(word, text);
        Assert.Matches("communities not empty +6 ", text);
        Assert.Matches("edge f1 +0\\.[0-9]{4} ", text);
        var manifest = Tool.Json("describe", model);
        Assert.Equal(2, manifest.GetProperty("format_version").GetInt32());
        Assert.Contains("interested_in", manifest.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("name").GetString()));
    }

    [Fact]
    public void Show_Producer_HasItsCommunityAndVector()
    {
        var model = Toy();
        Assert.Contains("community 2", Tool.Succeed("show", model, "--producer", "v1"));
        var shown = Tool.Json("show", model, "--producer", "v1");
        Assert.Equal(2, shown.GetProperty("known_for").GetProperty("cluster").GetInt32());
        Assert.Equal([2, 3, 1], shown.GetProperty("embedding").EnumerateArray().Select(entry => entry.GetProperty("cluster").GetInt32()));
    }

    [Fact]
    public void Show_Consumer_HasItsInterestsStrongestFirst()
    {
        var model = Toy();
        Assert.Contains("3 communities", Tool.Succeed("show", model, "--consumer", "u3"));
        var interests = Tool.Json("show", model, "--consumer", "u3").GetProperty("interested_in").EnumerateArray().ToArray();
        Assert.Equal([1, 3, 2], interests.Select(entry => entry.GetProperty("cluster").GetInt32()));
        Assert.Equal([0.5f, 0.3f, 0.23f], interests.Select(entry => entry.GetProperty("follow_score").GetSingle()));
    }

    [Fact]
    public void Show_Cluster_HasItsMembersAndAudience()
    {
        var model = Toy();
        Assert.Contains("2 producers are known for it, 3 consumers", Tool.Succeed("show", model, "--cluster", "2"));
        var shown = Tool.Json("show", model, "--cluster", "2");
        Assert.Equal(["v3", "v1"], shown.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("producer").GetString()!));
        Assert.Equal("v3", shown.GetProperty("top_producers")[0].GetProperty("producer").GetString());
    }

    [Fact]
    public void Show_WhatIsNotThere_IsASentence()
    {
        var model = Toy();
        Assert.Contains("no producer v9", _tool.Fail(ExitCodes.BadInput, "show", model, "--producer", "v9"));
        Assert.Contains("u9", _tool.Fail(ExitCodes.BadInput, "show", model, "--consumer", "u9"));
        Assert.Contains("1 to 3", _tool.Fail(ExitCodes.BadInput, "show", model, "--cluster", "4"));
        Assert.Contains("1 to 3", _tool.Fail(ExitCodes.BadInput, "show", model, "--cluster", "0"));
        Assert.Contains("expected one of", _tool.Fail(ExitCodes.Usage, "show", model));
        Assert.Contains("expected one of", _tool.Fail(ExitCodes.Usage, "show", model, "--cluster", "1", "--producer", "v1"));
        Assert.Contains("expected a model directory", _tool.Fail(ExitCodes.BadInput, "show", _tool["none"], "--cluster", "1"));
        Assert.Contains("integers", _tool.Fail(ExitCodes.BadInput, "show", Network.Model(_tool, "numbers"), "--producer", "v1"));
    }

    [Fact]
    public void Similar_Producer_HasTheSimilarityTablesNeighbours()
    {
        Tool.Succeed("build", "--follows", Tool.Toy("follows.tsv"), "--preset", "toy", "--communities", "2", "--out", _tool["model"]);
        var similar = Tool.Json("similar", _tool["model"], "--producer", "v1").GetProperty("similar").EnumerateArray().ToArray();
        Assert.Equal(["v4", "v2", "v3"], similar.Select(entry => entry.GetProperty("producer").GetString()!));
        Assert.Equal([0.7071f, 0.5f, 0.5f], similar.Select(entry => MathF.Round(entry.GetProperty("cosine").GetSingle(), 4)));
        Assert.Single(Tool.Json("similar", _tool["model"], "--producer", "v1", "--top", "1").GetProperty("similar").EnumerateArray());
        Assert.Contains("v9", _tool.Fail(ExitCodes.BadInput, "similar", _tool["model"], "--producer", "v9"));
        _tool.Fail(ExitCodes.Usage, "similar", _tool["model"]);
    }

    [Fact]
    public void Export_EachForm_HasTheSameRows()
    {
        var model = Toy();
        foreach (var name in new[] { "k.csv", "k.tsv.gz", "k.json", "k.parquet" }) Tool.Succeed("export", model, "--table", "known_for", "--out", _tool[name]);
        string[] rows = ["v1,2,0.23", "v2,1,0.5", "v3,2,0.6", "v4,3,0.3"];
        Assert.Equal(rows, File.ReadLines(_tool["k.csv"]).Skip(1));
        using (var text = new StreamReader(new GZipStream(File.OpenRead(_tool["k.tsv.gz"]), CompressionMode.Decompress)))
            Assert.Equal(rows, text.ReadToEnd().TrimEnd().Split('\n').Skip(1).Select(line => line.Replace('\t', ',')));
        Assert.Equal(rows, File.ReadLines(_tool["k.json"]).Select(Row));
        Assert.Equal(File.ReadAllBytes(Path.Combine(model, "known_for.parquet")), File.ReadAllBytes(_tool["k.parquet"]));
    }

    [Fact]
    public void Export_WrongRequest_IsASentence()
    {
        var model = Toy();
        string Wrong(int code, string table, string file) => _tool.Fail(code, "export", model, "--table", table, "--out", file);
        Assert.Contains("known_for", Wrong(ExitCodes.BadInput, "nothing", _tool["n.csv"]));
        Assert.Contains(".parquet", Wrong(ExitCodes.Usage, "known_for", _tool["k.xls"]));
        var old = _tool.Write("old.csv", "old");
        Assert.Contains("--overwrite", Wrong(ExitCodes.Output, "known_for", old));
        Assert.Equal("old", File.ReadAllText(old));
        Tool.Succeed("export", model, "--table", "known_for", "--out", old, "--overwrite");
        Assert.NotEqual("old", File.ReadAllText(old));
    }

    [Theory]
    [InlineData("interests", "interested_in")]
    [InlineData("embeddings", "producer_embeddings")]
    [InlineData("embeddings", "cluster_top_producers", "--by-cluster")]
    public void Stage_Alone_MakesTheModelsTable(string verb, string table, params string[] more)
    {
        var model = Network.Model(_tool);
        var knownFor = Path.Combine(model, "known_for.parquet");
        Tool.Succeed([verb, "--follows", Network.Follows(_tool), "--known-for", knownFor, "--out", _tool["t.parquet"], .. more]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(model, table + ".parquet")), File.ReadAllBytes(_tool["t.parquet"]));
        Assert.Contains("--overwrite", _tool.Fail(ExitCodes.Output, [verb, "--follows", Network.Follows(_tool), "--known-for", knownFor, "--out", _tool["t.parquet"], .. more]));
        Assert.Contains("none.csv", _tool.Fail(ExitCodes.BadInput, [verb, "--follows", Network.Follows(_tool), "--known-for", _tool["none.csv"], "--out", _tool["u.csv"], .. more]));
    }

    string Toy()
    {
        if (!Directory.Exists(_tool["toy"]))
            Tool.Succeed("build", "--follows", Tool.Toy("follows.tsv"), "--known-for", Tool.Toy("known_for.tsv"), "--preset", "toy", "--out", _tool["toy"]);
        return _tool["toy"];
    }

    static string Row(string json)
    {
        var row = JsonDocument.Parse(json).RootElement;
        return string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("producer").GetString()},{row.GetProperty("cluster").GetInt32()},{row.GetProperty("score").GetSingle()}");
    }
}
