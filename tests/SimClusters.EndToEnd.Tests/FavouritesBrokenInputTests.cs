using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Favourites, users and topics that are broken or odd: counted, or one sentence that says where, what was expected, what was found and what to do.</summary>
public sealed class FavouritesBrokenInputTests : IDisposable
{
    const string Header = "user,item,author,timestamp,kind\n";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Build_FavouritesOfUnknownUsers_CountAndAreCounted()
    {
        var favourites = Favourites("1,7,11,2026-01-01,favourite\n77,8,11,2026-01-01,favourite\n1,9,88,2026-01-01,favourite\n");
        var counted = Figures(favourites);
        Assert.Equal((1, 1), (Count(counted, "consumers_alone"), Count(counted, "producers_alone")));
        Assert.Equal(3, Count(counted, "edges"));
        Tool.Succeed("verify", _tool["model"]);

        // Who is not in a table of users that tells activity takes no part.
        var users = _tool.Write("users.csv", "id,active\n" + string.Concat(Enumerable.Range(1, 14).Select(id => $"{id},true\n")));
        var filtered = Figures(favourites, "--users", users, "--overwrite");
        Assert.Equal((2, 1), (Count(filtered, "edges_inactive"), Count(filtered, "edges")));
        Assert.Contains("77", string.Join('\n', RicherToy.Table(_tool, _tool["model"], "favourite_state")));
    }

    [Fact]
    public void Build_ItemsTakenForAuthors_IsToldOf()
    {
        var advice = Tool.Json(RicherToy.Build(_tool["model"], "--favourites", _tool.Write("f.csv", "1,501,1\n1,502,1\n2,503,1\n3,11,1\n"))).GetProperty("advice")[0].GetString();
        Assert.Contains("3 of 4 producers who are liked are followed by nobody", advice);
        Assert.Contains("--fav-author", advice);
    }

    [Fact]
    public void Build_FutureTimestamps_CountAsOfNowAndAreToldOf()
    {
        var report = Tool.Json(RicherToy.Build(_tool["model"], "--favourites", Favourites("1,7,11,2026-01-01,favourite\n2,8,12,2036-01-01,favourite\n"), "--now", "2026-01-01"));
        Assert.Equal(1, Count(report.GetProperty("figures"), "future"));
        Assert.Contains("later than now", report.GetProperty("advice")[0].GetString());
        RicherToy.Expect(["1,11,1,1,1", "2,12,1,1,1"], RicherToy.Table(_tool, _tool["model"], "favourite_graph")[1..]);
        Assert.Equal(1, Tool.Json("describe", _tool["model"]).GetProperty("counts").GetProperty("favourites_of_the_future").GetInt32());
    }

    [Fact]
    public void Build_NewestEventStillToCome_IsToldOf() => Assert.Contains(
        "The newest event is of 2100-01-01 00:00 UTC, which is still to come",
        Tool.Json(RicherToy.Build(_tool["model"], "--favourites", Favourites("1,7,11,2026-01-01,favourite\n2,8,12,2100-01-01,favourite\n"))).GetProperty("advice")[0].GetString());

