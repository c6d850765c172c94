using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Videos of authors who are marked as not fit for all, in the index of views.</summary>
public sealed class SensitiveAuthorTests : IDisposable
{
    const long Now = 1_700_000_000_000;

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Seven videos, all watched by u1 {1: 0.6}, and a picture. Item 2 is marked itself, 3 by its author, 4 by both; of 5 nobody knows the author, of 6 the table of users says nothing.
    const string Items = """
        item,author,created_at,media,nsfw
        1,good,1699999000000,video,false
        2,good,1699999000000,video,true
        3,bad,1699999000000,video,false
        4,bad,1699999000000,video,true
        5,,1699999000000,video,false
        6,stranger,1699999000000,video,false
        7,good,1699999000000,image,false

        """;

    [Fact]
    public void Index_OfViews_LeavesOutItemsOfMarkedAuthors()
    {
        Assert.Equal(["1,1,0.60000", "1,3,0.60000", "1,5,0.60000", "1,6,0.60000"], Index(Items));
        var figures = Tool.Json([.. Arguments(Items), "--overwrite", "--users", Users()]).GetProperty("figures");
        Assert.Equal(["1,1,0.60000", "1,5,0.60000", "1,6,0.60000"], Rows());
        Assert.Equal(3, figures.GetProperty("items").GetProperty("marked").GetInt32());
        Assert.Equal(1, figures.GetProperty("items").GetProperty("marked_by_author_alone").GetInt32());
        Assert.Equal(4, figures.GetProperty("item_index_video_view").GetProperty("events_removed_unhealthy").GetInt32());
        Assert.Contains("users", Tool.Json("describe", Model).GetProperty("additions")[0].GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("role").GetString()));
        Tool.Succeed("verify", Model);
    }

    // The marks of authors stand for the column nsfw of the items; of whom nothing is known is marked.
    [Fact]
    public void Index_OfViewsWhereItemsHaveNoMarks_GoesByTheirAuthors()
    {
        var items = string.Join('\n', Items.Split('\n').Select(line => line.Contains(',') ? line[..line.LastIndexOf(',')] : line));
        Assert.Contains("--users", _tool.Fail(ExitCodes.BadInput, Arguments(items)));
        Assert.Equal(["1,1,0.60000", "1,2,0.60000"], Index(items, "--users", Users()));
    }

    // Whose nsfw is empty tells no more than who is not there: the items' own marks stand, and without those an item is not fit.
    [Fact]
    public void Index_OfViewsByAuthorsWithoutAMark_CountsThem()
    {
        var users = _tool.Write("users.csv", "id,nsfw\ngood,\nbad,true\n");
        var figures = Tool.Json([.. Arguments(Items), "--users", users]).GetProperty("figures").GetProperty("items");
        Assert.Equal(["1,1,0.60000", "1,5,0.60000", "1,6,0.60000"], Rows());
        Assert.Equal((5, 0), (figures.GetProperty("author_untold").GetInt32(), figures.GetProperty("nsfw_untold").GetInt32()));

        var untold = Tool.Json([.. Arguments(Items.Replace("1,good,1699999000000,video,false", "1,good,1699999000000,video,")), "--overwrite", "--users", users]).GetProperty("figures").GetProperty("items");
        Assert.Equal(["1,5,0.60000", "1,6,0.60000"], Rows());
        Assert.Equal(1, untold.GetProperty("nsfw_untold").GetInt32());

        var items = string.Join('\n', Items.Split('\n').Select(line => line.Contains(',') ? line[..line.LastIndexOf(',')] : line));
        Assert.Contains("nothing is known of their authors", Tool.Succeed([.. Arguments(items), "--overwrite", "--users", users]));
        Assert.Empty(Rows());
    }

    [Fact]
    public void Index_UsersThatTellNothing_AreRefused()
    {
        var names = _tool.Write("names.csv", "id,name\ngood,Ann\n");
        Assert.Contains("column nsfw", _tool.Fail(ExitCodes.BadInput, [.. Arguments(Items), "--users", names]));
        Assert.Contains("column author", _tool.Fail(ExitCodes.BadInput, [.. Arguments("item,created_at,media,nsfw\n1,1699999000000,video,false\n"), "--users", Users()]));
        Assert.Contains("video-view", _tool.Fail(ExitCodes.Usage, "index", "--model", Model, "--events", _tool["events.csv"], "--items", _tool["items.csv"], "--preset", "fav", "--users", Users()));
        Assert.Contains("--items", _tool.Fail(ExitCodes.Usage, "index", "--model", Model, "--events", _tool["events.csv"], "--preset", "video-view", "--users", Users()));
    }

    string Model => Directory.Exists(_tool["model"]) ? _tool["model"] : WorkedModel.OfLogFav(_tool, "model", ("u1", 1, 0.6));

    string[] Index(string items, params string[] more)
    {
        Tool.Succeed([.. Arguments(items), .. more]);
        return Rows();
    }

    string[] Rows() => WorkedModel.Rows(_tool, Model, "item_index_video_view");

    string[] Arguments(string items)
    {
        var views = string.Concat(Enumerable.Range(1, 7).Select(item => $"u1,{item},video_view_50,{Now}\n"));
        return
        [
            "index", "--model", Model, "--events", _tool.Write("events.csv", "user,item,kind,timestamp\n" + views), "--items", _tool.Write("items.csv", items), "--preset", "video-view",
            "--min-interactions", "1", "--min-favourites", "0", "--now", $"{Now}",
        ];
    }

    string Users() => _tool.Write("users.csv", "id,nsfw\ngood,false\nbad,true\nu1,false\n");
}
