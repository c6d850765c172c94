using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>entities and topics, from files to tables: the worked examples of entities_and_indexes.md §12, and what goes wrong.</summary>
public sealed class NounWorkedExampleTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // §12.1, favScore alone. u9 has no interests, and makes E10 longer all the same.
    [Fact]
    public void Entities_WorkedExample_GivesItsNumbers()
    {
        var model = Worked();
        var interactions = _tool.Write("interactions.csv", "user,entity,weight\nu1,E10,2\nu2,E10,1\nu9,E10,2\nu3,E20,3\nu4,E20,4\n");
        Tool.Succeed("entities", "--model", model, "--interactions", interactions);
        Assert.Equal(["E10,1,0.66667", "E10,2,0.29814", "E20,2,0.53666", "E20,3,0.96923"], WorkedModel.Rows(_tool, model, "entity_embeddings"));
        Assert.Equal(["1,E10,0.66667", "2,E10,0.29814", "2,E20,0.53666", "3,E20,0.96923"], WorkedModel.Rows(_tool, model, "cluster_top_entities"));
        Assert.Contains("entity_embeddings", Tool.Succeed("describe", model));
        Assert.Equal("E20", Tool.Json("show", model, "--cluster", "3").GetProperty("top_entities")[0].GetProperty("entity").GetString());
        var explained = Tool.Json("explain", model, "--consumer", "u1", "--entity", "E10").GetProperty("communities").EnumerateArray().Select(one => one.GetProperty("share").GetDouble()).ToArray();
        Assert.Equal(1, explained.Sum(), 1e-9);
        Assert.Equal("ok", Verified(model));
    }

    // §12.1: with one community an entity, the list of a community is still of all.
    [Fact]
    public void Entities_TopOne_CutsEachDirectionByItself()
    {
        var model = Worked();
        var interactions = _tool.Write("interactions.csv", "user,entity,weight\nu1,E10,2\nu2,E10,1\nu9,E10,2\nu3,E20,3\nu4,E20,4\n");
        Tool.Succeed("entities", "--model", model, "--interactions", interactions, "--kind", "hashtag", "--top", "1");
        Assert.Equal(["E10,1,0.66667", "E20,3,0.96923"], WorkedModel.Rows(_tool, model, "hashtag_embeddings"));
        Assert.Equal(["1,E10,0.66667", "2,E20,0.53666", "3,E20,0.96923"], WorkedModel.Rows(_tool, model, "cluster_top_hashtags"));
    }

    // Of now, a half-life ago, later than now, before 1970, and no row: u1 has 1, u2 ½, u3 1 of E10, length 1.5.
    [Fact]
    public void Entities_InteractionsThatAreOdd_AreCounted()
    {
        var model = Worked();
        const long now = 1_700_000_000_000;
        var interactions = _tool.Write(
            "interactions.csv", $"user,entity,timestamp\nu1,E10,-5\nu1,E10,{now}\nu2,E10,{now - 8 * 3_600_000}\nu3,E10,{now + 1}\nu4,,{now}\n");
        var (code, output, _) = Tool.Run("entities", "--model", model, "--interactions", interactions, "--now", $"{now}", "--half-life", "8h");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("1 interactions are later than now; they count as if they were of now.", output);
        var counts = Tool.Json("describe", model).GetProperty("additions")[0].GetProperty("counts");
        Assert.Equal([5, 1, 1, 1], new[] { "rows_read", "removed_before_epoch", "removed_bad", "after_now" }.Select(name => counts.GetProperty($"interactions_{name}").GetInt32()));
        Assert.Equal(
            [$"E10,1,{(3 + 4 / 2.0) / 5 / 1.5:F5}", $"E10,2,{(1 + 2) / Math.Sqrt(5) / 1.5:F5}", $"E10,3,{5 / 13.0 / 1.5:F5}"], WorkedModel.Rows(_tool, model, "entity_embeddings"));
    }

    // An empty log and one of which nothing counts: empty tables and a warning.
    [Theory]
    [InlineData("")]
    [InlineData("u1,i1,impression,1700000000000\n")]
    [InlineData("stranger,i1,favourite,1700000000000\n")]
    public void Topics_NothingThatCounts_IsAnEmptyTableAndAWarning(string rows)
    {
        var model = Worked();
        var (code, output, _) = Tool.Run("topics", "--model", model, "--item-topics", _tool.Write("item_topics.csv", "item,topic\ni1,7\n"), "--events", _tool.Write("events.csv", "user,item,kind,timestamp\n" + rows));
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("topic_embeddings is empty", output);
        Assert.Empty(WorkedModel.Rows(_tool, model, "topic_embeddings"));
        Assert.Equal("ok", Verified(model));
    }

    [Fact]
    public void Topics_EventsThatAreOddAndIdsAtTheEnds_AreCountedAndKept()
    {
        var model = Worked();
        const long now = 1_700_000_000_000;
        var events = _tool.Write(
            "events.csv",
            $"user,item,kind,timestamp\nu1,{long.MinValue},favourite,{now}\nu2,{long.MaxValue},favourite,{now}\nu2,1,favourite,-1\nu2,1,favourite,{now + 1}\nu2,1,poke,{now}\nu9,{long.MaxValue},favourite,{now}\n");
        var topics = _tool.Write("item_topics.csv", $"item,topic\n{long.MinValue},{long.MaxValue}\n{long.MaxValue},{long.MinValue}\n1,1\n");
        var report = Tool.Json("topics", "--model", model, "--item-topics", topics, "--events", events, "--now", $"{now}").GetProperty("figures");
        Assert.Equal(1, report.GetProperty("events").GetProperty("unknown_kinds").GetProperty("poke").GetInt32());
        Assert.Equal(1, report.GetProperty("events").GetProperty("before_epoch").GetInt32());
        Assert.Equal(1, report.GetProperty("events").GetProperty("after_now").GetInt32());
        Assert.Equal(1, report.GetProperty("topic_embeddings").GetProperty("users_without_interests").GetInt32());

        // u1 is (3/5, 1/√5), u2 (4/5, 0); u9, without a vector, makes the second topic longer by √2.
        Assert.Equal(
            [$"{long.MinValue},1,{0.8 / Math.Sqrt(2):F5}", $"{long.MaxValue},1,{0.6:F5}", $"{long.MaxValue},2,{1 / Math.Sqrt(5):F5}"], WorkedModel.Rows(_tool, model, "topic_embeddings"));
    }

    // §12.2, with a minimum of two followers.
    [Fact]
    public void Topics_ByFollowers_GivesTheWorkedNumbers()
    {
        var model = WorkedModel.OfFav(_tool, "model", ("u1", 1, 3), ("u1", 2, 1), ("u2", 1, 4), ("u3", 2, 2), ("u3", 3, 5), ("u4", 3, 12), ("u4", 1, 0.0005), ("u5", 2, 0.001));
        var users = _tool.Write("users.csv", "id,language\nu1,en\nu2,en\nu3,ja\nu4,en\nu5,en\nu6,en\n");
        var follows = _tool.Write("topic_follows.csv", "user,topic\nu1,T7\nu2,T7\nu3,T7\nu6,T7\nu4,T8\nu5,T8\nu1,T9\n");
        Tool.Succeed("topics", "--model", model, "--topic-follows", follows, "--users", users, "--min-followers", "2");
        Assert.Equal(["T7,en,1,0.80829", "T7,en,2,0.25820", "T8,en,3,0.65271"], WorkedModel.Rows(_tool, model, "topic_embeddings_followers_fav"));
        var shown = Tool.Json("show", model, "--topic", "T7", "--of", "followers-fav");
        Assert.Equal("en", shown.GetProperty("language").GetString());
        Assert.Equal([1, 2], shown.GetProperty("embedding").EnumerateArray().Select(one => one.GetProperty("cluster").GetInt32()));
    }

    // Of one time: T(jazz) = u1, u2; the column of cluster 1 is (3, 4) / 5: (3 + 4) / (5 √2) = 0.98995. An unfavourite takes u3's back.
    [Fact]
    public void Topics_ByLikes_AreNamedAndNameTheCommunities()
    {
        var model = WorkedModel.OfFav(_tool, "model", ("u1", 1, 3), ("u2", 1, 4), ("u3", 2, 2), ("u4", 3, 12), ("u5", 2, 1));
        var before = Bytes(model);
        var events = _tool.Write("events.csv", "user,item,kind,timestamp\nu1,i1,favourite,1700000000000\nu2,i1,favourite,1700000000000\nu3,i2,favourite,1700000000000\nu5,i2,favourite,1700000000000\nu4,i2,favourite,1699999999000\nu4,i2,unfavourite,1700000000000\n");
        var topics = _tool.Write("item_topics.csv", "item,topic\ni1,7\ni2,8\n");
        var names = _tool.Write("topics.csv", "topic,name\n7,Jazz\n8,Deep_sea\n");
        Tool.Succeed("topics", "--model", model, "--item-topics", topics, "--events", events, "--topics", names, "--half-life", "none");
        Assert.Equal(["7,1,0.98995", "8,2,0.94868"], WorkedModel.Rows(_tool, model, "topic_embeddings"));
        Assert.Equal(["Jazz", "Deep sea"], Labels(model)[..2]);
        Assert.StartsWith("around", Labels(model)[2]);
        Assert.Contains("Jazz (topic 7)", Tool.Succeed("show", model, "--topic", "jazz"));
        Assert.Contains("like items of it", Tool.Succeed("show", model, "--cluster", "2"));
        Assert.Contains("0.9", Tool.Succeed("explain", model, "--consumer", "u1", "--topic", "Jazz"));
        Assert.Empty(Tool.Json("similar", model, "--topic", "Jazz").GetProperty("similar").EnumerateArray());

        // All that was there but the labels keeps its bytes.
        var after = Bytes(model);
        foreach (var (file, bytes) in before.Where(one => one.Key is not ("clusters.parquet" or "cluster_labels.parquet" or "manifest.json"))) Assert.Equal(bytes, after[file]);
        Assert.Equal("ok", Verified(model));
        Assert.Contains("--overwrite", _tool.Fail(ExitCodes.Output, "topics", "--model", model, "--item-topics", topics, "--events", events));
        Assert.Equal(after.Keys, Bytes(model).Keys);
    }

    [Fact]
    public void Topics_AnyThreadCountAndOrder_SameBytes()
    {
        string[] rows = ["u1,i1,favourite,1700000000000", "u2,i1,favourite,1690000000000", "u3,i2,favourite,1699000000000", "u4,i1,favourite,1700000000000"];
        var topics = _tool.Write("item_topics.csv", "item,topic\ni1,7\ni2,8\n");
        foreach (var (name, threads, lines) in new[] { ("one", "1", rows), ("two", "3", rows.Reverse().ToArray()) })
        {
            var model = WorkedModel.OfFav(_tool, name, ("u1", 1, 3), ("u2", 1, 4), ("u3", 2, 2), ("u4", 3, 12));
            Tool.Succeed("topics", "--model", model, "--item-topics", topics, "--events", _tool.Write($"{name}.csv", "user,item,kind,timestamp\n" + string.Join('\n', lines) + "\n"), "--threads", threads);
        }

        foreach (var file in new[] { "topic_embeddings.parquet", "cluster_top_topics.parquet", "clusters.parquet", "cluster_labels.parquet" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_tool["one"], file)), File.ReadAllBytes(Path.Combine(_tool["two"], file)));
    }

    [Fact]
    public void Topics_WrongRequest_IsASentence()
    {
        var model = Worked();
        var topics = _tool.Write("item_topics.csv", "item,topic\ni1,7\n");
        var events = _tool.Write("events.csv", "user,item,kind,timestamp\nu1,i1,favourite,1700000000000\n");
        Assert.Contains("need each other", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--item-topics", topics));
        Assert.Contains("need each other", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--events", events));
        Assert.Contains("language", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--topic-follows", topics));
        Assert.Contains("column language", _tool.Fail(ExitCodes.BadInput, "topics", "--model", model, "--topic-follows", topics, "--users", _tool.Write("users.csv", "id,name\nu1,Ana\n")));
        Assert.Contains("--half-life", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--item-topics", topics, "--events", events, "--half-life", "soon"));
        Assert.Contains("none.csv", _tool.Fail(ExitCodes.BadInput, "topics", "--model", model, "--item-topics", _tool["none.csv"], "--events", events));
        Assert.Contains("no vectors of topics yet", _tool.Fail(ExitCodes.BadInput, "show", model, "--topic", "7"));
        Assert.Contains("without favourites", _tool.Fail(ExitCodes.BadInput, "topics", "--model", Follows(), "--item-topics", topics, "--events", events));
    }

    string Follows()
    {
        Tool.Succeed("build", "--follows", Tool.Toy("follows.tsv"), "--known-for", Tool.Toy("known_for.tsv"), "--preset", "toy", "--out", _tool["toy"]);
        return _tool["toy"];
    }

    string Worked() => WorkedModel.OfFav(_tool, "model", ("u1", 1, 3), ("u1", 2, 1), ("u2", 1, 4), ("u3", 2, 2), ("u3", 3, 5), ("u4", 3, 12));

    string[] Labels(string model) => [.. WorkedModel.Rows(_tool, model, "clusters").Select(row => row.Split(',')[1].Trim('"'))];

    static SortedDictionary<string, byte[]> Bytes(string model) => new(Directory.GetFiles(model).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes), StringComparer.Ordinal);

    static string Verified(string model) => Tool.Run("verify", model) is { Code: ExitCodes.Ok } ? "ok" : Tool.Run("verify", model).Output;
}
