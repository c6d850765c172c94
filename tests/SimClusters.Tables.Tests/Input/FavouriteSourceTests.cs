using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

/// <summary>Favourites in the forms that people have them in; what is read is told in words.</summary>
public sealed class FavouriteSourceTests : IDisposable
{
    const string Rows = "1,100,11,1600000000000,favourite\n2,101,11,1600000001000,unfavourite\n1,102,12,1600000002000,like\n";

    readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("user,item,author,timestamp,kind\n")]
    [InlineData("user_id,tweet_id,author_id,created_at,event\n")]
    [InlineData("")]
    public void Read_Csv_FindsTheColumnsByNameOrPlace(string header)
    {
        using var table = Read(_folder.Write("f.csv", header + Rows));
        Assert.Equal([(1L, 100L, 11L, 1600000000000L, false), (1, 102, 12, 1600000002000, false), (2, 101, 11, 1600000001000, true)], Events(table));
        Assert.Contains("milliseconds since 1970", table.InWords);
        Assert.Equal(header.Length == 0, table.InWords.Contains("taken by their place"));
        Assert.Equal((3L, 0L), (table.RowCount, table.BadRowCount));
    }

    [Theory]
    [InlineData("1600000000", "seconds since 1970")]
    [InlineData("1600000000000", "milliseconds since 1970")]
    [InlineData("1600000000000000", "microseconds since 1970")]
    [InlineData("1600000000000000000", "nanoseconds since 1970")]
    [InlineData("2020-09-13T12:26:40Z", "dates and times")]
    [InlineData("2020-09-13 14:26:40+02:00", "dates and times")]
    [InlineData("20200913122640000", "digits")]
    [InlineData("20200913122640", "digits")]
    [InlineData("1600000000.0", "seconds since 1970")]
    public void Read_TimesOfAnyForm_AreToldAndRead(string time, string inWords)
    {
        using var table = Read(_folder.Write("f.csv", $"user,item,author,time\n1,2,3,{time}\n"));
        Assert.Equal(1600000000000L, Assert.Single(Events(table)).TimeMs);
        Assert.Contains(inWords, table.InWords);
    }

    [Theory]
    [InlineData("1600000000::BIGINT")]
    [InlineData("1600000000000::BIGINT")]
    [InlineData("TIMESTAMP '2020-09-13 12:26:40'")]
    [InlineData("TIMESTAMPTZ '2020-09-13 12:26:40+00'")]
    [InlineData("TIMESTAMP_NS '2020-09-13 12:26:40'")]
    [InlineData("1600000000::INTEGER")]
    [InlineData("1600000000::DOUBLE")]
    [InlineData("'1600000000'")]
    [InlineData("20200913122640000::BIGINT")]
    public void Read_TimesOfAParquetFile_AreRead(string time)
    {
        using var table = Read(_folder.WriteQuery("f.parquet", $"SELECT 1 AS user, 2 AS item, 3 AS author, {time} AS at"));
        Assert.Equal(1600000000000L, Assert.Single(Events(table)).TimeMs);
    }

    [Fact]
    public void Read_TimeFormatThatIsNamed_Holds()
    {
        using var table = Read(_folder.Write("f.csv", "user,item,author,time\n1,2,3,5\n"), new() { Time = TimeFormat.Milliseconds });
        Assert.Equal(5, Assert.Single(Events(table)).TimeMs);
    }

    [Fact]
    public void Read_Dates_AreMidnightUtc()
    {
        using var table = Read(_folder.WriteQuery("f.parquet", "SELECT 1 AS user, 2 AS item, 3 AS author, DATE '1970-01-02' AS date"));
        Assert.Equal(86_400_000, Assert.Single(Events(table)).TimeMs);
    }

    [Fact]
    public void Read_OtherKinds_AreCountedByName()
    {
        using var table = Read(_folder.Write("f.csv", "user,item,author,time,kind\n1,2,3,1,retweet\n1,2,3,2, Unlike \n,,,,retweet\n1,2,3,3,UNFAVORITE\n1,2,3,4,click\n"));
        Assert.Equal([true, true], Events(table).Select(one => one.IsUnfavourite));
        Assert.Equal([("retweet", 2L), ("click", 1)], table.OtherKinds);
        Assert.Equal((0L, 5L), (table.BadRowCount, table.RowCount));
    }

    [Fact]
    public void Read_BadRows_AreCountedAndShownOrAnError()
    {
        var path = _folder.Write("f.csv", "user,item,author,time\n1,2,3,1600000000\n1,,3,1600000000\n1,2,3,soon\nann,2,3,1600000000\n1,2,,1600000000\n");
        using var table = Read(path);
        Assert.Equal((4L, 1), (table.BadRowCount, Events(table).Count));
        Assert.Equal($"{path}:2: expected a user, an item, an author and a time (seconds since 1970), found '1, NULL, 3, 1600000000'.", table.BadRows[0].ToString());
        Assert.Contains("'1, 2, 3, soon'", table.BadRows[1].ToString());
        Assert.Equal(table.BadRows[0].ToString(), Assert.Throws<TableFormatException>(() => Read(path, new() { Strict = true })).Message);
    }

    [Fact]
    public void Read_ParquetWithNulls_CountsThem()
    {
        var path = _folder.WriteQuery("f.parquet", "SELECT * FROM (VALUES (1, 2, 3, 10, 'fav'), (NULL, 2, 3, 11, 'fav'), (4, 5, 6, NULL, 'fav'), (7, 8, 9, 12, NULL), (7, 8, 9, 13, 'unfav')) AS t(user, item, author, ts, kind)");
        using var table = Read(path, new() { Time = TimeFormat.Milliseconds });
        Assert.Equal([(1L, 2L, 3L, 10L, false), (7, 8, 9, 13, true)], Events(table));
        Assert.Equal([("NULL", 1L)], table.OtherKinds);
        Assert.Equal((2L, 5L, 2), (table.BadRowCount, table.RowCount, table.BadRows.Count));
    }

    // The two ways to read Parquet are one: a view of the file is DuckDB's to read.
    [Fact]
    public void Read_AnyParquetFile_IsWhatDuckDbReads() => Gen.Select(Gen.Int, Gen.Bool, Gen.Bool, Gen.Int[1, 4], Gen.Int[1, 3]).Sample(
        (seed, isText, isNarrow, kinds, threads) =>
        {
            var id = isText ? "'u' || " : isNarrow ? "1::INTEGER * " : "900719925474::BIGINT * ";
            var path = _folder.WriteQuery($"{Guid.NewGuid()}.parquet", $"""
                SELECT CASE WHEN h % 17 = 0 THEN NULL ELSE {id}(h % 101) END AS user, {id}(h % 1009) AS item, {id}(h % 11) AS author, CASE WHEN h % 23 = 0 THEN NULL ELSE h % 1000000 END AS time,
                list_extract(['favourite', 'unfavourite', 'reply', NULL], 1 + (h % {kinds})::INTEGER) AS kind FROM (SELECT (hash(i + {seed}) % 1000003)::INTEGER AS h FROM range({seed & 0xFFF}) AS r(i))
                """);
            using var direct = Read(path, new() { Time = TimeFormat.Seconds }, threads);
            using var query = Read($"SELECT * FROM '{path}'", new() { Time = TimeFormat.Seconds }, threads);
            Assert.Equal(Events(query), Events(direct));
            Assert.Equal((query.RowCount, query.BadRowCount), (direct.RowCount, direct.BadRowCount));
            Assert.Equal(query.OtherKinds, direct.OtherKinds);
        },
        iter: 25);

    [Fact]
    public void Read_WeightsThatAreAddedUp_AreEdges()
    {
        using var table = Read(_folder.Write("f.csv", "user,author,weight\n1,11,9\n2,11,99.5\n2,13,-1\n"));
        Assert.Null(table.Events);
        var block = Assert.Single(table.Weights!.Blocks);
        Assert.Equal([9, 99.5f], block.Weights!.AsSpan().ToArray());
        Assert.Equal(1, table.BadRowCount);
        Assert.Contains("'user' likes 'author' by 'weight'", table.InWords);
    }

    [Fact]
    public void Read_WithoutAuthors_SaysSoAndReadsNothing()
    {
        using var table = Read(_folder.Write("f.csv", "user,image\n1,11\n2,11\n"));
        Assert.False(table.HasAuthors);
        Assert.Equal(2, table.RowCount);
        Assert.Contains("no column tells whose it is", table.InWords);
    }

    [Fact]
    public void Read_WithoutTimes_SaysSo()
    {
        using var table = Read(_folder.Write("f.csv", "user,item,author\n1,2,3\n"));
        Assert.Contains("without times: each counts as of now", table.InWords);
        Assert.Equal(0, Assert.Single(Events(table)).TimeMs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user,item,author,time\n")]
    public void Read_NoRows_IsAnEmptyTable(string text)
    {
        using var table = Read(_folder.Write("f.csv", text));
        Assert.Equal((0L, 0L), (table.RowCount, table.Events!.RowCount));
    }

    [Fact]
    public void Read_SeveralFiles_AreOneLog()
    {
        _folder.Write("a.csv", "user,item,author,time\n1,2,3,1600000000\n");
        _folder.Write("b.csv", "user,item,author,time\n4,5,6,2020-09-13T12:26:41Z\n");
        using var table = Read(_folder.PathOf("*.csv"));
        Assert.Equal([(1L, 1600000000000L), (4, 1600000001000)], Events(table).Select(one => (one.User, one.TimeMs)));
        var weights = _folder.Write("c.csv", "user,author,weight\n1,2,3\n");
        Assert.Contains($"{weights}: expected events as in", Assert.Throws<TableFormatException>(() => Read(_folder.PathOf("*.csv"))).Message);
    }

    [Fact]
    public void Read_WhatIsNotThere_IsASentence()
    {
        string Fails(string text, FavouriteSourceOptions? options = null) => Assert.Throws<TableFormatException>(() => Read(_folder.Write("f.csv", text), options)).Message;
        Assert.Contains("Name the columns: --fav-user", Fails("a,b,c,d,e,f\n1,2,3,4,5,6\n"));
        Assert.Contains("expected a column of items, or of weights", Fails("user,author,x\n1,2,3\n"));
        Assert.Contains("expected columns such as user, item, author and timestamp", Fails("user,x,y\n1,2,3\n"));
        Assert.Contains("expected a column 'when', found 'user', 'item', 'author', 'time'", Fails("user,item,author,time\n1,2,3,4\n", new() { TimeColumn = "when" }));
        Assert.Contains("expected a time in column 'time'", Fails("user,item,author,time\n1,2,3,yesterday\n"));
        Assert.Contains("expected integers in column 'user', as the follows have, found text", Fails("user,item,author,time\nann,2,3,4\n", new() { Users = IdKind.Integer }));
        Assert.Throws<FileNotFoundException>(() => Read(_folder.PathOf("none.csv")));
    }

    [Fact]
    public void Read_DamagedParquet_IsASentence()
    {
        var path = _folder.WriteQuery("f.parquet", "SELECT i AS user, i AS item, i AS author, i AS time FROM range(100000) AS r(i)");
        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)0xFF, bytes.Length / 4, 5_000);
        Assert.Contains(path, Assert.Throws<TableFormatException>(() => Read(_folder.Write("g.parquet", bytes), new() { Time = TimeFormat.Seconds })).Message.Replace("g.parquet", "f.parquet"));
    }

    // Strings that are stored plain, on pages that end in the middle of what is read at a time.
    [Fact]
    public void Read_PlainStringsOfManyPages_AreAllThere()
    {
        string[] users = [.. Enumerable.Range(0, 20_000).Select(i => $"{i * 7_919 % 99_991:D5}")];
        long[] items = [.. Enumerable.Range(0, users.Length).Select(i => (long)i)];
        using (var builder = new ParquetSharp.WriterPropertiesBuilder())
        {
            using var properties = builder.DisableDictionary().DataPagesize(1_000).Compression(ParquetSharp.Compression.Zstd).Build();
            using var file = new ParquetSharp.ParquetFileWriter(_folder.PathOf("f.parquet"), [new ParquetSharp.Column<string>("user"), new ParquetSharp.Column<long>("item"), new ParquetSharp.Column<long>("author"), new ParquetSharp.Column<long>("time")], properties);
            using var group = file.AppendRowGroup();
            using (var column = group.NextColumn().LogicalWriter<string>()) column.WriteBatch(users);
            for (var i = 0; i < 3; i++)
            {
                using var column = group.NextColumn().LogicalWriter<long>();
                column.WriteBatch(items);
            }

            file.Close();
        }

        using var table = Read(_folder.PathOf("f.parquet"));
        var read = table.Events!.Blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(i => (block.Items.IntegerAt(i), System.Text.Encoding.UTF8.GetString(block.Users.TextAt(i))))).Order();
        Assert.Equal(items.Zip(users), read);
    }

    static FavouriteTable Read(string input, FavouriteSourceOptions? options = null, int threads = 2) =>
        FavouriteSource.Read((options ?? new()) with { Inputs = [input] }, new Execution(threads));

    static List<(long User, long Item, long Author, long TimeMs, bool IsUnfavourite)> Events(FavouriteTable table)
    {
        var events = new List<(long, long, long, long, bool)>();
        foreach (var block in table.Events!.Blocks)
            for (var i = 0; i < block.Count; i++)
                events.Add((Key(block.Users, i), Key(block.Items, i), Key(block.Authors, i), block.TimesMs[i], block.AreUnfavourites is not null && block.AreUnfavourites[i]));
        events.Sort();
        return events;
    }

    // Strings are compared by their bytes' number: short ones alone are made here.
    static long Key(IdBlock ids, int index)
    {
        if (ids.Kind == IdKind.Integer) return ids.IntegerAt(index);
        long key = 0;
        foreach (var letter in ids.TextAt(index)) key = key << 8 | letter;
        return key;
    }
}
