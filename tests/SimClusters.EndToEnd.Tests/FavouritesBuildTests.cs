namespace SimClusters.EndToEnd.Tests;

/// <summary>Follows and favourites through the whole tool: the worked numbers of the richer toy, every form that favourites come in, and the same bytes however it is run.</summary>
public sealed class FavouritesBuildTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("norms_and_counts", "11,1.732051,99.814829,3,3,117,108,2.449490,4,3", "12,2,9,4,1,9,9,1,1,1", "13,1.732051,12.727922,3,2,18,18,1.414214,2,2", "14,1.414214,99,2,1,99,99,2,2,2")]
    [InlineData("interested_in",
        "1,1,1.204021,0.562524,0.657863,0.564857,6.498663,0.090004,0.065107,0.074996,0.722074,0.393887,2,1,4", "2,1,1.204021,0.562524,0.657863,0.564857,71.485297,0.990045,0.716179,0.824960,1.444147,0.787775,2,1,4",
        "3,1,1.204021,0.562524,0.657863,0.564857,4.337527,0.060073,0.481947,0.555151,0.481947,0.262900,2,1,4", "4,2,1.170564,0.707107,0.766374,0.707107,4.254605,0.061468,0.334273,0.432011,0.472734,0.320813,2,1,2",
        "5,1,0.481947,0.225168,0.240974,0.206906,6.498663,0.090004,0.065107,0.074996,0.722074,0.393887,1,1,4", "5,2,1.170564,0.707107,0.766374,0.707107,69.085222,0.998109,0.697831,0.901868,1.395661,0.947143,2,1,2")]
    [InlineData("producer_embeddings", "11,1,0.974320", "12,1,0.956370", "12,2,0.353553", "13,1,0.454774", "13,2,0.816497", "14,1,0.159218", "14,2,1")]
    [InlineData("producer_embeddings_fav", "11,1,0.998194", "11,2,0.089996", "12,1,0.060073", "13,1,0.700068", "13,2,0.043465", "14,1,0.090004", "14,2,0.998109")]
    [InlineData("aggregatable_producer_embeddings_follow", "11,1,0.974320", "12,1,0.956370", "12,2,0.353553", "13,1,0.454774", "13,2,0.816497", "14,1,0.159218", "14,2,1")]
    [InlineData("aggregatable_producer_embeddings_fav", "11,1,99.634561", "11,2,8.982981", "12,1,0.540659", "13,1,8.910408", "13,2,0.553216", "14,1,8.910408", "14,2,98.812794")]
    [InlineData("aggregatable_producer_embeddings_log_fav", "11,1,2.363324", "11,2,0.947143", "12,1,0.262900", "13,1,0.787775", "13,2,0.320813", "14,1,0.787775", "14,2,1.894285")]
    [InlineData("similar_users",
        "11,12,0.937959", "11,13,0.486595", "11,14,0.157237", "12,11,0.937959", "12,13,0.759334", "12,14,0.489916",
        "13,11,0.486595", "13,12,0.759334", "13,14,0.939271", "14,11,0.157237", "14,12,0.489916", "14,13,0.939271")]
    [InlineData("cluster_neighbors", "1,2,0.159218,0.089834,0.373068", "2,1,0.159218,0.089834,0.373068")]
    public void Build_RicherToy_GivesTheWorkedNumbers(string table, params string[] expected) =>
        RicherToy.Expect(expected, RicherToy.Table(_tool, RicherToy.Model(_tool), table)[1..]);

    [Fact]
    public void Build_RicherToy_EngagementsAreThoseOfTheTable()
    {
        var edges = RicherToy.Table(_tool, RicherToy.Model(_tool), "engagement_graph");
        Assert.Equal(14, edges.Length);
        RicherToy.Expect(
            ["2,11,true,0.577350,99,0.991837,2,0.816497", "2,12,true,0.5,0,0,0,0", "5,11,false,0,9,0.090167,1,0.408248", "5,14,true,0.707107,99,1,2,1"],
            [.. edges.Where(edge => edge.StartsWith("2,11,", StringComparison.Ordinal) || edge.StartsWith("2,12,", StringComparison.Ordinal) || edge.StartsWith("5,11,", StringComparison.Ordinal) || edge.StartsWith("5,14,", StringComparison.Ordinal))]);
    }

    [Fact]
    public void Build_ProofListsOnRequest_NameWhoStandsBehindEachInterest()
    {
        Assert.False(File.Exists(Path.Combine(RicherToy.Model(_tool, "plain"), "interested_in_proof.parquet")));
        var proofs = RicherToy.Table(_tool, RicherToy.Model(_tool, "model", "--tables", "default,interested_in_proof"), "interested_in_proof");
        Assert.Contains("5,1,11,false,true", proofs);
        Assert.Contains("5,1,12,true,false", proofs);
        Assert.Equal(13 - 1, proofs.Length - 1); // every edge but the one from 2 to 13, which stands alone
    }

    [Fact]
    public void Build_Tables_MakesWhatIsNamed()
    {
        var model = RicherToy.Model(_tool, "model", "--tables", "known_for,interested_in", "cluster_labels");
        Assert.Equal(
            ["cluster_labels", "interested_in", "known_for", "unassigned"],
            Directory.GetFiles(model, "*.parquet").Select(Path.GetFileNameWithoutExtension).Order());
        Tool.Succeed("verify", model);
    }

    // Half-lives of 100 days: two favourites of day 0 and 8 are worth 0.933033 + 0.986233 on day 10, without the first one 0.972655 on day 12.
    [Theory]
    [InlineData("its-favourite", "0.972655")]
    [InlineData("published", "0.899750")]
    public void Build_UnfavouriteOfALaterRun_TakesBackWhatTheRuleSays(string rule, string expected)
    {
        var first = _tool.Write("first.csv", "user,item,author,timestamp,kind\n1,7,11,2026-01-01,favourite\n1,8,11,2026-01-09,favourite\n");
        var second = _tool.Write("second.csv", "user,item,author,timestamp,kind\n1,7,11,2026-01-12,unfavourite\n");
        string[] common = ["--preset", "toy", "--half-lives", "100", "--unfavourites", rule];
        Tool.Succeed(["build", "--follows", Tool.Toy("follows.csv"), "--favourites", first, "--now", "2026-01-11", "--communities", "2", "--out", _tool["old"], .. common]);
        RicherToy.Expect(["1,11,1.919266"], RicherToy.Table(_tool, _tool["old"], "favourite_graph")[1..]);
        Tool.Succeed("update", "--model", _tool["old"], "--follows", Tool.Toy("follows.csv"), "--favourites", second, "--now", "2026-01-13", "--out", _tool["new"]);
        RicherToy.Expect([$"1,11,{expected}"], RicherToy.Table(_tool, _tool["new"], "favourite_graph")[1..]);
        Assert.Equal(rule == "its-favourite", File.Exists(Path.Combine(_tool["new"], "favourite_state.parquet")));
    }

    [Fact]
    public void Build_ColumnsAndTimesOfAnyForm_GiveTheSameTables()
    {
        ExpectFavouriteGraph("plain", "user,item,author,timestamp\n1,7,11,1767225600\n2,8,12,1767312000\n");
        ExpectFavouriteGraph("synonyms", "fan_id,tweet_id,creator_id,liked_at\n1,7,11,2026-01-01T00:00:00Z\n2,8,12,2026-01-02T01:00:00+01:00\n");
        ExpectFavouriteGraph("named", "a,b,c,d\n1767225600000,11,7,1\n1767312000000,12,8,2\n", "--fav-user", "d", "--fav-item", "c", "--fav-author", "b", "--fav-time", "a");
        ExpectFavouriteGraph("digits", "1,7,11,20260101000000000\n2,8,12,20260102000000000\n", "--time-format", "digits");
    }

    [Fact]
    public void Build_WithoutTimes_EveryFavouriteIsOfNow()
    {
        var favourites = _tool.Write("f.csv", "user,item,author\n1,7,11\n1,8,11\n");
        Tool.Succeed(RicherToy.Build(_tool["model"], "--favourites", favourites, "--now", "2026-01-01"));
        RicherToy.Expect(["1,11,2,2,2"], RicherToy.Table(_tool, _tool["model"], "favourite_graph")[1..]);
    }

    [Fact]
    public void Build_WithoutAuthors_LeavesOutWhatNeedsThemAndSaysSo()
    {
        var report = Tool.Json(RicherToy.Build(_tool["model"], "--favourites", _tool.Write("f.csv", "user,image\n1,7\n2,8\n")));
        Assert.Contains("no authors", report.GetProperty("advice")[0].GetString());
        Assert.Contains("--fav-author", report.GetProperty("advice")[0].GetString());
        Tool.Succeed(RicherToy.Build(_tool["follows"]));
        Assert.Equal(Tables("follows"), Tables("model"));
    }

    [Fact]
    public void Build_UsersAndTopics_LabelTheCommunitiesAndLeaveOutWhoIsNotActive()
    {
        var users = _tool.Write("users.csv", "id,name,language,country,active\n" + string.Concat(Enumerable.Range(1, 14).Select(id => $"{id},User {id},{(id > 12 ? "pt" : "en")},NO,{(id != 5 ? "true" : "false")}\n")));
        var topics = _tool.Write("topics.csv", "user,topic\n11,jazz\n12,jazz\n13,go_game\n14,go_game\n11,food\n14,food\n");
        var model = RicherToy.Model(_tool, "model", "--users", users, "--user-topics", topics);
        Assert.Contains("jazz", Tool.Succeed("show", model, "--cluster", "1"));
        var second = Tool.Json("show", model, "--cluster", "2");
        Assert.Equal("go game (pt)", second.GetProperty("label").GetString());
        Assert.Equal(2, Tool.Json("describe", model).GetProperty("counts").GetProperty("favourite_edges_removed_inactive").GetInt64());
        Assert.Contains("User 14", Tool.Succeed("show", model, "--cluster", "2"));
        Assert.Contains("Called so for go game (", Tool.Succeed("show", model, "--cluster", "2"));
        RicherToy.Expect(["1,en,1", "2,pt,1"], RicherToy.Table(_tool, model, "cluster_languages")[1..]);
        Tool.Succeed("verify", model);
    }

    // Community 1 has four consumers, community 2 two.
    [Fact]
    public void Show_HugeCommunities_ArePassedOverWhereThatIsAsked()
    {
        var model = RicherToy.Model(_tool);
        int[] Communities(params string[] more) => [.. Tool.Json(["show", model, "--consumer", "5", .. more]).GetProperty("interested_in").EnumerateArray().Select(one => one.GetProperty("cluster").GetInt32())];
        Assert.Equal([2, 1], Communities());
        Assert.Equal([2], Communities("--max-cluster-consumers", "4"));
        Assert.Equal([2, 1], Communities("--max-cluster-consumers", "5"));
    }

    [Fact]
    public void Build_NetworkAtAnyThreadCountAndRowOrder_SameTables()
    {
        Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "2000", "--producers", "150", "--communities", "6", "--follows", "24000", "--favourites", "20000", "--format", "csv");
        var lines = File.ReadAllLines(Network("favourites.csv"));
        var mixed = Enumerable.Range(1, lines.Length - 1).OrderBy(line => (uint)line * 2654435761u).Select(line => lines[line]);
        var shuffled = _tool.Write("shuffled.csv", string.Join('\n', mixed.Prepend(lines[0])) + "\n");
        foreach (var (name, favourites, threads) in new[] { ("one", Network("favourites.csv"), "1"), ("three", shuffled, "3") })
            Tool.Succeed(
                "build", "--follows", Network("follows.csv"), "--favourites", favourites, "--users", Network("users.csv"), "--user-topics", Network("user_topics.csv"), "--communities", "6",
                "--relaxed-min-favers", "1", "--embedding-min-favers", "3", "--tables", "default,interested_in_proof", "--threads", threads, "--out", _tool[name]);
        Assert.Contains("interested_in_proof", Tables("one"));
        Assert.Contains("aggregatable_producer_embeddings_log_fav_relaxed", Tables("one"));
        Assert.Equal(Tables("one"), Tables("three"));
        Assert.All(Tables("one"), table => Assert.Equal(File.ReadAllBytes(Path.Combine(_tool["one"], table + ".parquet")), File.ReadAllBytes(Path.Combine(_tool["three"], table + ".parquet"))));
        Tool.Succeed("verify", _tool["one"]);
    }

    // Two favourites, a day apart: 2^(−1/100) is 0.993092.
    void ExpectFavouriteGraph(string name, string favourites, params string[] more)
    {
        Tool.Succeed(RicherToy.Build(_tool[name], ["--favourites", _tool.Write(name + ".csv", favourites), "--half-lives", "100", .. more]));
        RicherToy.Expect(["1,11,0.993092", "2,12,1"], RicherToy.Table(_tool, _tool[name], "favourite_graph")[1..]);
    }

    string Network(string file) => Path.Combine(_tool["network"], file);

    string[] Tables(string model) => [.. Directory.GetFiles(_tool[model], "*.parquet").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];
}
