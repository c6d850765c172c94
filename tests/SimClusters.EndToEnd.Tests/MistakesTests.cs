using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Command lines with mistakes: a sentence in terms of what was typed, before anything is read.</summary>
public sealed class MistakesTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("frobnicat", "There is no verb 'frobnicat'")]
    [InlineData("sho model --consumer 2", "There is no verb 'sho'; the nearest is 'show'.")]
    [InlineData("--verison", "There is no option '--verison' of 'simclusters'; the nearest is '--version'.")]
    [InlineData("show model --consumr 2", "There is no option '--consumr' of 'show'; the nearest is '--consumer'.")]
    [InlineData("index --model m --preset fav --events e.csv --itmes i.csv", "There is no option '--itmes' of 'index'; the nearest is '--items'.")]
    [InlineData("build --out m --follows f.csv --comunities 5", "There is no option '--comunities' of 'build'; the nearest is '--communities'.")]
    [InlineData("describe", "Expected MODEL behind the verb.")]
    [InlineData("build --out m", "'--follows' is required")]
    [InlineData("topics --model m --relabel sum", "--relabel: expected one of unnamed, all, none; found 'sum'.")]
    public void Run_MisspeltOrMissing_NamesTheNearest(string line, string sentence) => Assert.Contains(sentence, _tool.Fail(ExitCodes.Usage, line.Split(' ')));

    // Of the options that have a least value, too: asking for the value of such a text used to end the process.
    [Theory]
    [InlineData("show model --cluster x", "--cluster: expected a whole number, found 'x'.")]
    [InlineData("show model --consumer 1 --top x", "--top: expected a whole number, found 'x'.")]
    [InlineData("describe model --threads two", "--threads: expected a whole number, found 'two'.")]
    [InlineData("describe model --threads 0", "--threads: expected at least 1, found 0.")]
    [InlineData("generate --out n --mixing a", "--mixing: expected a number, found 'a'.")]
    [InlineData("generate --out n --mixing 2", "--mixing: expected 0 to 1, found 2.")]
    [InlineData("build --follows f --out m --communities many", "--communities: expected a whole number, found 'many'.")]
    [InlineData("build --follows f --out m --min-cosine NaN", "--min-cosine: expected 0 to 1, found NaN.")]
    [InlineData("generate --out n --consumers 0", "--consumers: expected at least 1, found 0.")]
    [InlineData("generate --out n --producers 10 --communities 40", "--communities: expected at most 10, a producer each, found 40.")]
    [InlineData("build --follows f --out m --version-name ", "--version-name: expected a value, found an empty one.")]
    [InlineData("build --follows f --out m --seed -1", "--seed: expected a whole number of 0 or more, found '-1'.")]
    public void Run_ValueThatIsNoNumberOrOutOfRange_SaysWhatIsExpected(string line, string sentence) => Assert.Contains(sentence, _tool.Fail(ExitCodes.Usage, line.Split(' ')));

    [Theory]
    [InlineData("garbage")]
    [InlineData("2026-13-01")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("-99999999999")]
    public void Run_NowThatIsNoTime_IsSaidBeforeAnythingIsRead(string now) =>
        Assert.Contains($"--now: expected a time such as 2026-01-31T12:00:00Z, or seconds or milliseconds since 1970, found '{now}'.", _tool.Fail(ExitCodes.Usage, "index", "--model", "none", "--preset", "fav", "--events", "none.csv", "--now", now));

    [Theory]
    [InlineData("-1")]
    [InlineData("-62135596800")]
    [InlineData("-62135596800000")]
    [InlineData("253402300799999")]
    [InlineData("1960-01-01")]
    public void Run_NowAtTheEndsOfTheCalendar_IsATime(string now) =>
        Assert.Contains("expected a model directory", _tool.Fail(ExitCodes.BadInput, "index", "--model", _tool["none"], "--preset", "fav", "--events", "none.csv", "--now", now));
}
