using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>show, similar and explain of items, entities and hashtags, on the worked examples of entities_and_indexes.md §12.</summary>
public sealed class ThingCommandTests : IDisposable
{
    const long Now = 1_700_000_000_000;

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // §12.3 and §12.4: A (1.1, 0.275, –), B (–, 0.462132, 0.45). Their squared norms are 1.285625 and 0.416066, and cluster 2 is all that they share.
    [Fact]
    public void Similar_Item_IsTheCosineOfTheVectors()
    {
        var model = WithItems();
        var similar = Tool.Json("similar", model, "--item", "A");
        Assert.Equal(("A", "item_embeddings"), (similar.GetProperty("item").GetString(), similar.GetProperty("table").GetString()));
        var near = Assert.Single(similar.GetProperty("similar").EnumerateArray());
        Assert.Equal("B", near.GetProperty("item").GetString());
        Assert.Equal(0.275 * 0.4621320 / Math.Sqrt(1.285625 * 0.4160660), near.GetProperty("cosine").GetDouble(), 1e-6);
        var text = Tool.Succeed("similar", model, "--item", "A");
        Assert.Contains("Most like item A, by the cosine of the vectors of item_embeddings:", text);
        Assert.Contains("item B   0.174", text);
    }

    // Producers by the cosine of their vectors by favourites, which the model has as a table, with A's.
    [Fact]
    public void Show_Item_HasItsCommunitiesAndWhatIsLikeIt()
    {
        var model = WithItems();
        var shown = Tool.Json("show", model, "--item", "A");
        Assert.Equal([(1, 1.1f), (2, 0.275f)], Vector(shown));
        Assert.Equal(["B"], shown.GetProperty("similar").EnumerateArray().Select(one => one.GetProperty("item").GetString()!));
        var producers = shown.GetProperty("top_producers").EnumerateArray().Select(one => (Name: one.GetProperty("producer").GetString()!, Cosine: one.GetProperty("cosine").GetDouble())).ToArray();
        Assert.Equal(["p1", "p2", "p3"], producers.Select(one => one.Name));
        Assert.All(producers, one => Assert.Equal(CosineWithA(one.Name), one.Cosine, 1e-5));
        var text = Tool.Succeed("show", model, "--item", "A");
        Assert.Contains("Item A is for 2 communities, by who engaged with it:", text);
        Assert.Contains("around p1   1.100", text);
        Assert.Contains("no vector of item 'C' in item_embeddings", _tool.Fail(ExitCodes.BadInput, "show", model, "--item", "C"));
    }

    // u1 is (0.6, 0.3): the dot with A is 0.66 + 0.0825.
    [Fact]
    public void Explain_Item_HasTheCosineAndItsShares()
    {
        var model = WithItems();
        var explained = Tool.Json("explain", model, "--consumer", "u1", "--item", "A");
        Assert.Equal("log-fav", explained.GetProperty("by").GetString());
        Assert.Equal(0.7425 / Math.Sqrt(0.45 * 1.285625), explained.GetProperty("score").GetDouble(), 1e-6);
        Assert.Equal(
            [(1, 0.66 / 0.7425, 0.6, 1.1), (2, 0.0825 / 0.7425, 0.3, 0.275)],
            explained.GetProperty("communities").EnumerateArray().Select(one =>
                (one.GetProperty("cluster").GetInt32(), one.GetProperty("share").GetDouble(), one.GetProperty("consumer_score").GetDouble(), one.GetProperty("item_score").GetDouble())),
            (wanted, found) => wanted.Item1 == found.Item1 && Math.Abs(wanted.Item2 - found.Item2) + Math.Abs(wanted.Item3 - found.Item3) + Math.Abs(wanted.Item4 - found.Item4) < 1e-5);
        var text = Tool.Succeed("explain", model, "--consumer", "u1", "--item", "A");
        Assert.StartsWith("Item A for u1: score 0.976", text);
        Assert.Contains("89 % is around p1 (community 1), where u1 follows and likes p1.", text);
        Assert.Contains("no community in common: score 0", Tool.Succeed("explain", model, "--consumer", "u2", "--item", "B"));
    }

    // By follows u1 is (1, 1). Column 1 has two followers (u1 and u2 alone make up its norm), 2 and 3 have three, z among them: A is (1.5 / √2, 0.75 / √3, 0.25 / √3).
    [Fact]
    public void Explain_ItemOfAnIndexByFollows_ComparesFollows()
    {
        var model = WithItems("--score", "follow", "--clusters-per-item", "50");
        double[] wanted = [1.5 / Math.Sqrt(2), 0.75 / Math.Sqrt(3), 0.25 / Math.Sqrt(3)];
        var vector = Vector(Tool.Json("show", model, "--item", "A")).ToArray();
        Assert.Equal([1, 2, 3], vector.Select(entry => entry.Cluster));
        Assert.Equal(wanted, vector.Select(entry => (double)entry.Score), (a, b) => Math.Abs(a - b) < 1e-6);
        var explained = Tool.Json("explain", model, "--consumer", "u1", "--item", "A");
        Assert.Equal("follow", explained.GetProperty("by").GetString());
        Assert.Equal((wanted[0] + wanted[1]) / Math.Sqrt(2 * wanted.Sum(score => score * score)), explained.GetProperty("score").GetDouble(), 1e-6);
    }

