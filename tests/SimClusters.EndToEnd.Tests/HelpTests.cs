using System.CommandLine.Parsing;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Help that teaches: an example that parses, and of every knob what holds where it is not named.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("topics", "simclusters topics --model model --item-topics item_topics.parquet --events events.parquet --topics topics.parquet")]
    [InlineData("entities", "simclusters entities --model model --interactions interactions.parquet")]
    [InlineData("index", "simclusters index --model model --events events.parquet --items items.parquet --preset fav")]
    [InlineData("recommend", "simclusters recommend --model model --users 17 --top 5")]
    [InlineData("build", "simclusters build --follows follows.parquet --out model")]
    [InlineData("update", "simclusters update --model model")]
    [InlineData("similar", "simclusters similar model --topic Jazz")]
    [InlineData("show", "simclusters show model --consumer 17")]
    [InlineData("explain", "simclusters explain model --consumer 17 --item 4711 --preset push-open")]
    public void Help_OfAVerb_EndsWithExamplesThatParse(string verb, string example)
    {
        var help = Tool.Succeed(verb, "--help");
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        Assert.Contains(examples, line => line.StartsWith(example, StringComparison.Ordinal));
        Assert.All(examples, line =>
        {
            Assert.StartsWith($"simclusters {verb} ", line);
            Assert.Empty(SimClustersCommand.Parse([.. CommandLineParser.SplitCommandLine(line).Skip(1)]).Errors);
        });
    }

    [Theory]
    [InlineData("topics", "--half-life", "Default: 14d.")]
    [InlineData("topics", "--top", "Default: 100 by likes, 50 by followers.")]
    [InlineData("topics", "--min-score", "Default: 0 by likes, 0.001 by followers.")]
    [InlineData("topics", "--min-users", "[default: 0]")]
    [InlineData("topics", "--min-followers", "[default: 100]")]
    [InlineData("topics", "--relabel", "[default: unnamed]")]
    [InlineData("topics", "--now", "Default: the newest event.")]
    [InlineData("topics", "--time-format", "[default: auto]")]
    [InlineData("entities", "--kind", "[default: entity]")]
    [InlineData("entities", "--half-life", "Default: 14d.")]
    [InlineData("entities", "--top", "[default: 100]")]
    [InlineData("entities", "--min-score", "[default: 0]")]
    [InlineData("entities", "--min-users", "[default: 0]")]
    [InlineData("entities", "--now", "Default: the newest event.")]
    [InlineData("index", "--min-interactions", "Default: 8; 50 of video-view, retweet; 1 of push-open.")]
    [InlineData("index", "--min-favourites", "Default: 8; 0 of push-open, fav-video; 50 of video-view, retweet.")]
    [InlineData("index", "--half-life", "Default: 8h.")]
    [InlineData("index", "--window", "Default: 24h.")]
    [InlineData("index", "--age-from", "Default: created-at; none of fav-video.")]
    [InlineData("index", "--max-events-per-pair", "Default: 2; 0 of reply, fav-video.")]
    [InlineData("index", "--clusters-per-item", "Default: 50.")]
    [InlineData("index", "--items-per-cluster", "Default: 2000.")]
    [InlineData("index", "--min-engagements", "Default: 0; 3 of reply.")]
    [InlineData("index", "--score", "Default: log-fav.")]
    [InlineData("index", "--fav-index", "Default: one of the same log.")]
    [InlineData("index", "--now", "Default: the newest event.")]
    [InlineData("recommend", "--top", "[default: 200]")]
    [InlineData("recommend", "--preset", "Default: fav, or the first that the model has.")]
    [InlineData("recommend", "--out", "Default: a table of the model for all or many; words for ids.")]
    [InlineData("recommend", "--clusters-per-user", "[default: 20]")]
    [InlineData("recommend", "--items-per-cluster", "[default: 50]")]
    [InlineData("recommend", "--score", "Default: that of the index.")]
    public void Help_OfAnOption_SaysItsDefault(string verb, string option, string wanted) => Assert.EndsWith(wanted, Line(verb, option));

    // What is not required is a table to read, a switch, a column to find, or a knob with a default.
    [Theory]
    [InlineData("topics")]
    [InlineData("entities")]
    [InlineData("index")]
    [InlineData("recommend")]
    public void Help_OfTheVerbsThatAddTables_LeavesNoKnobWithoutDefault(string verb)
    {
        string[] tables = ["--item-topics", "--events", "--topics", "--topic-follows", "--users", "--items", "--deny", "--kinds"];
        var without = SimClustersCommand.Parse([verb]).CommandResult.Command.Options
            .Where(option => !option.Required && option.ValueType != typeof(bool) && !tables.Contains(option.Name) && option.Name != "--help")
            .Select(option => option.Name).Where(name => !Line(verb, name).Contains("efault: ", StringComparison.Ordinal));
        Assert.Empty(without);
    }

    static string Line(string verb, string option) =>
        Tool.Succeed(verb, "--help").Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith($"{option} ", StringComparison.Ordinal));
}
