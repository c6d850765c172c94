using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>The weekly job: communities and favourites carried on, and an old model that stays whole whatever goes wrong.</summary>
public sealed class UpdateCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Update_NothingChanged_EveryoneStays()
    {
        var model = Network.Model(_tool);
        var changes = Update(model, Network.Follows(_tool)).GetProperty("figures").GetProperty("changes");
        Assert.Equal(150, changes.GetProperty("same_cluster").GetInt32());
        foreach (var name in new[] { "diff_cluster", "new_producers", "lost_producers", "no_assignment_to_some", "some_assignment_to_none" }) Assert.Equal(0, changes.GetProperty(name).GetInt32());
        Assert.Equal(KnownFor(model), KnownFor(_tool["new"]));
        Tool.Succeed("verify", _tool["new"]);
    }

    // 2 % of the follows go to another producer than before, drawn by who is followed.
    [Fact]
    public void Update_TwoPercentOfTheFollowsChanged_KeepsProducersInPlaceAndTheObjective()
    {
        Tool.Succeed("generate", "--out", _tool["large"], "--consumers", "20000", "--producers", "2000", "--communities", "40", "--follows", "400000", "--favourites", "10", "--format", "tsv");
        var before = Path.Combine(_tool["large"], "follows.tsv");
        var lines = File.ReadAllLines(before);
        var random = new Random(7);
        var changed = lines.Select((line, i) => i > 0 && random.NextDouble() < 0.02 ? $"{line.Split('\t')[0]}\t{lines[random.Next(1, lines.Length)].Split('\t')[1]}" : line);
        var after = _tool.Write("after.tsv", string.Join('\n', changed) + "\n");
        Tool.Succeed("build", "--follows", before, "--communities", "40", "--out", _tool["old"]);
        var updated = Update(_tool["old"], after).GetProperty("figures");
        var cold = Tool.Json("build", "--follows", after, "--communities", "40", "--out", _tool["cold"]).GetProperty("figures");

        var (same, moved) = (updated.GetProperty("changes").GetProperty("same_cluster").GetDouble(), updated.GetProperty("changes").GetProperty("diff_cluster").GetDouble());
        Assert.InRange(same / (same + moved), 0.95, 1);
        Assert.InRange(Objective(updated) / Objective(cold), 0.99, 2);
    }

    [Fact]
    public void Update_ProducersComeAndGo_AreCountedAndClustersKeepTheirIds()
    {
        var model = Network.Model(_tool);
        var lines = File.ReadAllLines(Network.Follows(_tool));
        var gone = lines[1].Split('\t')[1];

        // One producer is gone; another has half the followers of that one's best neighbour and shares all of them.
        var neighbor = Tool.Json("similar", model, "--producer", gone).GetProperty("similar")[0].GetProperty("producer").GetInt64().ToString();
        var stay = lines.Where(line => line.Split('\t')[1] != gone).ToArray();
        var join = stay.Where(line => line.Split('\t')[1] == neighbor).Where((_, i) => i % 2 == 0).Select(line => $"{line.Split('\t')[0]}\t9999999");
        var follows = _tool.Write("follows.tsv", string.Join('\n', [.. stay, .. join]) + "\n");
        var changes = Update(model, follows).GetProperty("figures").GetProperty("changes");
        Assert.Equal((1, 1), (changes.GetProperty("new_producers").GetInt32(), changes.GetProperty("lost_producers").GetInt32()));
        Assert.Equal(Community(model, neighbor), Community(_tool["new"], "9999999"));
        Assert.Equal(Tool.Json("describe", model).GetProperty("cluster_count").GetInt32(), Tool.Json("describe", _tool["new"]).GetProperty("cluster_count").GetInt32());
        Assert.True(File.Exists(Path.Combine(_tool["new"], "cluster_changes.parquet")));
        Tool.Succeed("verify", _tool["new"]);
    }

    [Fact]
    public void Update_MoreCommunities_GrowsAndFewerIsASentence()
    {
        var model = Network.Model(_tool);
        Assert.Equal(8, Update(model, Network.Follows(_tool), "--communities", "8").GetProperty("figures").GetProperty("communities").GetInt32());
        Assert.Contains("ask for 6 or more", _tool.Fail(ExitCodes.BadInput, "update", "--model", model, "--follows", Network.Follows(_tool), "--communities", "5", "--out", _tool["fewer"]));
    }

    // Of 60 communities that were asked for some stay empty, the last ones among them: those have died out, and are no growth that the others have to be split for.
    [Fact]
    public void Update_OfAModelWithEmptyCommunities_LeavesTheOthersWhole()
    {
        var model = _tool["model"];
        Tool.Succeed("build", "--follows", Network.Follows(_tool), "--communities", "60", "--out", model);
        Assert.DoesNotContain(KnownFor(model), row => row.EndsWith(",60"));
        var changes = Update(model, Network.Follows(_tool)).GetProperty("figures").GetProperty("changes");
        Assert.Equal((150, 0), (changes.GetProperty("same_cluster").GetInt32(), changes.GetProperty("diff_cluster").GetInt32()));
        Assert.Equal(KnownFor(model), KnownFor(_tool["new"]));
    }

    // Favourites of a log that is cut anywhere come to what one run over all of it comes to, byte for byte.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void Update_ALogInTwoParts_EndsWhereOneRunEnds(double share)
    {
        Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "2000", "--producers", "150", "--communities", "6", "--follows", "24000", "--favourites", "20000", "--days", "400", "--format", "csv");
        var (follows, favourites) = (Path.Combine(_tool["network"], "follows.csv"), Path.Combine(_tool["network"], "favourites.csv"));
        string Part(string comparison) => $"SELECT * FROM '{favourites}' WHERE timestamp {comparison} (SELECT min(timestamp) + (max(timestamp) - min(timestamp)) * {share.ToString(System.Globalization.CultureInfo.InvariantCulture)} FROM '{favourites}')";
        Tool.Succeed("build", "--follows", follows, "--favourites", favourites, "--communities", "6", "--out", _tool["whole"]);
        Tool.Succeed("build", "--follows", follows, "--favourites", Part("<="), "--communities", "6", "--out", _tool["old"]);
        Update(_tool["old"], follows, "--favourites", Part(">"));
        foreach (var table in new[] { "favourite_graph.parquet", "favourite_state.parquet" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_tool["whole"], table)), File.ReadAllBytes(Path.Combine(_tool["new"], table)));
    }

    [Fact]
    public void Update_WithoutFavourites_LetsThoseOfBeforeDecay()
    {
        Tool.Succeed(RicherToy.Build(_tool["old"], "--favourites", _tool.Write("f.csv", "user,item,author,time\n1,7,11,2026-01-01\n"), "--half-lives", "100"));
        Update(_tool["old"], Tool.Toy("follows.csv"), "--now", "2026-04-11");
        RicherToy.Expect(["1,11,0.5"], RicherToy.Table(_tool, _tool["new"], "favourite_graph")[1..]);
        Update(_tool["old"], Tool.Toy("follows.csv"), "--overwrite");
        RicherToy.Expect(["1,11,1"], RicherToy.Table(_tool, _tool["new"], "favourite_graph")[1..]);
    }

    // What a run with --now found to be of the future must not become the time of the next one.
    [Fact]
    public void Update_AfterAFavouriteOfTheFuture_TakesTheNewestOfTheNewLogForNow()
    {
        Tool.Succeed(RicherToy.Build(_tool["old"], "--favourites", _tool.Write("f.csv", "user,item,author,time\n1,7,11,2026-01-01\n2,8,12,2036-01-01\n"), "--now", "2026-01-01", "--half-lives", "100"));
        Update(_tool["old"], Tool.Toy("follows.csv"), "--favourites", _tool.Write("g.csv", "user,item,author,time\n3,9,12,2026-01-02\n"));
        RicherToy.Expect(["1,11,0.993092", "2,12,1", "3,12,1"], RicherToy.Table(_tool, _tool["new"], "favourite_graph")[1..]);
    }

    [Fact]
    public void Update_OptionsOfBefore_HoldWhereNoneIsNamed()
    {
        var model = Network.Model(_tool, "model", "--social-proof", "3", "--min-cosine", "0.05", "--seed", "9");
        Update(model, Network.Follows(_tool), "--min-cosine", "0.03");
        var manifest = Tool.Json("describe", _tool["new"]);
        Assert.Equal(3, manifest.GetProperty("options").GetProperty("interested_in").GetProperty("min_producers").GetInt32());
        Assert.Equal(0.03, manifest.GetProperty("options").GetProperty("similarity").GetProperty("min_cosine").GetDouble());
        Assert.Equal(9, manifest.GetProperty("seed").GetInt32());
    }

    [Fact]
    public void Update_OfAnotherVersionOrDamaged_IsASentenceAndTheOldModelStays()
    {
        var model = Network.Model(_tool);
        var manifest = Path.Combine(model, "manifest.json");
        var whole = File.ReadAllText(manifest);
        var version = JsonDocument.Parse(whole).RootElement.GetProperty("format_version").GetInt32();
        File.WriteAllText(manifest, whole.Replace($"\"format_version\": {version}", $"\"format_version\": {version - 1}"));
        Assert.Contains($"expected format version {version}, found {version - 1}", Broken(model, Network.Follows(_tool)));
        File.WriteAllText(manifest, whole);

        var knownFor = Path.Combine(model, "known_for.parquet");
        var bytes = File.ReadAllBytes(knownFor);
        File.WriteAllText(knownFor, "garbage");
        Assert.Contains("known_for.parquet", Broken(model, Network.Follows(_tool)));
        File.WriteAllBytes(knownFor, bytes);
        Assert.Contains("expected a model directory", Broken(_tool["none"], Network.Follows(_tool)));
        Tool.Succeed("verify", model);
    }

    [Fact]
    public void Update_OtherIdsAnEarlierNowOrNoRoom_IsASentenceAndTheOldModelStays()
    {
        var model = RicherToy.Model(_tool, "model", "--now", "2026-01-01");
        Assert.Contains("its ids are integers, those of the follows are text", Broken(model, Tool.Toy("follows.tsv")));
        var earlier = _tool.Fail(ExitCodes.Usage, "update", "--model", model, "--follows", Tool.Toy("follows.csv"), "--now", "2025-12-31", "--out", _tool["new"]);
        Assert.Contains("--now: expected no time before 2026-01-01", earlier);
        Assert.Contains("--overwrite", _tool.Fail(ExitCodes.Output, "update", "--model", model, "--follows", Tool.Toy("follows.csv"), "--out", model));
        Tool.Succeed("verify", model);
    }

    [Fact]
    public void Update_OfFavouritesThatCameAddedUp_NeedsTheirTime()
    {
        var model = RicherToy.Model(_tool);
        Assert.Contains("--now", Broken(model, Tool.Toy("follows.csv")));
        RicherToy.Model(_tool, "timed", "--now", "2026-01-01");
        Update(_tool["timed"], Tool.Toy("follows.csv"), "--now", "2026-04-11");
        RicherToy.Expect(["1,11,4.5", "2,11,49.5"], RicherToy.Table(_tool, _tool["new"], "favourite_graph")[1..3]);
    }

    // The lines that the report names, typed, make of the new model what was made of the old: the same tables with the same options.
    [Fact]
    public void Update_OfAModelWithMore_NamesWhatIsLeftOutAndTheLinesThatMakeItAnew()
    {
        var model = RicherToy.Model(_tool, "model", "--now", "2026-01-01");
        var log = _tool.Write("log.csv", RicherEvents.Log);
        Tool.Succeed(
            "topics", "--model", model, "--item-topics", _tool.Write("items.csv", "item,topic\n100,7\n200,7\n200,8\n"), "--events", log, "--topics", _tool.Write("names.csv", "topic,name\n7,Jazz\n8,Opera\n"),
            "--half-life", "100m", "--min-users", "1", "--relabel", "all");
        Tool.Succeed(
            "topics", "--model", model, "--topic-follows", _tool.Write("follows of topics.csv", "user,topic\n1,7\n2,7\n"), "--users", _tool.Write("users.csv", "id,language\n1,en\n2,en\n"),
            "--min-followers", "1", "--top", "100", "--min-score", "0.01");
        Tool.Succeed("entities", "--model", model, "--interactions", _tool.Write("interactions.csv", "user,entity,timestamp\n1,e1,1700000000000\n2,e1,1700000000000\n"), "--half-life", "3d");
        Tool.Succeed("entities", "--model", model, "--interactions", $"SELECT 2 AS user, 'a \"b\"' AS hashtag, 1.0 AS weight FROM '{log}' LIMIT 1", "--kind", "hashtag", "--top", "7");
        Tool.Succeed(["index", "--model", model, "--events", log, "--preset", "fav,push-open,fav-video", "--deny", _tool.Write("deny.csv", "item\n9\n"), .. RicherEvents.Small, "--half-life", "none", "--score", "fav"]);
        Tool.Succeed("recommend", "--model", model, "--users", "all", "--top", "3");
        Tool.Succeed("recommend", "--model", model, "--users", _tool["users.csv"], "--preset", "push-open", "--score", "log-fav", "--clusters-per-user", "2");

        var updated = Update(model, Tool.Toy("follows.csv"));
        var leftOut = updated.GetProperty("figures").GetProperty("left_out").EnumerateArray().ToArray();
        Assert.Equal(["topics", "topics", "entities", "entities", "index", "recommend", "recommend"], leftOut.Select(one => one.GetProperty("verb").GetString()));
        Assert.Contains("topic_embeddings", leftOut[0].GetProperty("tables").EnumerateArray().Select(table => table.GetString()));
        Assert.DoesNotContain("clusters", leftOut[0].GetProperty("tables").EnumerateArray().Select(table => table.GetString()));
        Assert.EndsWith("--preset fav,push-open,fav-video --min-interactions 1 --min-favourites 0 --half-life none --age-from none --score fav", leftOut[4].GetProperty("command").GetString());
        Assert.All(leftOut, one => Assert.Contains(updated.GetProperty("advice").EnumerateArray(), advice => advice.GetString()!.EndsWith(one.GetProperty("command").GetString()!, StringComparison.Ordinal)));

        foreach (var one in leftOut) Tool.Succeed(Words(one.GetProperty("command").GetString()!));
        var (before, after) = (Tool.Json("describe", model), Tool.Json("describe", _tool["new"]));
        Assert.Empty(Tables(before).Except(Tables(after)));
        Assert.Equal(
            before.GetProperty("additions").EnumerateArray().Select(one => one.GetProperty("options").ToString()), after.GetProperty("additions").EnumerateArray().Select(one => one.GetProperty("options").ToString()));
        Tool.Succeed("verify", _tool["new"]);
    }

    // Topics by followers and the index were made twice, the index after what is recommended by it. The lines stand whole in the answer, and can be typed one after the other.
    [Fact]
    public void Update_OfAModelWithTablesThatWereReplaced_MakesEachOnceAndInAnOrderThatCanBe()
    {
        var model = RicherToy.Model(_tool, "model", "--now", "2026-01-01");
        var log = _tool.Write("a $log with a long name, so that the line is longer than a screen is wide.csv", RicherEvents.Log);
        string[] byFollowers = ["--topic-follows", _tool.Write("topic's follows.csv", "user,topic\n1,7\n2,7\n"), "--users", _tool.Write("users.csv", "id,language\n1,en\n2,en\n"), "--min-score", "0.01"];
        Tool.Succeed(["topics", "--model", model, "--item-topics", _tool.Write("items.csv", "item,topic\n100,7\n200,7\n"), "--events", log, "--min-users", "1", .. byFollowers, "--min-followers", "2"]);
        Tool.Succeed(["topics", "--model", model, .. byFollowers, "--min-followers", "1", "--overwrite"]);
        string[] index = ["index", "--model", model, "--events", log, "--preset", "fav", .. RicherEvents.Small];
        Tool.Succeed(index);
        Tool.Succeed("recommend", "--model", model, "--users", "all", "--top", "3");
        Tool.Succeed([.. index, "--half-life", "4h", "--overwrite"]);

        var answer = Tool.Succeed("update", "--model", model, "--follows", Tool.Toy("follows.csv"), "--out", _tool["new"]);
        string[] lines = [.. answer.Split('\n').Where(line => line.StartsWith("Left out", StringComparison.Ordinal)).Select(line => line[line.IndexOf("simclusters ", StringComparison.Ordinal)..])];
        Assert.Equal(["topics", "topics", "index", "recommend"], lines.Select(line => Words(line)[0]));
        foreach (var line in lines) Tool.Succeed(Words(line));
        string[] Options(string of) =>
        [
            .. Tool.Json("describe", of).GetProperty("additions").EnumerateArray().SelectMany(one => one.GetProperty("tables").EnumerateArray().Select(table => table.GetString()!)
                .Where(table => one.GetProperty("options").TryGetProperty(table, out _)).Select(table => $"{table}: {one.GetProperty("options").GetProperty(table)}")).Order(),
        ];
        Assert.Contains(Options(model), option => option.StartsWith("topic_embeddings_followers_fav: ", StringComparison.Ordinal));
        Assert.Equal(Options(model), Options(_tool["new"]));
    }

    [Fact]
    public void Update_OfAModelAsItWasBuilt_LeavesNothingOut()
    {
        var updated = Update(RicherToy.Model(_tool, "model", "--now", "2026-01-01"), Tool.Toy("follows.csv"));
        Assert.False(updated.GetProperty("figures").TryGetProperty("left_out", out _));
        Assert.DoesNotContain(updated.GetProperty("advice").EnumerateArray(), advice => advice.GetString()!.Contains("Left out", StringComparison.Ordinal));
    }

    // A shell takes the line apart; without the name of the tool.
    static string[] Words(string line)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", $"printf '%s\\0' {line}"]) { RedirectStandardOutput = true })!;
        var words = shell.StandardOutput.ReadToEnd().Split('\0');
        shell.WaitForExit();
        return words[1..^1];
    }

    static string[] Tables(JsonElement manifest) => [.. manifest.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("name").GetString()!)];

    JsonElement Update(string model, string follows, params string[] more) => Tool.Json(["update", "--model", model, "--follows", follows, "--out", _tool["new"], .. more]);

    string Broken(string model, string follows) => _tool.Fail(ExitCodes.BadInput, "update", "--model", model, "--follows", follows, "--out", _tool["new"]);

    string[] KnownFor(string model) => [.. RicherToy.Table(_tool, model, "known_for").Skip(1).Select(line => line[..line.LastIndexOf(',')])];

    int Community(string model, string producer) => Tool.Json("show", model, "--producer", producer).GetProperty("known_for").GetProperty("cluster").GetInt32();

    static double Objective(JsonElement figures) => figures.GetProperty("quality").GetProperty("objective").GetDouble();
}