    // §12.1: E10 (0.666667, 0.298142, –), E20 (–, 0.536656, 0.969231).
    [Theory]
    [InlineData("entity")]
    [InlineData("hashtag")]
    public void ShowAndSimilar_EntityOrHashtag_AreOfTheWorkedVectors(string kind)
    {
        var model = WorkedModel.OfFav(_tool, "model", ("u1", 1, 3), ("u1", 2, 1), ("u2", 1, 4), ("u3", 2, 2), ("u3", 3, 5), ("u4", 3, 12));
        Tool.Succeed("entities", "--model", model, "--kind", kind, "--interactions", _tool.Write("interactions.csv", "user,entity,weight\nu1,E10,2\nu2,E10,1\nu9,E10,2\nu3,E20,3\nu4,E20,4\n"));
        var shown = Tool.Json("show", model, $"--{kind}", "E20");
        Assert.Equal("E20", shown.GetProperty(kind).GetString());
        Assert.Equal([(3, 0.969231f), (2, 0.536656f)], Vector(shown), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 2e-6);
        var near = Assert.Single(Tool.Json("similar", model, $"--{kind}", "E10").GetProperty("similar").EnumerateArray());
        Assert.Equal("E20", near.GetProperty(kind).GetString());
        Assert.Equal(0.298142 * 0.536656 / Math.Sqrt((0.666667 * 0.666667 + 0.298142 * 0.298142) * (0.536656 * 0.536656 + 0.969231 * 0.969231)), near.GetProperty("cosine").GetDouble(), 2e-6);
        Assert.Contains($"{char.ToUpperInvariant(kind[0])}{kind[1..]} E10 is of 2 communities, by those who had to do with it:", Tool.Succeed("show", model, $"--{kind}", "E10"));

        // u1 is (3, 1).
        var explained = Tool.Json("explain", model, "--consumer", "u1", $"--{kind}", "E10");
        Assert.Equal("fav", explained.GetProperty("by").GetString());
        Assert.Equal((3 * 0.666667 + 0.298142) / Math.Sqrt(10 * (0.666667 * 0.666667 + 0.298142 * 0.298142)), explained.GetProperty("score").GetDouble(), 2e-6);
        Assert.Contains($"no vector of {kind} 'E30'", _tool.Fail(ExitCodes.BadInput, "similar", model, $"--{kind}", "E30"));
    }

    [Theory]
    [InlineData("#jazz", "jazz")]
    [InlineData("jazz", "#jazz")]
    public void Show_Hashtag_IsFoundWithItsSignOrWithout(string written, string asked)
    {
        var model = WorkedModel.OfFav(_tool, "model", ("u1", 1, 3), ("u2", 1, 4));
        Tool.Succeed("entities", "--model", model, "--kind", "hashtag", "--interactions", _tool.Write("tags.csv", $"user,hashtag,weight\nu1,{written},2\n"));
        Assert.Equal(written, Tool.Json("show", model, "--hashtag", asked).GetProperty("hashtag").GetString());
    }

    // A producer's vector as the model has it, against (1.1, 0.275).
    double CosineWithA(string producer)
    {
        var vector = WorkedModel.Rows(_tool, _tool["model"], "producer_embeddings_fav").Select(row => row.Split(',')).Where(row => row[0] == producer)
            .ToDictionary(row => row[1], row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture));
        return (1.1 * vector.GetValueOrDefault("1") + 0.275 * vector.GetValueOrDefault("2")) / Math.Sqrt(1.285625 * vector.Values.Sum(score => score * score));
    }

    static IEnumerable<(int Cluster, float Score)> Vector(JsonElement shown) =>
        shown.GetProperty("embedding").EnumerateArray().Select(one => (one.GetProperty("cluster").GetInt32(), one.GetProperty("score").GetSingle()));

    string WithItems(params string[] more)
    {
        var model = WorkedModel.OfLogFav(_tool, "model", ("u1", 1, 0.6), ("u1", 2, 0.3), ("u2", 1, 0.8), ("u3", 2, 0.5), ("u3", 3, 0.9), ("u4", 3, 0.2));
        var log = "user,item,kind,timestamp\n" + string.Concat(new[] { ("u1", "A", 8), ("u2", "A", 0), ("u3", "A", 16), ("u1", "B", 4), ("u3", "B", 8), ("u9", "B", 0), ("u4", "C", 1) }
            .Select(one => $"{one.Item1},{one.Item2},favourite,{Now - one.Item3 * 3_600_000L}\n"));
        string[] cut = more.Length > 0 ? more : ["--clusters-per-item", "2"];
        Tool.Succeed(["index", "--model", model, "--events", _tool.Write("events.csv", log), "--preset", "fav", "--age-from", "none", "--min-interactions", "2", "--min-favourites", "0", "--now", $"{Now}", .. cut]);
        return model;
    }
}
