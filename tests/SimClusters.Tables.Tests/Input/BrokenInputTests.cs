using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class BrokenInputTests
{
    [Fact]
    public void Read_MissingFile_SaysSo() => WithFolder(folder =>
    {
        var path = folder.PathOf("none.tsv");
        var error = Assert.Throws<FileNotFoundException>(() => Read(path));
        Assert.StartsWith($"{path}: there is no such file. Check the path;", error.Message);
    });

    [Fact]
    public void Read_GlobThatMatchesNothing_SaysSo() => WithFolder(folder =>
    {
        var glob = folder.PathOf("*.tsv");
        Assert.Equal($"{glob}: the glob matches no file. Quote it, so that the shell leaves it alone, and check the path.", Assert.Throws<FileNotFoundException>(() => Read(glob)).Message);
    });

    [Theory]
    [InlineData("f.tsv")]
    [InlineData("f.parquet")]
    [InlineData("f.csv")]
    public void Read_EmptyFile_SaysSo(string name) => WithFolder(folder =>
    {
        var path = folder.Write(name, "");
        Assert.Equal($"{path}: expected a table, found an empty file.", Sentence(path));
    });

    [Fact]
    public void Read_NothingButComments_SaysSo() => WithFolder(folder =>
    {
        var path = folder.Write("f.tsv", "# none\n\n");
        Assert.Equal($"{path}: expected lines of two ids, found none.", Sentence(path));
    });

    [Fact]
    public void Read_DirectoryWithoutTables_SaysSo() => WithFolder(folder =>
    {
        var path = Directory.CreateDirectory(folder.PathOf("sub")).FullName;
        Assert.Equal($"{path}: expected a file of follows, found a directory without one. Name a file, or a glob such as 'follows/*.parquet'.", Sentence(path));
        File.WriteAllText(Path.Combine(path, "f.tsv"), "1\t2\n");
        Assert.Equal([("1", "2")], EdgeListTests.Rows(path));
    });

    [Fact]
    public void Read_BinaryGarbage_SaysSo() => WithFolder(folder =>
    {
        var garbage = new byte[5_000];
        new Random(1).NextBytes(garbage);
        var path = folder.Write("f.tsv", garbage);
        Assert.Equal($"{path}: expected a table (Parquet, CSV, JSON) or lines of two ids, found binary data.", Sentence(path));
    });

    [Fact]
    public void Read_TruncatedParquet_PassesDuckDbsReasonOn() => WithFolder(folder =>
    {
        var whole = File.ReadAllBytes(folder.WriteQuery("whole.parquet", "SELECT i AS follower, i + 1 AS followee FROM range(1000) t(i)"));
        var path = folder.Write("cut.parquet", whole[..(whole.Length / 2)]);
        var sentence = Sentence(path);
        Assert.StartsWith($"{path}: DuckDB cannot read this: ", sentence);
        Assert.Contains("No magic bytes found at end of file", sentence);
        Assert.DoesNotContain('\n', sentence);
    });

    [Fact]
    public void Read_TruncatedGzip_SaysSo() => WithFolder(folder =>
    {
        var whole = File.ReadAllBytes(folder.WriteGzip("whole.gz", string.Concat(Enumerable.Range(0, 9_999).Select(i => $"{i} {i * 7919 % 10_007}\n"))));
        var path = folder.Write("cut.gz", whole[..(whole.Length / 2)]);
        Assert.StartsWith($"{path}: expected gzip data, found them broken or cut off.", Sentence(path));
    });

    [Fact]
    public void Read_WrongColumns_NamesThem() => WithFolder(folder =>
    {
        var one = folder.WriteQuery("one.parquet", "SELECT 1 AS user_id");
        var four = folder.WriteQuery("four.parquet", "SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d");
        var date = folder.WriteQuery("date.parquet", "SELECT 1 AS follower, DATE '2020-01-01' AS followee");
        Assert.Equal($"{one}: expected two columns of ids, found 'user_id' alone.", Sentence(one));
        Assert.Equal($"{four}: expected columns such as follower and followee, found 'a', 'b', 'c', 'd'. Name the two that hold who follows and who is followed.", Sentence(four));
        Assert.Equal($"{date}: expected ids, integers of 64 bits or text, in column 'followee', found DATE. Cast it in a SELECT.", Sentence(date));
        Assert.Equal(
            $"{four}: expected a column 'x', found 'a', 'b', 'c', 'd'.",
            Assert.Throws<TableFormatException>(() => FollowSource.Read(new() { Inputs = [four], ConsumerColumn = "x" }, Execution.Default)).Message);
    });

    [Fact]
    public void Read_UnsignedIdAboveTheRange_SaysWhatToDo() => WithFolder(folder =>
    {
        var path = folder.WriteQuery("f.parquet", "SELECT 18446744073709551615::UBIGINT AS follower, 1 AS followee");
        Assert.Equal(
            $"{path}: expected ids up to 9223372036854775807 in column 'follower', found 18446744073709551615. Cast the column to VARCHAR and the ids are read as text.",
            Sentence(path));
    });

    [Fact]
    public void Read_SelectThatFails_PassesDuckDbsReasonOnInOneLine()
    {
        var sentence = Sentence("SELECT * FROM nowhere");
        Assert.StartsWith("SELECT * FROM nowhere: DuckDB cannot read this: Catalog Error: Table with name nowhere does not exist", sentence);
        Assert.DoesNotContain('\n', sentence);
        Assert.StartsWith("SELECT error('at run time') AS src, 1 AS dst: DuckDB cannot read this: ", Sentence("SELECT error('at run time') AS src, 1 AS dst"));
    }

    [Fact]
    public void Read_IntegersAndTextInTwoFiles_SaysWhich() => WithFolder(folder =>
    {
        var (a, b) = (folder.Write("a.txt", "1 2\n"), folder.Write("b.txt", "x y\n"));
        Assert.Equal(
            $"{b}: expected integer ids as in {a}, found text ids. Read both as text, or each on its own.",
            Assert.Throws<TableFormatException>(() => FollowSource.Read(new() { Inputs = [a, b] }, Execution.Default)).Message);
    });

    [Fact]
    public void ReadGraph_NoFollowLeft_SaysWhyEachRowWasDropped() => WithFolder(folder =>
    {
        var path = folder.Write("f.txt", "1 1\n2 2\nx 3\n");
        var error = Assert.Throws<TableFormatException>(() => FollowSource.ReadGraph(new() { Inputs = [path] }, Execution.Default));
        Assert.Equal(
            $"{path}: expected at least one follow, found none: 3 rows read: 0 follows, 0 duplicates, 2 self-follows, 1 bad rows. " +
            $"The first bad row: {path}:3: expected an integer id of 64 bits, as in the lines before, found 'x'.", error.Message);
    });

    [Fact]
    public void ReadGraph_OneEdge_IsAGraph() => WithFolder(folder =>
    {
        var (graph, report, table) = FollowSource.ReadGraph(new() { Inputs = [folder.Write("f.txt", "1 2")] }, Execution.Default);
        using (graph)
        using (table) Assert.Equal((1L, 1, 1), (report.FollowCount, graph.ConsumerCount, graph.ProducerCount));
    });

    static void Read(string input) => FollowSource.Read(new() { Inputs = [input] }, Execution.Default).Dispose();

    static string Sentence(string input) => Assert.Throws<TableFormatException>(() => Read(input)).Message;

    static void WithFolder(Action<InputFolder> test)
    {
        using var folder = new InputFolder();
        test(folder);
    }
}
