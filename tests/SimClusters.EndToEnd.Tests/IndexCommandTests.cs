using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Indexes of a log, from the command line.</summary>
public sealed class IndexCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Index_OfALog_IsTheDecayedSumOfInterests()
    {
        var model = RicherToy.Model(_tool);
        var report = Tool.Json([.. Index(model, RicherEvents.Log), .. RicherEvents.Small]);
        RicherToy.Expect(RicherEvents.Embeddings(model), RicherToy.Table(_tool, model, "item_embeddings"));
        var byItem = RicherToy.Table(_tool, model, "item_embeddings").Skip(1).Select(row => row.Split(',')).OrderBy(row => row[1]).ThenBy(row => row[0]).Select(row => $"{row[1]},{row[0]},{row[2]}");
        RicherToy.Expect(["cluster,item,score", .. byItem], RicherToy.Table(_tool, model, "item_index"));
        Assert.Equal("2023-11-14T22:13:20.0000000+00:00", report.GetProperty("figures").GetProperty("now").GetString());
    }

    [Fact]
    public void Index_LeavesTheOtherTablesAsTheyWere_AndSaysWhereItsOwnComeFrom()
    {
        var model = RicherToy.Model(_tool);
        var before = Directory.GetFiles(model, "*.parquet").ToDictionary(file => file, File.ReadAllBytes);
        Tool.Succeed([.. Index(model, RicherEvents.Log), .. RicherEvents.Small]);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        Tool.Succeed("verify", model);
        var described = Tool.Succeed("describe", model);
        Assert.Contains("index", described);
        Assert.Contains("item_embeddings", described);
        Assert.Contains("--overwrite", _tool.Fail(ExitCodes.Output, [.. Index(model, RicherEvents.Log), .. RicherEvents.Small]));
        Tool.Succeed([.. Index(model, RicherEvents.Log), .. RicherEvents.Small, "--overwrite"]);
    }

    [Fact]
    public void Index_AtAnyThreadCount_IsTheSameBytes()
    {
        Tool.Succeed(
            "generate", "--out", _tool["network"], "--consumers", "2000", "--producers", "150", "--communities", "6", "--follows", "24000", "--favourites", "20000", "--events", "40000", "--format", "tsv");
        var (one, many) = (Network.Model(_tool, "one", "--favourites", NetworkFile("favourites")), Network.Model(_tool, "many", "--favourites", NetworkFile("favourites")));
        foreach (var (model, threads) in new[] { (one, "1"), (many, "3") })
            Tool.Succeed("index", "--model", model, "--events", NetworkFile("events"), "--items", NetworkFile("items"), "--preset", "all", "--min-interactions", "2", "--min-favourites", "1", "--threads", threads);
        string[] tables = [.. Directory.GetFiles(one, "item_*.parquet").Select(file => Path.GetFileName(file)!)];
        Assert.Equal(12, tables.Length);
        Assert.All(tables, table => Assert.Equal(File.ReadAllBytes(Path.Combine(one, table)), File.ReadAllBytes(Path.Combine(many, table))));
        Tool.Succeed("verify", many);
    }

    [Fact]
    public void Index_EventsThatCannotCount_AreCountedByWhatBecameOfThem()
    {
        var model = RicherToy.Model(_tool);
        var log = RicherEvents.Log + "1,300,applause,1700000000000\n1,300,favourite,-5\n1,300,favourite,1800000000000\n";
        var report = Tool.Json([.. Index(model, log), .. RicherEvents.Small, "--now", "2023-11-14T22:13:20Z"]);
        var counts = report.GetProperty("figures").GetProperty("counts");
        Assert.Equal(1, counts.GetProperty("events_removed_unknown_kind:applause").GetInt64());
        Assert.Equal(1, counts.GetProperty("events_removed_before_epoch").GetInt64());
        Assert.Equal(1, counts.GetProperty("events_removed_after_now").GetInt64());
        Assert.Equal(1, counts.GetProperty("events_removed_other_kinds").GetInt64());
        RicherToy.Expect(RicherEvents.Embeddings(model), RicherToy.Table(_tool, model, "item_embeddings"));
    }

    // 4102444800000 is the first moment of 2100. The log comes twice: what is told again is one event.
    [Fact]
    public void Index_OneEventStillToCome_IsSaidToBeNowUnlessNowIsGiven()
    {
        var model = RicherToy.Model(_tool);
        var log = RicherEvents.Log + RicherEvents.Log[(RicherEvents.Log.IndexOf('\n') + 1)..] + "1,300,favourite,4102444800000\n";
        Assert.Contains("The newest event is of 2100-01-01 00:00 UTC, which is still to come", Tool.Succeed([.. Index(model, log), .. RicherEvents.Small]));
        var report = Tool.Json([.. Index(model, log), .. RicherEvents.Small, "--overwrite", "--now", "2023-11-14T22:13:20Z"]);
        Assert.DoesNotContain("still to come", report.ToString());
        Assert.Equal(7, report.GetProperty("figures").GetProperty("counts").GetProperty("item_index_events_removed_repeated").GetInt64());
        RicherToy.Expect(RicherEvents.Embeddings(model), RicherToy.Table(_tool, model, "item_embeddings"));
    }

    [Fact]
    public void Index_EmptyWindow_IsEmptyTablesAndAWarning()
    {
        var model = RicherToy.Model(_tool);
        var (code, output, _) = Tool.Run([.. Index(model, RicherEvents.Log), .. RicherEvents.Small, "--now", "2030-01-01"]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("fav: the tables are empty.", output);
        Assert.Equal(["cluster,item,score"], RicherToy.Table(_tool, model, "item_index"));
    }

    [Fact]
    public void Index_IdsAtTheEndsOfTheirRangeAndOfText_AreKept()
    {
        var model = RicherToy.Model(_tool);
        Tool.Succeed([.. Index(model, "user,item,kind,timestamp\n2,-9223372036854775808,favourite,1700000000000\n2,9223372036854775807,favourite,1700000000000\n"), .. RicherEvents.Small]);
        Assert.Equal(["-9223372036854775808", "9223372036854775807"], Items(model));
        Tool.Succeed([.. Index(model, "user,item,kind,timestamp\n2,song/b,favourite,1700000000000\n2,song/a,favourite,1700000000000\n"), .. RicherEvents.Small, "--overwrite"]);
        Assert.Equal(["song/a", "song/b"], Items(model));
    }

    [Fact]
    public void Index_PresetsThatCannotBe_AreRefusedWithWhatTheyNeed()
    {
        var model = RicherToy.Model(_tool);
        _tool.Write("log.csv", RicherEvents.Log);
        string[] Of(string preset) => ["index", "--model", model, "--events", _tool["log.csv"], "--preset", preset];
        Assert.Contains("There is no preset 'push-opn'; the nearest is 'push-open'.", _tool.Fail(ExitCodes.Usage, Of("push-opn")));
        var needs = _tool.Fail(ExitCodes.Usage, Of("video-view"));
        Assert.Contains("created_at", needs);
        Assert.Contains("media", needs);
        Assert.Contains("nsfw", needs);
        _tool.Write("items.csv", "item,created_at\n100,2023-11-14 20:00:00\n");
        Assert.Contains("needs the columns media and nsfw", _tool.Fail(ExitCodes.BadInput, [.. Of("video-view"), "--items", _tool["items.csv"]]));
        Assert.Equal(["known_for"], Directory.GetFiles(model, "known_for.parquet").Select(file => Path.GetFileNameWithoutExtension(file)!));
        Assert.Empty(Directory.GetFiles(model, "item_*"));
    }

    [Fact]
    public void Index_OfOpensWithoutFavourites_NeedsAnIndexToBeIntersectedWith()
    {
        var model = RicherToy.Model(_tool);
        _tool.Write("opens.csv", "user,item,kind,timestamp\n1,100,open,1700000000000\n2,300,open,1700000000000\n");
        string[] opens = ["index", "--model", model, "--events", _tool["opens.csv"], "--preset", "push-open", "--age-from", "none"];
        Assert.Contains("--fav-index", _tool.Fail(ExitCodes.BadInput, opens));
        Tool.Succeed([.. Index(model, RicherEvents.Log), .. RicherEvents.Small]);
        Tool.Succeed([.. opens, "--fav-index", model]);
        Assert.Equal(["100"], RicherToy.Table(_tool, model, "item_index_push_open").Skip(1).Select(row => row.Split(',')[1]).Distinct());
    }

    string[] Items(string model) => [.. RicherToy.Table(_tool, model, "item_embeddings").Skip(1).Select(row => row.Split(',')[0]).Distinct()];

    string[] Index(string model, string log) => ["index", "--model", model, "--events", _tool.Write("log.csv", log), "--preset", "fav"];

    string NetworkFile(string table) => Path.Combine(_tool["network"], $"{table}.tsv");
}
