using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>index and recommend, from files to tables: the worked examples of entities_and_indexes.md §12, and what goes wrong.</summary>
public sealed class IndexWorkedExampleTests : IDisposable
{
    const long Now = 1_700_000_000_000;

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // §12.3 and §12.4: two users an item, two communities an item. B is not in the list of community 1, for its vector was cut before.
    [Fact]
    public void Index_WorkedExample_GivesItsNumbers()
    {
        var model = Worked();
        var before = Directory.GetFiles(model, "*.parquet").ToDictionary(file => file, File.ReadAllBytes);
        Index(model, "--preset", "fav");
        Assert.Equal(["A,1,1.10000", "A,2,0.27500", "B,2,0.46213", "B,3,0.45000"], WorkedModel.Rows(_tool, model, "item_embeddings"));
        Assert.Equal(["1,A,1.10000", "2,A,0.27500", "2,B,0.46213", "3,B,0.45000"], WorkedModel.Rows(_tool, model, "item_index"));
        foreach (var (file, bytes) in before) Assert.Equal(bytes, File.ReadAllBytes(file));
        var addition = Tool.Json("describe", model).GetProperty("additions")[0];
        Assert.Equal("index", addition.GetProperty("verb").GetString());
        Assert.Equal(11, addition.GetProperty("counts").GetProperty("events_rows_read").GetInt32());
        Assert.Equal(Now, addition.GetProperty("now").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal(ExitCodes.Ok, Tool.Run("verify", model).Code);
    }

    // §12.4: at least two engagements behind an entry, after the cut to two communities.
    [Fact]
    public void Index_MinEngagements_ComesAfterTheCut()
    {
        var model = Worked();
        Index(model, "--preset", "fav", "--min-engagements", "2");
        Assert.Equal(["1,A,1.10000", "2,A,0.27500", "2,B,0.46213"], WorkedModel.Rows(_tool, model, "item_index"));
    }

    // u1 {1: 0.6, 2: 0.3}: A has 0.6 · 1.1 + 0.3 · 0.275 = 0.7425, of which 0.66 by community 1; B has 0.3 · 0.4621320344 = 0.1386396.
    // Their squared norms are 1.285625 and 0.4160660: ln(1 + q) divides. §12.6's formulas.
    [Fact]
    public void Recommend_ANamedUser_GetsItemsWithTheirReasons()
    {
        var model = Worked();
        Index(model, "--preset", "fav");
        var items = Tool.Json("recommend", "--model", model, "--users", "u1").GetProperty("recommendations")[0].GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["A", "B"], items.Select(item => item.GetProperty("item").GetString()!));
        Assert.Equal(0.7425, items[0].GetProperty("dot").GetDouble(), 1e-5);
        Assert.Equal(0.7425 / Math.Log(2.285625), items[0].GetProperty("log_cosine").GetDouble(), 1e-5);
        Assert.Equal(0.1386396 / Math.Log(1.4160660), items[1].GetProperty("log_cosine").GetDouble(), 1e-5);
        Assert.Equal([0.66 / 0.7425, 0.0825 / 0.7425], items[0].GetProperty("communities").EnumerateArray().Select(one => Math.Round(one.GetProperty("share").GetDouble(), 5)), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Recommend_All_IsATableOfTheModelOrAFile()
    {
        var model = Worked();
        Assert.Contains("no items yet", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", model, "--users", "u1"));
        Index(model, "--preset", "fav");
        Tool.Succeed("recommend", "--model", model, "--users", "all", "--top", "1");
        var rows = WorkedModel.Rows(_tool, model, "recommendations").Select(row => string.Join(',', row.Split(',')[..2])).ToArray();
        Assert.Contains("u1,A", rows);
        Assert.Contains("u4,B", rows);
        Tool.Succeed("recommend", "--model", model, "--users", _tool.Write("some.csv", "id\nu1\nnobody\n"), "--out", _tool["r.csv"]);
        Assert.Equal(["u1,A", "u1,B"], File.ReadLines(_tool["r.csv"]).Skip(1).Select(row => string.Join(',', row.Split(',')[..2])));
        Assert.Contains("no interests of consumer nobody", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", model, "--users", "nobody"));
        Assert.Equal(ExitCodes.Ok, Tool.Run("verify", model).Code);
    }

    // Openers of A and B; the favourites of the same log, which nobody asked for, leave A in 1 and 2 and B in 2 and 3.
    [Fact]
    public void Index_PushOpen_KeepsWhatTheFavIndexHas()
    {
        var model = Worked();
        var log = Log() + $"u1,A,open,{Now}\nu4,A,open,{Now}\nu3,Q,open,{Now}\n";
        var fav = _tool.Write("all.csv", log);
        Tool.Succeed("index", "--model", model, "--events", fav, "--preset", "fav", "--age-from", "none", "--min-interactions", "2", "--min-favourites", "0", "--now", $"{Now}");
        Tool.Succeed("index", "--model", model, "--events", fav, "--preset", "push-open", "--age-from", "none", "--fav-index", model, "--now", $"{Now}");
        Assert.Equal(["1,A,0.60000", "2,A,0.30000", "3,A,0.20000"], WorkedModel.Rows(_tool, model, "item_index_push_open"));
        Assert.Equal("A", Tool.Json("recommend", "--model", model, "--users", "u1", "--preset", "push-open").GetProperty("recommendations")[0].GetProperty("items")[0].GetProperty("item").GetString());
        Assert.Equal(3, Tool.Json("show", model, "--item", "A", "--preset", "push-open").GetProperty("embedding").GetArrayLength());
    }

    [Fact]
    public void Index_WithoutItsInputs_IsRefusedByTheColumn()
    {
        var model = Worked();
        var events = _tool.Write("events.csv", Log());
        Assert.Contains("created_at", _tool.Fail(ExitCodes.Usage, "index", "--model", model, "--events", events, "--preset", "fav"));
        var items = _tool.Write("items.csv", "item,created_at\nA,1699990000000\n");
        Assert.Contains("media and nsfw", _tool.Fail(ExitCodes.BadInput, "index", "--model", model, "--events", events, "--preset", "video-view", "--items", items));
        Assert.Contains("nearest is 'push-open'", _tool.Fail(ExitCodes.Usage, "index", "--model", model, "--events", events, "--preset", "push-opn"));
        var opens = _tool.Write("opens.csv", $"user,item,kind,timestamp\nu1,A,open,{Now}\n");
        Assert.Contains("kind favourite", _tool.Fail(ExitCodes.BadInput, "index", "--model", model, "--events", opens, "--preset", "push-open", "--age-from", "none"));
        Assert.Contains("--window none", _tool.Fail(ExitCodes.Usage, "index", "--model", model, "--events", events, "--preset", "fav", "--items", items, "--window", "none"));
        Assert.Contains("--fav-index", _tool.Fail(ExitCodes.Usage, "index", "--model", model, "--events", events, "--preset", "fav", "--age-from", "none", "--fav-index", model));
    }

    // Nothing of the window: empty tables, a warning, and no failure.
    [Fact]
    public void Index_AnEmptyWindow_IsEmptyTablesAndAWarning()
    {
        var model = Worked();
        var (code, _, error) = Tool.Run("index", "--model", model, "--events", _tool.Write("events.csv", Log()), "--preset", "fav", "--age-from", "none", "--now", "1800000000000", "--json");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("empty", error);
        Assert.Empty(WorkedModel.Rows(_tool, model, "item_index"));
        Assert.Equal(ExitCodes.Ok, Tool.Run("verify", model).Code);
    }

    // Before 1970, after now, of an unknown kind, on an item of no known age, and the ends of 64 bits.
    [Fact]
    public void Index_BrokenEvents_AreCounted()
    {
        var model = Worked();
        var events = _tool.Write("events.csv", $"user,item,kind,timestamp\nu1,{long.MaxValue},favourite,{Now}\nu2,{long.MinValue},favourite,{Now}\nu1,5,favourite,-5\nu1,5,favourite,{Now + 1}\nu1,5,poke,{Now}\nu1,6,favourite,{Now}\nu9,{long.MaxValue},favourite,{Now}\n");
        var items = _tool.Write("items.csv", $"item,created_at\n{long.MaxValue},{Now - 1000}\n{long.MinValue},{Now - 1000}\n");
        var figures = Tool.Json("index", "--model", model, "--events", events, "--items", items, "--preset", "fav", "--min-interactions", "1", "--min-favourites", "0", "--now", $"{Now}").GetProperty("figures");
        Assert.Equal(1, figures.GetProperty("events").GetProperty("unknown_kinds").GetProperty("poke").GetInt32());
        Assert.Equal(1, figures.GetProperty("events").GetProperty("before_epoch").GetInt32());
        Assert.Equal(1, figures.GetProperty("events").GetProperty("after_now").GetInt32());
        Assert.Equal(1, figures.GetProperty("item_index").GetProperty("events_removed_unknown_age").GetInt32());
        Assert.Equal(1, figures.GetProperty("item_index").GetProperty("pairs_without_interests").GetInt32());
        Assert.Equal([$"1,{long.MinValue},0.80000", $"1,{long.MaxValue},0.60000", $"2,{long.MaxValue},0.30000"], WorkedModel.Rows(_tool, model, "item_index"));
    }

    [Fact]
    public void Index_AnyThreadCountAndOrder_SameBytes()
    {
        var lines = Log().TrimEnd().Split('\n');
        foreach (var (name, threads, rows) in new[] { ("one", "1", lines[1..]), ("two", "3", lines[1..].Reverse().ToArray()) })
        {
            var model = Worked(name);
            Tool.Succeed(
                "index", "--model", model, "--events", _tool.Write($"{name}.csv", $"{lines[0]}\n{string.Join('\n', rows)}\n"), "--preset", "fav,retweet,reply", "--age-from", "none", "--min-interactions", "1",
                "--min-favourites", "0", "--now", $"{Now}", "--threads", threads);
        }

        foreach (var file in Directory.GetFiles(_tool["one"], "item_*.parquet")) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_tool["two"], Path.GetFileName(file))));
    }

    // A run that fails in the middle leaves the model whole, and nothing beside it.
    [Fact]
    public void Index_Failing_LeavesTheModelWhole()
    {
        var model = Worked();
        var before = Directory.GetFiles(model).ToDictionary(file => file, File.ReadAllBytes);
        _tool.Fail(ExitCodes.BadInput, "index", "--model", model, "--events", _tool.Write("bad.csv", "user,item,kind,timestamp\nu1,A,favourite,never\n"), "--preset", "fav", "--age-from", "none", "--strict");
        foreach (var (file, bytes) in before) Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal(before.Count, Directory.GetFileSystemEntries(model).Length);
    }

    void Index(string model, params string[] more) => Tool.Succeed(
        ["index", "--model", model, "--events", _tool.Write("events.csv", Log()), "--age-from", "none", "--min-interactions", "2", "--min-favourites", "0", "--clusters-per-item", "2", "--now", $"{Now}", .. more]);

    string Worked(string name = "model") =>
        WorkedModel.OfLogFav(_tool, name, ("u1", 1, 0.6), ("u1", 2, 0.3), ("u2", 1, 0.8), ("u3", 2, 0.5), ("u3", 3, 0.9), ("u4", 3, 0.2));

    static string Log() => "user,item,kind,timestamp\n" + string.Concat(new[]
    {
        ("u1", "A", 8.0), ("u2", "A", 0), ("u3", "A", 16), ("u1", "B", 4), ("u3", "B", 8), ("u9", "B", 0), ("u4", "C", 1), ("u2", "D", 2), ("u2", "D", 1), ("u2", "D", 0.5), ("u4", "D", 1),
    }.Select(one => $"{one.Item1},{one.Item2},favourite,{Now - (long)(one.Item3 * 3_600_000)}\n"));
}
