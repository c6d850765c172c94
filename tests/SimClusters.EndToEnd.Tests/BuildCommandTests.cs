using System.Globalization;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>What build does with its options and its output.</summary>
public sealed class BuildCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Build_ExistingModel_IsRefusedAndSwappedOnlyWhenAsked()
    {
        var model = Network.Model(_tool);
        var before = Manifest(model);
        Assert.Contains("--overwrite", _tool.Fail(ExitCodes.Output, "build", "--follows", Network.Follows(_tool), "--communities", "4", "--out", model));
        Assert.Equal(before, Manifest(model));
        Network.Model(_tool, "model", "--social-proof", "4", "--overwrite");
        Assert.NotEqual(before, Manifest(model));
        Tool.Succeed("verify", model);
        Assert.Equal([model, _tool["network"]], Directory.GetFileSystemEntries(_tool.Folder).Order());
    }

    // Few producers and many follows: nearly all have followers in common.
    [Fact]
    public void Build_GraphInWhichAllAreAlike_SaysWhatKeepsCommunitiesApart()
    {
        Tool.Succeed("generate", "--out", _tool["dense"], "--consumers", "3000", "--producers", "300", "--communities", "10", "--follows", "40000", "--favourites", "0", "--format", "tsv");
        string[] build = ["build", "--follows", _tool["dense/follows.tsv"], "--communities", "10", "--out", _tool["model"]];
        Assert.Contains("1 of 10 communities have members", Tool.Succeed(build));
        var report = Tool.Json([.. build, "--min-cosine", "0.1", "--overwrite"]);
        Assert.True(!report.TryGetProperty("advice", out var advice) || !advice.ToString().Contains("have members"));
    }

    [Fact]
    public void Build_DirectoryThatIsNoModel_IsNeverOverwritten()
    {
        Directory.CreateDirectory(_tool["letters"]);
        var letter = _tool.Write(Path.Combine("letters", "letter.txt"), "dear");
        Assert.Contains("not a model", _tool.Fail(ExitCodes.Output, "build", "--follows", Network.Follows(_tool), "--out", _tool["letters"], "--overwrite"));
        Assert.Contains("file", _tool.Fail(ExitCodes.Output, "build", "--follows", Network.Follows(_tool), "--out", letter, "--overwrite"));
        Assert.Equal("dear", File.ReadAllText(letter));
        Assert.Contains("does not exist", _tool.Fail(ExitCodes.Output, "build", "--follows", Network.Follows(_tool), "--out", _tool["none/model"]));
    }

    [Fact]
    public void Build_DryRun_EstimatesAndWritesNothing()
    {
        var follows = Network.Follows(_tool);
        var figures = Tool.Json("build", "--follows", follows, "--dry-run", "--out", _tool["model"]).GetProperty("figures");
        Assert.True(figures.GetProperty("pairs").GetInt64() > 0);
        Assert.True(figures.GetProperty("estimated_peak_bytes").GetDouble() > 0);
        Assert.True(figures.GetProperty("estimated_seconds").GetDouble() >= 0);
        Assert.Equal([_tool["network"]], Directory.GetFileSystemEntries(_tool.Folder));
    }

    // Not at the end of a run that may take hours.
    [Fact]
    public void Build_TruthThatIsMissing_IsSaidBeforeAnyStage()
    {
        var follows = Network.Follows(_tool);
        Assert.DoesNotContain("similarity", _tool.Fail(ExitCodes.BadInput, "build", "--follows", follows, "--truth", _tool["none.tsv"], "--out", _tool["model"]));
    }

    // A log is read by tools that look at lines; where one wraps is the terminal's matter.
    [Fact]
    public void Build_WhatIsSaidOnTheWay_IsALineEachHoweverLong()
    {
        var query = $"SELECT * FROM '{Tool.Toy("favourites.csv")}' WHERE '{new string('x', 200)}' <> ''";
        var (_, _, error) = Tool.Run(RicherToy.Build(_tool["model"], "--favourites", query));
        Assert.Contains(error.Split('\n'), line => line.Contains($"{query}: '", StringComparison.Ordinal) && line.TrimEnd().EndsWith('.'));
    }

    [Fact]
    public void Build_FromInterests_TakesCommunitiesOver()
    {
        var model = Network.Model(_tool);
        Tool.Succeed("build", "--from", "interests", "--model", model, "--follows", Network.Follows(_tool), "--social-proof", "4", "--out", _tool["later"]);
        ExpectSameTable("similarity", "known_for", "unassigned");
        Tool.Succeed("verify", _tool["later"]);
        Assert.True(new FileInfo(Path.Combine(_tool["later"], "interested_in.parquet")).Length < new FileInfo(Path.Combine(model, "interested_in.parquet")).Length);
        Assert.Equal(Figures(model).GetProperty("quality").ToString(), Figures(_tool["later"]).GetProperty("quality").ToString());
    }

    [Fact]
    public void Build_FromCommunities_TakesSimilarityOver()
    {
        Network.Model(_tool);
        Tool.Succeed("build", "--from", "communities", "--model", _tool["model"], "--follows", Network.Follows(_tool), "--communities", "6", "--out", _tool["later"]);
        ExpectSameTable("similarity", "known_for", "interested_in", "producer_embeddings");
        Tool.Succeed("verify", _tool["later"]);
    }

    [Fact]
    public void Build_ModelOrLabels_AreWhereCommunitiesStart()
    {
        Network.Model(_tool);
        Tool.Succeed("export", _tool["model"], "--table", "known_for", "--out", _tool["k.csv"]);
        var labels = _tool.Write("labels.txt", string.Concat(Rows("k.csv").Select(row => $"{row[0]} {row[1]}\n")));
        string[] start = ["build", "--follows", Network.Follows(_tool), "--epochs", "1", "--top", "25"];
        Tool.Succeed([.. start, "--model", _tool["model"], "--out", _tool["later"]]);
        Tool.Succeed([.. start, "--initial", labels, "--out", _tool["labelled"]]);

        // The start has its clusters' numbers, and so has what comes of it.
        Assert.Equal(File.ReadAllBytes(TableOf("later", "known_for")), File.ReadAllBytes(TableOf("labelled", "known_for")));
        Tool.Succeed("export", _tool["later"], "--table", "known_for", "--out", _tool["l.csv"]);
        var before = Rows("k.csv").ToDictionary(row => row[0], row => row[1]);
        var after = Rows("l.csv").ToArray();
        Assert.True(after.Count(row => before.GetValueOrDefault(row[0]) == row[1]) > 0.9 * after.Length);
        Assert.Contains("--communities asks for 2", _tool.Fail(ExitCodes.BadInput, [.. start, "--communities", "2", "--initial", labels, "--out", _tool["few"]]));
    }

    [Theory]
    [InlineData("--from", "interests")]
    [InlineData("--known-for", "k.tsv", "--initial", "l.txt")]
    [InlineData("--initial", "l.txt", "--model", "m")]
    [InlineData("--communities", "0")]
    [InlineData("--wt-coeff", "NaN")]
    [InlineData("--min-cosine", "2")]
    [InlineData("--wt-coeff", "0")]
    public void Build_OptionsThatDoNotFit_AreAUsageError(params string[] more) =>
        Assert.Contains(more[0], _tool.Fail(ExitCodes.Usage, ["build", "--follows", Tool.Toy("follows.tsv"), "--out", _tool["model"], .. more]));

    [Fact]
    public void Build_NoOutput_IsAUsageError() => Assert.Contains("--out", _tool.Fail(ExitCodes.Usage, "build", "--follows", Tool.Toy("follows.tsv")));

    [Fact]
    public void Build_WithoutCommunities_ChoosesAndSaysHowMany()
    {
        var (code, output, error) = Tool.Run("build", "--follows", Network.Follows(_tool), "--out", _tool["model"]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("k = 2", error);
        Assert.Contains("coverage", output);
    }

    [Fact]
    public void Build_PublishedPreset_Runs()
    {
        Tool.Succeed("generate", "--out", _tool["wide"], "--consumers", "6000", "--producers", "40", "--communities", "4", "--follows", "60000", "--favourites", "10");
        var counts = Tool.Json("build", "--follows", Path.Combine(_tool["wide"], "follows.parquet"), "--preset", "published", "--communities", "4", "--out", _tool["model"]).GetProperty("figures").GetProperty("counts");
        Assert.InRange(counts.GetProperty("producers_selected").GetInt64(), 10, 40);
        Assert.Equal(400, Figures(_tool["model"]).GetProperty("options").GetProperty("selection").GetProperty("min_followers").GetInt32());
        Tool.Succeed("verify", _tool["model"]);
    }

    [Fact]
    public void Build_Truth_GivesItsInformation()
    {
        var quality = Tool.Json("build", "--follows", Network.Follows(_tool), "--communities", "6", "--top", "25", "--truth", Network.Truth(_tool), "--out", _tool["model"]).GetProperty("figures").GetProperty("quality");
        Assert.InRange(quality.GetProperty("truth_nmi").GetDouble(), 0.8, 1);
        Assert.InRange(quality.GetProperty("truth_average_f1").GetDouble(), 0.8, 1);
    }

    [Fact]
    public void Build_Json_HasWhatTheTableHas()
    {
        var (_, table, _) = Tool.Run("build", "--follows", Network.Follows(_tool), "--communities", "6", "--out", _tool["table"]);
        var report = Tool.Json("build", "--follows", Network.Follows(_tool), "--communities", "6", "--out", _tool["json"]);
        var figures = report.GetProperty("figures");
        foreach (var name in new[] { "follows", "consumers", "producers", "communities" })
            Assert.Contains(figures.GetProperty(name).GetInt64().ToString("N0", CultureInfo.InvariantCulture), table);
        Assert.Contains(figures.GetProperty("quality").GetProperty("edge_f1").GetDouble().ToString("F3", CultureInfo.InvariantCulture), table);
        foreach (var step in report.GetProperty("steps").EnumerateArray()) Assert.Contains(step.GetProperty("name").GetString()!, table);
        Assert.True(report.GetProperty("peak_memory_bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("anna", "zoë", "Ω mega")]
    [InlineData("-9223372036854775808", "0", "9223372036854775807")]
    public void Build_IdsOfAnyKind_ComeBackAsTheyWere(string first, string second, string third)
    {
        string[] ids = [first, second, third];
        var follows = _tool.Write("f.csv", "consumer,producer\n" + string.Concat(ids.SelectMany(a => ids.Where(b => b != a).Select(b => $"{a},{b}\n"))));
        Tool.Succeed("build", "--follows", follows, "--preset", "toy", "--communities", "1", "--out", _tool["model"]);
        Tool.Succeed("verify", _tool["model"]);
        Tool.Succeed("export", _tool["model"], "--table", "known_for", "--out", _tool["k.csv"]);
        Assert.Equal(ids, Rows("k.csv").Select(row => row[0]));
        foreach (var id in ids) Assert.Equal(id, Tool.Json("show", _tool["model"], $"--producer={id}").GetProperty("producer").ToString());
    }

    string TableOf(string model, string table) => Path.Combine(_tool[model], table + ".parquet");

    void ExpectSameTable(params string[] tables)
    {
        foreach (var table in tables) Assert.Equal(File.ReadAllBytes(TableOf("model", table)), File.ReadAllBytes(TableOf("later", table)));
    }

    IEnumerable<string[]> Rows(string csv) => File.ReadLines(_tool[csv]).Skip(1).Select(line => line.Split(','));

    static System.Text.Json.JsonElement Figures(string model) => Tool.Json("describe", model);

    static string Manifest(string model) => File.ReadAllText(Path.Combine(model, "manifest.json"));
}