    [Fact]
    public void Build_UnfavouriteWithoutItsFavourite_IsCountedAndTakesNothing()
    {
        var figures = Figures(Favourites("1,7,11,2026-01-01,favourite\n1,8,11,2026-01-01,unfavourite\n2,7,11,2026-01-01,unfavourite\n"));
        Assert.Equal((2, 1, 1), (Count(figures, "unknown_unfavourites"), Count(figures, "living"), Count(figures, "edges")));
        RicherToy.Expect(["1,11,1,1,1"], RicherToy.Table(_tool, _tool["model"], "favourite_graph")[1..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    public void Build_NoFavourites_IsTheModelOfFollowsAndSaysSo(string favourites)
    {
        var report = Tool.Json(RicherToy.Build(_tool["model"], "--favourites", _tool.Write("f.csv", favourites)));
        Assert.Contains("no favourites in the input", report.GetProperty("advice")[0].GetString());
        Assert.Equal(0, Count(report.GetProperty("figures"), "rows_read"));
        Assert.False(File.Exists(Path.Combine(_tool["model"], "favourite_graph.parquet")));
        Tool.Succeed("verify", _tool["model"]);
    }

    [Fact]
    public void Build_BadRowsAndOtherKinds_AreCountedOrWithStrictRefused()
    {
        var favourites = Favourites("1,7,11,2026-01-01,favourite\n1,8,,2026-01-01,favourite\n1,8,11,someday,favourite\n1,9,11,2026-01-01,reply\n");
        var figures = Figures(favourites);
        Assert.Equal((4, 2, 1, 1), (Count(figures, "rows_read"), Count(figures, "bad"), Count(figures, "other_kinds"), Count(figures, "living")));
        var sentence = _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["strict"], "--favourites", favourites, "--strict"));
        Assert.Contains("favourites.csv:2: expected a user, an item, an author and a time", sentence);
    }

    [Theory]
    [InlineData("name,age,town,code,street,zip\n1,2,3,4,5,6\n", "--fav-user")]
    [InlineData("user,author\n1,11\n", "--fav-item")]
    [InlineData("user,item,author,timestamp\n1,7,11,someday\n", "expected a time in column 'timestamp'")]
    [InlineData("user,item,author,timestamp\nann,7,11,2026-01-01\n", "expected integers in column 'user'")]
    [InlineData("user,item,author,timestamp\n1,7,ann,2026-01-01\n", "expected integers in column 'author'")]
    public void Build_MissingColumnOrWrongIds_IsASentence(string favourites, string expected) =>
        Assert.Contains(expected, _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--favourites", _tool.Write("f.csv", favourites))));

    [Fact]
    public void Build_ColumnOrFileThatIsNotThere_IsASentence()
    {
        var favourites = Favourites("1,7,11,2026-01-01,favourite\n");
        Assert.Contains("expected a column 'nope', found 'user', 'item'", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--favourites", favourites, "--fav-author", "nope")));
        Assert.Contains("no such file", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--favourites", _tool["none.csv"])));
        Assert.Contains("--now: expected a time", _tool.Fail(ExitCodes.Usage, RicherToy.Build(_tool["model"], "--favourites", favourites, "--now", "someday")));
        Assert.Contains("not among", _tool.Fail(ExitCodes.Usage, RicherToy.Build(_tool["model"], "--favourites", favourites, "--half-lives", "14")));
    }

    [Fact]
    public void Build_UsersWithDuplicateIds_AreMadeOneAndCounted()
    {
        var users = _tool.Write("users.csv", "id,name,active\n11,Ann,true\n11,Bob,false\n12,Cy,true\n,Dan,true\n");
        var figures = Tool.Json(RicherToy.Build(_tool["model"], "--users", users)).GetProperty("figures");
        Assert.Equal((2, 1, 1, 1), (figures.GetProperty("users").GetInt32(), figures.GetProperty("users_duplicate").GetInt32(), figures.GetProperty("users_bad_rows").GetInt32(), figures.GetProperty("users_inactive").GetInt32()));
    }

    [Fact]
    public void Build_UsersOrTopicsThatAreNone_IsASentence()
    {
        Assert.Contains("expected a column such as id", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--users", _tool.Write("a.csv", "name,active\nAnn,true\n"))));
        Assert.Contains("expected integers in column 'id'", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--users", _tool.Write("b.csv", "id,name\nx,Ann\n"))));
        Assert.Contains("maybe", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--users", _tool.Write("c.csv", "id,active\n11,maybe\n"))));
        Assert.Contains("one of topics", _tool.Fail(ExitCodes.BadInput, RicherToy.Build(_tool["model"], "--user-topics", _tool.Write("d.csv", "user\n11\n"))));
    }

    [Fact]
    public void Build_TopicsNamedTwiceOrByNobody_AreCounted()
    {
        var topics = _tool.Write("topics.csv", "user,topic\n11,jazz\n11,jazz\n12,jazz\n,go\n");
        var figures = Tool.Json(RicherToy.Build(_tool["model"], "--user-topics", topics)).GetProperty("figures");
        Assert.Equal((2, 1, 1), (figures.GetProperty("user_topics").GetInt32(), figures.GetProperty("user_topics_duplicate").GetInt32(), figures.GetProperty("user_topics_bad_rows").GetInt32()));
        Tool.Succeed(RicherToy.Build(_tool["empty"], "--users", _tool.Write("u.csv", "id,name\n"), "--user-topics", _tool.Write("t.csv", "user,topic\n")));
    }

    // A run that fails in the middle leaves the model that it would have replaced.
    [Fact]
    public void Build_BrokenFavouritesOverAModel_LeaveItWhole()
    {
        var model = RicherToy.Model(_tool);
        var before = File.ReadAllBytes(Path.Combine(model, "manifest.json"));
        _tool.Fail(ExitCodes.BadInput, RicherToy.Build(model, "--favourites", Favourites("x,7,11,2026-01-01,favourite\n"), "--overwrite"));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(model, "manifest.json")));
        Tool.Succeed("verify", model);
    }

    string Favourites(string rows) => _tool.Write("favourites.csv", Header + rows);

    JsonElement Figures(string favourites, params string[] more) => Tool.Json(RicherToy.Build(_tool["model"], ["--favourites", favourites, .. more])).GetProperty("figures");

    static int Count(JsonElement figures, string name) => figures.GetProperty("favourites").GetProperty(name).GetInt32();
}
