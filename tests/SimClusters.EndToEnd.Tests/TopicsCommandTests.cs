using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Topics and entities among the communities, from the command line.</summary>
public sealed class TopicsCommandTests : IDisposable
{
    const string ItemTopics = "item,topic\n100,7\n200,7\n200,8\n";
    const string Names = "topic,name\n7,Jazz\n8,Opera\n";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Without decay topic 7 has users 1, 2 and 5, 4, 9 with one like each; 8 has 5, 4, 9. So R(8, c) = Σ fav_score(u, c) / (√3 · ‖c‖).
    [Fact]
    public void Topics_ByLikes_AreCosinesOfThoseWhoLikeTheirItems()
    {
        var model = RicherToy.Model(_tool);
        Topics(model);
        double Of(int user, int cluster) => Tool.Json("show", model, "--consumer", $"{user}").GetProperty("interested_in").EnumerateArray()
            .Where(one => one.GetProperty("cluster").GetInt32() == cluster).Sum(one => one.GetProperty("fav_score_cluster_normalized_only").GetDouble());
        string[] rows = ["topic,cluster,score"];
        foreach (var (topic, users) in new (int, int[])[] { (7, [1, 2, 4, 5, 9]), (8, [4, 5, 9]) })
        {
            for (var cluster = 1; cluster <= 2; cluster++)
            {
                var score = users.Where(user => user != 9).Sum(user => Of(user, cluster)) / Math.Sqrt(users.Length);
                if (score > 0) rows = [.. rows, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{topic},{cluster},{score}")];
            }
        }

        RicherToy.Expect(rows, RicherToy.Table(_tool, model, "topic_embeddings"));
        Tool.Succeed("verify", model);
    }

    [Fact]
    public void Topics_CanBeShownComparedAndExplained_ByTheirNames()
    {
        var model = RicherToy.Model(_tool);
        Topics(model);
        Assert.Contains("Jazz", Tool.Succeed("show", model, "--topic", "7"));
        Assert.Contains("Opera", Tool.Succeed("show", model, "--topic", "Jazz"));
        Assert.Contains("Opera", Tool.Succeed("similar", model, "--topic", "Jazz"));
        Assert.Contains("score", Tool.Succeed("explain", model, "--consumer", "5", "--topic", "Opera"));
        Assert.Contains("Operette", _tool.Fail(ExitCodes.BadInput, "show", model, "--topic", "Operette"));
    }

    // A user of 4 with 2 users of weight 1 each: each cosine is the mean interest over √2.
    [Fact]
    public void Entities_OfWeights_HaveTheLengthOfAllTheirUsers()
    {
        var model = RicherToy.Model(_tool);
        Tool.Succeed("entities", "--model", model, "--interactions", _tool.Write("weights.csv", "user,entity,weight\n2,e1,3\n9,e1,4\n"));
        var interests = Tool.Json("show", model, "--consumer", "2").GetProperty("interested_in").EnumerateArray()
            .Select(one => (Cluster: one.GetProperty("cluster").GetInt32(), Score: one.GetProperty("fav_score_cluster_normalized_only").GetDouble())).Where(one => one.Score > 0).OrderBy(one => one.Cluster);
        RicherToy.Expect(
            ["entity,cluster,score", .. interests.Select(one => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"e1,{one.Cluster},{0.6 * one.Score}"))],
            RicherToy.Table(_tool, model, "entity_embeddings"));
        Assert.Contains("e1", Tool.Succeed("show", model, "--entity", "e1"));
    }

    [Fact]
    public void Topics_ByFollowers_AreToldApartByLanguage_AndNeedOne()
    {
        var model = RicherToy.Model(_tool);
        var follows = _tool.Write("topic_follows.csv", "user,topic\n1,7\n2,7\n5,7\n3,8\n");
        var users = _tool.Write("users.csv", "id,language\n1,en\n2,en\n5,ja\n3,en\n");
        Tool.Succeed("topics", "--model", model, "--topic-follows", follows, "--users", users, "--min-followers", "2");
        Assert.All(RicherToy.Table(_tool, model, "topic_embeddings_followers_fav").Skip(1), row => Assert.StartsWith("7,en,", row));
        Assert.Contains("language", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--topic-follows", follows, "--overwrite"));
        var without = _tool.Write("names.csv", "id,name\n1,Ada\n");
        Assert.Contains("language", _tool.Fail(ExitCodes.BadInput, "topics", "--model", model, "--topic-follows", follows, "--users", without, "--overwrite"));
    }

    [Fact]
    public void Topics_ByFollowersOfAModelWithoutFavourites_AreRefused()
    {
        Tool.Succeed(RicherToy.Build(_tool["model"]));
        var (follows, users) = (_tool.Write("topic_follows.csv", "user,topic\n1,7\n"), _tool.Write("users.csv", "id,language\n1,en\n"));
        Assert.Contains("built without favourites", _tool.Fail(ExitCodes.BadInput, "topics", "--model", _tool["model"], "--topic-follows", follows, "--users", users));
    }

    [Theory]
    [InlineData("Jaz", "There is Jazz.")]
    [InlineData("Opera house", "There are 2 names, such as Jazz, Opera.")]
    [InlineData("Opara", "The nearest name is Opera.")]
    public void Topics_AskedForByAnotherName_SayWhatThereIs(string name, string wanted)
    {
        var model = RicherToy.Model(_tool);
        Topics(model);
        Assert.Contains(wanted, _tool.Fail(ExitCodes.BadInput, "show", model, "--topic", name));
    }

    [Fact]
    public void Topics_InputsThatDoNotFit_AreSentences_AndLeaveTheModelAsItWas()
    {
        var model = RicherToy.Model(_tool);
        var manifest = File.ReadAllBytes(Path.Combine(model, "manifest.json"));
        var (log, items) = (_tool.Write("log.csv", RicherEvents.Log), _tool.Write("item_topics.csv", ItemTopics));
        Assert.Contains("--events", _tool.Fail(ExitCodes.Usage, "topics", "--model", model, "--item-topics", items));
        var texts = _tool.Write("texts.csv", "item,topic\nx,7\n");
        Assert.Contains("found text", _tool.Fail(ExitCodes.BadInput, "topics", "--model", model, "--item-topics", texts, "--events", log));
        var lone = _tool.Write("lone.csv", "item\n100\n");
        Assert.Contains("expected", _tool.Fail(ExitCodes.BadInput, "topics", "--model", model, "--item-topics", lone, "--events", log));
        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(model, "manifest.json")));
    }

    void Topics(string model) => Tool.Succeed(
        "topics", "--model", model, "--item-topics", _tool.Write("item_topics.csv", ItemTopics), "--events", _tool.Write("log.csv", RicherEvents.Log), "--topics", _tool.Write("topics.csv", Names), "--half-life", "none");
}
