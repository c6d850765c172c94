using System.Text;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

/// <summary>Engagements in the forms that people have them in: what is kept, what is counted, what is told in words.</summary>
public sealed class EventSourceTests : IDisposable
{
    const string Rows = "1,100,favourite,1600000000000\n2,101,video_view_50,1600000001000\n1,102,like,1600000002000\n";

    readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("user,item,kind,timestamp\n")]
    [InlineData("user_id,tweet_id,action_type,created_at\n")]
    [InlineData("")]
    public void Read_Csv_FindsTheColumnsByNameOrPlace(string header)
    {
        using var table = Read(_folder.Write("e.csv", header + Rows));
        Assert.Equal(["1 100 favourite 1600000000000", "1 102 favourite 1600000002000", "2 101 video_view_50 1600000001000"], Events(table));
        Assert.Contains("milliseconds since 1970", table.InWords);
        Assert.Equal(header.Length == 0, table.InWords.Contains("taken by their place"));
        Assert.Equal((3L, 0L), (table.RowCount, table.BadRowCount));
        Assert.Equal([(EventKind.Favourite, 2L), (EventKind.VideoView50, 1L)], table.KeptKinds);
        Assert.Equal(1600000002000, table.Now!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Read_AnAuthor_IsToldAndNotRead()
    {
        using var table = Read(_folder.Write("e.csv", "user,item,author,kind,timestamp\n1,2,3,reply,1600000000\n"));
        Assert.Equal(["1 2 reply 1600000000000"], Events(table));
        Assert.Contains("'author' is not read", table.InWords);
    }

    [Theory]
    [InlineData("1600000000", "seconds since 1970")]
    [InlineData("1600000000000", "milliseconds since 1970")]
    [InlineData("1600000000000000", "microseconds since 1970")]
    [InlineData("2020-09-13T12:26:40Z", "dates and times")]
    [InlineData("20200913122640", "digits")]
    public void Read_TimesOfAnyForm_AreToldAndRead(string time, string inWords)
    {
        using var table = Read(_folder.Write("e.csv", $"user,item,kind,time\n1,2,open,{time}\n"));
        Assert.Equal(["1 2 open 1600000000000"], Events(table));
        Assert.Contains(inWords, table.InWords);
    }

    [Theory]
    [InlineData("1600000000::BIGINT")]
    [InlineData("1600000000::INTEGER")]
    [InlineData("1600000000000000::BIGINT")]
    [InlineData("TIMESTAMP '2020-09-13 12:26:40'")]
    [InlineData("TIMESTAMP_NS '2020-09-13 12:26:40'")]
    [InlineData("'2020-09-13T12:26:40Z'")]
    public void Read_TimesOfAParquetFile_AreReadAndTheNewestIsFound(string time)
    {
        using var table = Read(_folder.WriteQuery("e.parquet", $"SELECT 1 AS user, 2 AS item, 'rt' AS kind, {time} AS at"), new() { Window = TimeSpan.Zero });
        Assert.Equal(["1 2 retweet 1600000000000"], Events(table));
        Assert.Equal(1600000000000, table.Now!.Value.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(" LIKE ", "favourite")]
    [InlineData("un-like", "unfavourite")]
    [InlineData("RT", "retweet")]
    [InlineData("unretweet", "unretweet")]
    [InlineData("push open", "open")]
    [InlineData("Video-View-95", "video_view_95")]
    [InlineData("ServerTweetFav", "favourite")]
    [InlineData("ClientTweetVideoPlayback50", "video_view_50")]
    [InlineData("click", "click")]
    [InlineData("impression", "impression")]
    [InlineData("poke", null)]
    public void Read_KindsByManyNames_AreTheSameFromTextAndParquet(string word, string? kind)
    {
        string[] expected = kind is null ? [] : [$"1 2 {kind} 3"];
        using var text = Read(_folder.Write("e.csv", $"user,item,kind,time\n1,2,{word},3\n"), new() { Time = TimeFormat.Milliseconds });
        using var parquet = Read(_folder.WriteQuery("e.parquet", $"SELECT 1 AS user, 2 AS item, '{word}' AS kind, 3::BIGINT AS time"), new() { Time = TimeFormat.Milliseconds });
        Assert.Equal(expected, Events(text));
        Assert.Equal(expected, Events(parquet));
        Assert.Equal(kind is null ? [(word, 1L)] : [], parquet.UnknownKinds);
    }

    // Each row has one fate; the order of the rules is that of the columns' trouble, kind first.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_RowsNobodyAsksFor_AreCountedEach(bool asText)
    {
        const string Values = """
            (1,10,'favourite',1000),(2,10,'reply',1000),(3,10,'reply',900),(4,10,'favourite',899),(5,10,'favourite',1001),(6,10,'favourite',-1),
            (7,10,'click',1000),(8,10,'click',5),(9,10,'poke',1000),(NULL,NULL,'poke',NULL),(10,10,NULL,1000),(NULL,10,'favourite',1000),(11,NULL,'reply',1000),(12,10,'favourite',NULL)
            """;
        var query = $"SELECT * FROM (VALUES {Values}) AS t(\"user\", item, kind, time)";
        var path = asText ? _folder.WriteQuery("e.csv", query, "csv") : _folder.WriteQuery("e.parquet", $"SELECT \"user\", item, kind, time::BIGINT AS time FROM ({query})");
        using var table = Read(path, new()
        {
            Time = TimeFormat.Milliseconds,
            Kinds = EventKinds.Favourite | EventKinds.Reply,
            Now = DateTimeOffset.FromUnixTimeMilliseconds(1_000),
            Window = TimeSpan.FromMilliseconds(100),
        });
        Assert.Equal(["1 10 favourite 1000", "2 10 reply 1000", "3 10 reply 900"], Events(table));
        Assert.Equal((14L, 3L, 1L, 1L, 1L), (table.RowCount, table.BadRowCount, table.BeforeEpochCount, table.AfterNowCount, table.OutOfWindowCount));
        Assert.Equal([("poke", 2L), ("NULL", 1L)], table.UnknownKinds);
        Assert.Equal([(EventKind.Click, 2L)], table.UnwantedKinds);
        Assert.Equal(3, table.BadRows.Count);
        Assert.Contains("expected a user, an item and a time", table.BadRows[0].ToString());
        var strict = Assert.Throws<TableFormatException>(() => Read(path, new() { Strict = true, Time = TimeFormat.Milliseconds }));
        Assert.Contains(":12: expected a user, an item and a time", strict.Message);
    }

    // The newest row's time counts, whatever its kind, and of all inputs.
    [Fact]
    public void Read_WithoutNow_TakesTheNewestOfAllInputs()
    {
        var old = _folder.Write("a.csv", "user,item,kind,time\n1,2,like,1600000000\n1,3,like,1600086400\n");
        var newer = _folder.WriteQuery("b.parquet", "SELECT 7 AS user, 8 AS item, 'poke' AS kind, 1600086401::BIGINT AS time");
        using var table = EventSource.Read(new() { Inputs = [old, newer], Window = TimeSpan.FromSeconds(86_400) }, new Execution(2));
        Assert.Equal(1600086401, table.Now!.Value.ToUnixTimeSeconds());
        Assert.Equal(["1 3 favourite 1600086400000"], Events(table));
        Assert.Equal(1, table.OutOfWindowCount);
    }

    [Fact]
    public void Read_AnEmptyWindow_IsAnEmptyLog()
    {
        using var table = Read(_folder.Write("e.csv", "user,item,kind,timestamp\n" + Rows), new() { Now = DateTimeOffset.FromUnixTimeSeconds(1), Window = TimeSpan.FromDays(1) });
        Assert.Empty(table.Events.Blocks);
        Assert.Equal(3, table.AfterNowCount);
    }

    [Fact]
    public void Read_EmptyFiles_AreAnEmptyLog()
    {
        using var nothing = Read(_folder.Write("e.csv", ""));
        Assert.Equal((0L, 0L, null), (nothing.RowCount, nothing.Events.RowCount, nothing.Now));
        using var header = Read(_folder.Write("h.csv", "user,item,kind,timestamp\n"));
        Assert.Equal((0L, 0L, null), (header.RowCount, header.Events.RowCount, header.Now));
        using var rowless = Read(_folder.WriteQuery("e.parquet", "SELECT 1 AS user, 2 AS item, 'like' AS kind, 3::BIGINT AS time WHERE false"));
        Assert.Equal((0L, 0L, null), (rowless.RowCount, rowless.Events.RowCount, rowless.Now));
    }

    [Fact]
    public void Read_IdsAtTheEndsOfTheRange_AreKept()
    {
        using var table = Read(_folder.WriteQuery("e.parquet", $"SELECT {long.MaxValue} AS user, unnest([{long.MaxValue}, -9223372036854775808]) AS item, 'like' AS kind, 1600000000::BIGINT AS time"));
        Assert.Equal([$"{long.MaxValue} {long.MinValue} favourite 1600000000000", $"{long.MaxValue} {long.MaxValue} favourite 1600000000000"], Events(table));
        using var text = Read(_folder.Write("e.csv", $"user,item,kind,time\n{long.MinValue},{long.MaxValue},like,1600000000\n1,9223372036854775808,like,1600000000\n"));
        Assert.Equal([$"{long.MinValue} {long.MaxValue} favourite 1600000000000"], Events(text));
        Assert.Equal(1, text.BadRowCount);
        Assert.Contains(
            "expected ids up to 9223372036854775807 in column 'item', found 9223372036854775808",
            Assert.Throws<TableFormatException>(() => Read("SELECT 1 AS user, 9223372036854775808::UBIGINT AS item, 'like' AS kind, 1600000000 AS time")).Message);
    }

    [Fact]
    public void Read_StringsOfManyRowGroups_AreTheSameAtAnyThreadCountAndFromText()
    {
        const string Query = """
            SELECT 'u' || (i * 7919 % 997) AS "user", 'item ' || (i * 31 % 5003) AS item, ['like', 'unlike', 'rt', 'poke', 'video_view_50'][i % 5 + 1] AS kind, 1600000000 + i * 13 % 100000 AS time FROM range(300000) AS r(i)
            """;
        var parquet = _folder.WriteQuery("e.parquet", Query);
        var options = new EventSourceOptions { Window = TimeSpan.FromHours(5) };
        using var one = Read(parquet, options, threads: 1);
        using var many = Read(parquet, options, threads: 5);
        using var text = Read(_folder.WriteQuery("e.csv", Query, "csv"), options);
        Assert.Equal(Events(one), Events(many));
        Assert.Equal(Events(one), Events(text));
        Assert.Equal((300_000L, one.Now, one.OutOfWindowCount), (many.RowCount, text.Now, text.OutOfWindowCount));
        Assert.Equal([("poke", 60_000L)], text.UnknownKinds);
        Assert.True(one.OutOfWindowCount > 100_000);
    }

    [Fact]
    public void Read_AMapping_ComesBeforeTheKnownNames()
    {
        var mapping = _folder.Write("kinds.txt", "# ours\nplay = video_view_50\n\nlike,click\n\"Big Open\" = open\nrt=ignore\n");
        var log = _folder.Write("e.csv", "user,item,kind,time\n1,2,play,1600000000\n2,2,like,1600000000\n3,2,big open,1600000000\n4,2,rt,1600000000\n5,2,reply,1600000000\n");
        using var table = Read(log, new() { KindMapping = mapping });
        Assert.Equal(["1 2 video_view_50", "2 2 click", "3 2 open", "5 2 reply"], Events(table).Select(one => one[..^14]));
        Assert.Equal([("rt", 1L)], table.UnknownKinds);
    }

    [Theory]
    [InlineData("like = love\n", ":1: expected one of favourite, unfavourite, retweet, unretweet, reply, open, video_view_50, video_view_95, click, impression or ignore, found 'love'.")]
    [InlineData("# no\nlike\n", ":2: expected a kind of theirs and one of ours, as in 'like = favourite', found 'like'.")]
    [InlineData("like,click\nLike,reply\n", ":2: expected 'like' to be what a line before says, found 'reply'.")]
    [InlineData(" = click\n", ":1: expected a kind of theirs before the = or the comma, found '= click'.")]
    public void Read_ABrokenMapping_IsASentenceWithItsLine(string mapping, string expected)
    {
        var path = _folder.Write("kinds.txt", mapping);
        Assert.Equal(path + expected, Assert.Throws<TableFormatException>(() => Read(_folder.Write("e.csv", "user,item,kind,timestamp\n" + Rows), new() { KindMapping = path })).Message);
    }

    [Fact]
    public void Read_WhatIsNoLog_IsASentence()
    {
        string Fails(string text, EventSourceOptions? options = null) => Assert.Throws<TableFormatException>(() => Read(_folder.Write("e.csv", text), options)).Message;
        Assert.Contains("found 'user', 'item', 'time' without kind. Name them: --event-user, --event-item, --event-kind, --event-time", Fails("user,item,time\n1,2,3\n"));
        Assert.Contains("found 'a', 'b', 'c' without user, item, kind, timestamp.", Fails("a,b,c\n1,2,3\n"));
        Assert.Contains("expected a column 'when', found 'user', 'item', 'kind', 'time'", Fails("user,item,kind,time\n1,2,like,4\n", new() { TimeColumn = "when" }));
        Assert.Contains("expected a time in column 'time'", Fails("user,item,kind,time\n1,2,like,yesterday\n"));
        Assert.Contains("expected integers in column 'user', as the follows have, found text", Fails("user,item,kind,time\nann,2,like,4\n", new() { Users = IdKind.Integer }));
        Assert.Contains("expected times of the years 1 to 9999", Fails("user,item,kind,time\n1,2,like,9000000000000000\n", new() { Time = TimeFormat.Milliseconds }));
        Assert.Throws<FileNotFoundException>(() => Read(_folder.PathOf("none.csv")));
        Assert.Throws<ArgumentException>(() => Read("SELECT 1", new() { Kinds = EventKinds.None }));
        var exception = Assert.Throws<TableFormatException>(() => EventSource.Read(
            new() { Inputs = ["SELECT 1 AS user, 2 AS item, 'like' AS kind, 3 AS time", "SELECT 1 AS user, 'a' AS item, 'like' AS kind, 3 AS time"] }, new Execution(1)));
        Assert.Contains("expected users of kind Integer and items of kind Integer", exception.Message);
    }

    static EventTable Read(string input, EventSourceOptions? options = null, int threads = 2) => EventSource.Read((options ?? new()) with { Inputs = [input] }, new Execution(threads));

    static string[] Events(EventTable table) => [.. table.Events.Blocks.SelectMany(block => Enumerable.Range(0, block.Count)
        .Select(i => $"{Id(block.Users, i)} {Id(block.Items, i)} {block.Kinds[i].Name()} {block.TimesMs[i]}")).Order(StringComparer.Ordinal)];

    static string Id(IdBlock ids, int index) => ids.Kind == IdKind.Integer ? $"{ids.IntegerAt(index)}" : Encoding.UTF8.GetString(ids.TextAt(index));
}
