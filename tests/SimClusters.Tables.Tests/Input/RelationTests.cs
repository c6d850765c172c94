using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class RelationTests
{
    [Theory]
    [InlineData("TINYINT")]
    [InlineData("SMALLINT")]
    [InlineData("INTEGER")]
    [InlineData("BIGINT")]
    [InlineData("UTINYINT")]
    [InlineData("USMALLINT")]
    [InlineData("UINTEGER")]
    [InlineData("UBIGINT")]
    [InlineData("VARCHAR")]
    public void Read_ParquetOfAnyType_GivesItsRows(string type)
    {
        using var folder = new InputFolder();
        var path = folder.WriteQuery("f.parquet", $"SELECT i::{type} AS follower, (i + 1)::{type} AS followee FROM range(100) t(i)");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => ($"{i}", $"{i + 1}")), EdgeListTests.Rows(path));
    }

    [Fact]
    public void Read_ManyRows_LosesNone()
    {
        using var folder = new InputFolder();
        var path = folder.WriteQuery("f.parquet", "SELECT 'user number ' || i AS followee, i AS follower FROM range(300000) t(i)");
        using var table = FollowSource.Read(new() { Inputs = [path] }, new Execution(2));
        Assert.Equal(300_000, table.RowCount);
        Assert.Equal(300_000, EdgeListTests.Rows(table).Count(row => row.Item2 == $"user number {row.Item1}"));
    }

    [Fact]
    public void Read_Nulls_AreBadRowsWithTheirNumber()
    {
        using var folder = new InputFolder();
        var path = folder.WriteQuery("f.parquet", "SELECT * FROM (VALUES (1, 2), (NULL, 3), (4, 5), (6, NULL)) t(follower, followee)");
        using var table = FollowSource.Read(new() { Inputs = [path] }, Execution.Default);
        Assert.Equal((4L, 2L), (table.RowCount, table.BadRowCount));
        Assert.Equal($"{path}:2: expected two integer ids in columns 'follower' and 'followee', found 'NULL, 3'.", table.BadRows[0].ToString());
    }

    [Fact]
    public void Read_CsvWithQuotesOrManyColumns_FindsColumnsByName()
    {
        using var folder = new InputFolder();
        Assert.Equal([("1", "2"), ("3", "4")], EdgeListTests.Rows(folder.Write("a.csv", "\"name\",\"followee\",\"follower\"\n\"a, b\",2,1\n\"c\",4,3\n")));
        Assert.Equal([("1", "2"), ("3", "4")], EdgeListTests.Rows(folder.Write("b.csv", ":START_ID(Person)|:END_ID(Person)|date\n1|2|9\n3|4|9\n")));
        Assert.Equal([("ana", "bo, jr")], EdgeListTests.Rows(folder.Write("c.csv", "follower,followee\nana,\"bo, jr\"\n")));
    }

    [Fact]
    public void Read_CsvWithAFewStringsAmongIntegers_CountsBadRows()
    {
        using var folder = new InputFolder();
        var path = folder.Write("f.csv", "day|follower|followee\n1|1|2\n2|x|3\n3|4|5\n");
        using var table = FollowSource.Read(new() { Inputs = [path] }, Execution.Default);
        Assert.Equal([("1", "2"), ("4", "5")], EdgeListTests.Rows(table).Order());
        Assert.Equal($"{path}:2: expected two integer ids in columns 'follower' and 'followee', found 'x, 3'.", Assert.Single(table.BadRows).ToString());
    }

    [Fact]
    public void Read_JsonAndSelect_GiveTheirRows()
    {
        using var folder = new InputFolder();
        var json = folder.Write("f.jsonl", "{\"src\": 1, \"dst\": 2}\n{\"src\": 3, \"dst\": 4}\n");
        Assert.Equal([("1", "2"), ("3", "4")], EdgeListTests.Rows(json).Order());
        Assert.Equal([("3", "4")], EdgeListTests.Rows($"SELECT src, dst FROM '{json}' WHERE src > 1;"));
    }

    [Fact]
    public void Read_SeveralInputsAndGlobs_PutsRowsTogether()
    {
        using var folder = new InputFolder();
        folder.Write("a1.txt", "1 2\n");
        folder.Write("a2.txt", "3 4\n");
        var b = folder.Write("b.txt", "5 6\n");
        using var table = FollowSource.Read(new() { Inputs = [folder.PathOf("a*.txt"), b] }, Execution.Default);
        Assert.Equal([("1", "2"), ("3", "4"), ("5", "6")], EdgeListTests.Rows(table));
        Assert.Equal(["a1.txt", "a2.txt", "b.txt"], table.Files.Select(file => Path.GetFileName(file.Path)));
    }

    [Fact]
    public void Read_NamedColumns_AreTaken()
    {
        using var folder = new InputFolder();
        var path = folder.Write("f.csv", "x,y,z\n1,2,3\n");
        using var table = FollowSource.Read(new() { Inputs = [path], ConsumerColumn = "Z", ProducerColumn = "x" }, Execution.Default);
        Assert.Equal([("3", "1")], EdgeListTests.Rows(table));
    }
}
