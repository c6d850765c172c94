using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Items for users, without a server.</summary>
public sealed class RecommendCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Item by item: dot = Σ log_fav_score · item score, rank by dot / ln(1 + squared norm).
    [Fact]
    public void Recommend_ById_IsWhatTheTablesSay()
    {
        var model = Indexed();
        var wanted = Expected(model, "5");
        var items = Tool.Json("recommend", "--model", model, "--users", "5").GetProperty("recommendations")[0].GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(wanted.Select(one => one.Item), items.Select(one => $"{one.GetProperty("item")}"));
        Assert.Equal(wanted.Select(one => one.LogCosine), items.Select(one => one.GetProperty("log_cosine").GetDouble()), (left, right) => Math.Abs(left - right) < 1e-5 * left);
        Assert.All(items, one => Assert.Equal(1, one.GetProperty("communities").EnumerateArray().Sum(part => part.GetProperty("share").GetDouble()), 1e-5));
    }

    [Fact]
    public void Recommend_All_IsATableOfTheModel()
    {
        var model = Indexed();
        Tool.Succeed("recommend", "--model", model, "--users", "all", "--top", "1");
        var rows = RicherToy.Table(_tool, model, "recommendations");
        Assert.Equal("consumer,item,dot,cosine,log_cosine", rows[0]);
        Assert.Equal(Expected(model, "5")[0].Item, rows.Select(row => row.Split(',')).Single(row => row[0] == "5")[1]);
        Tool.Succeed("verify", model);
    }

    // The index says which interests its items are made of, and users' are those unless the line names others.
    [Theory]
    [InlineData("follow")]
    [InlineData("fav")]
    [InlineData("log-fav")]
    public void Recommend_OfAnIndexByAScore_GoesByTheSameUnlessAnotherIsNamed(string score)
    {
        var model = RicherToy.Model(_tool);
        Index(model, "--score", score);
        Assert.Equal(score, Tool.Json("recommend", "--model", model, "--users", "5").GetProperty("score").GetString());
        Assert.Equal(Dots(model, "--score", score), Dots(model));
        var other = score == "follow" ? "fav" : "follow";
        Assert.NotEqual(Dots(model), Dots(model, "--score", other));
        Tool.Succeed("recommend", "--model", model, "--users", "all");
        var options = Tool.Json("describe", model).GetProperty("additions")[1].GetProperty("options").GetProperty("recommendations");
        Assert.Equal(Tool.Json("describe", model).GetProperty("additions")[0].GetProperty("options").GetProperty("item_index").GetProperty("score").ToString(), options.GetProperty("score").ToString());
    }

    [Fact]
    public void Recommend_OfAModelWithoutFavourites_GoesByFollowsAsItsIndexDoes()
    {
        Tool.Succeed(RicherToy.Build(_tool["model"]));
        Index(_tool["model"], "--score", "follow");
        Assert.NotEmpty(Dots(_tool["model"]));
        Assert.Contains("without favourites", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", _tool["model"], "--users", "5", "--score", "log-fav"));
    }

    [Fact]
    public void Recommend_WhatIsNotThere_IsASentence()
    {
        var model = RicherToy.Model(_tool);
        Assert.Contains("simclusters index", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", model, "--users", "5"));
        Index(model);
        Assert.Contains("99", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", model, "--users", "99"));
        Assert.Contains("there is no such file", _tool.Fail(ExitCodes.BadInput, "recommend", "--model", model, "--users", "testers.csv"));
    }

    (string Item, double LogCosine)[] Expected(string model, string user)
    {
        var interests = Tool.Json("show", model, "--consumer", user).GetProperty("interested_in").EnumerateArray()
            .ToDictionary(one => $"{one.GetProperty("cluster")}", one => one.GetProperty("log_fav_score").GetDouble());
        var rows = RicherToy.Table(_tool, model, "item_embeddings").Skip(1).Select(row => row.Split(',')).Select(row => (Item: row[0], Cluster: row[1], Score: double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)));
        return
        [
            .. rows.GroupBy(row => row.Item)
                .Select(item => (item.Key, LogCosine: item.Sum(row => row.Score * interests.GetValueOrDefault(row.Cluster)) / Math.Log(1 + item.Sum(row => row.Score * row.Score))))
                .Where(item => item.LogCosine > 0).OrderByDescending(item => item.LogCosine),
        ];
    }

    string Indexed()
    {
        var model = RicherToy.Model(_tool);
        Index(model);
        return model;
    }

    void Index(string model, params string[] more) => Tool.Succeed(["index", "--model", model, "--events", _tool.Write("log.csv", RicherEvents.Log), "--preset", "fav", .. RicherEvents.Small, .. more]);

    static double[] Dots(string model, params string[] more) =>
        [.. Tool.Json(["recommend", "--model", model, "--users", "5", .. more]).GetProperty("recommendations")[0].GetProperty("items").EnumerateArray().Select(one => one.GetProperty("dot").GetDouble())];
}
