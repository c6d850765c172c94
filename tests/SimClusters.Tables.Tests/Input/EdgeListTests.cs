using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class EdgeListTests
{
    [Theory]
    [InlineData("1\t2\n3\t4\n")]
    [InlineData("1 2\n3 4")]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("# SNAP\n# FromNodeId\tToNodeId\n1\t2\n3\t4\n")]
    [InlineData("% comment\n  1   2  \n\n3 \t 4 \n")]
    [InlineData("follower,followee\n1,2\n3,4\n")]
    [InlineData("followee,follower\n2,1\n4,3\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("1\t2\t0.5\n3\t4\t0.25\n")]
    [InlineData("src dst weight\n1 2 1\n3 4 1")]
    [InlineData("\uFEFF1\t2\n3\t4\n")]
    [InlineData("1, 2\n3, 4 \n")]
    public void Read_AnyLayout_GivesTheSameRows(string text)
    {
        using var folder = new InputFolder();
        Assert.Equal([("1", "2"), ("3", "4")], Rows(folder.Write("follows.any", text)));
        Assert.Equal([("1", "2"), ("3", "4")], Rows(folder.WriteGzip("follows.gz", text)));
    }

    [Fact]
    public void Read_Strings_KeepTheirLetters()
    {
        using var folder = new InputFolder();
        Assert.Equal([("ana", "joão b"), ("17", "ana")], Rows(folder.Write("f.tsv", "ana\tjoão b\n17\tana\n")));
        Assert.Equal([("ana", "bo")], Rows(folder.Write("g.csv", "follower,followee\nana,bo\n")));
    }

    [Fact]
    public void Read_EndsOfTheRange_AreIds()
    {
        using var folder = new InputFolder();
        Assert.Equal(
            [("-9223372036854775808", "9223372036854775807"), ("0", "-1")],
            Rows(folder.Write("f.txt", "-9223372036854775808 9223372036854775807\n0 -1\n")));
    }

    [Fact]
    public void Read_BadRows_AreCountedWithLineAndReason()
    {
        using var folder = new InputFolder();
        var path = folder.Write("follows.tsv", "# x\n1\t2\n17,42\nalice\t5\n6\tbob\n7\t99999999999999999999\n8\t9\n1\t2\t3\n");
        using var table = FollowSource.Read(new() { Inputs = [path] }, new Execution(2));

        Assert.Equal((7L, 5L, 2L), (table.RowCount, table.BadRowCount, table.Columns.RowCount));
        Assert.Equal(
        [
            $"{path}:3: expected two ids separated by a tab, found '17,42'.",
            $"{path}:4: expected an integer id of 64 bits, as in the lines before, found 'alice'.",
            $"{path}:5: expected an integer id of 64 bits, as in the lines before, found 'bob'.",
            $"{path}:6: expected an integer id of 64 bits, as in the lines before, found '99999999999999999999'.",
            $"{path}:8: expected two ids separated by a tab, found '1\t2\t3'.",
        ], table.BadRows.Select(row => row.ToString()));
    }

    // Integers may take the parser's fast way, strings never do: the same lines must be bad.
    [Theory]
    [InlineData("1 2 7\n1 3 7 9 9\n1 4 7\n")]
    [InlineData("1 2 7\n1 3 7\t9\n1 4 7\n")]
    [InlineData("a b 7\na c 7 9 9\na d 7\n")]
    [InlineData("1,2,7\n1,3,7,9,9\n1,4,7\n")]
    [InlineData("a,b,7\na,c,7,9,9\na,d,7\n")]
    public void Read_MoreFieldsThanThree_IsABadRow(string text)
    {
        using var folder = new InputFolder();
        using var table = FollowSource.Read(new() { Inputs = [folder.Write("f.txt", text)] }, Execution.Default);
        Assert.Equal((2L, 2L), (table.Columns.RowCount, Assert.Single(table.BadRows).Line));
    }

    [Fact]
    public void Read_Strict_ThrowsTheFirstBadRow()
    {
        using var folder = new InputFolder();
        var path = folder.Write("follows.tsv", "follower\tfollowee\n1\t2\n17,42\nx\ty\n");
        var error = Assert.Throws<TableFormatException>(() => FollowSource.Read(new() { Inputs = [path], Strict = true, BlockBytes = 3 }, new Execution(2)));
        Assert.Equal((path, 3L), (error.Path, error.Line));
        Assert.Equal($"{path}:3: expected two ids separated by a tab, found '17,42'.", error.Message);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("x")]
    public void Read_BadWeight_IsABadRow(string weight)
    {
        using var folder = new InputFolder();
        var path = folder.Write("g.txt", $"1 2 0.5\n2 3 {weight}\n");
        using var table = FollowSource.Read(new() { Inputs = [path], Weighted = true }, Execution.Default);
        Assert.Equal($"{path}:2: expected a finite weight of 0 or more, found '{weight}'.", Assert.Single(table.BadRows).ToString());
        Assert.Equal(0.5f, table.Columns.Blocks[0].Weights![0]);
    }

    [Fact]
    public void Read_AnyBlockSizeAndThreadCount_EqualsTheTwin() =>
        Gen.Select(s_lines, Gen.Int[1, 40], Gen.Int[1, 4], Gen.Bool).Sample((lines, blockBytes, threads, endsWithLine) =>
        {
            using var folder = new InputFolder();
            var text = string.Join('\n', (string[])["# ids", "1 2", .. lines]) + (endsWithLine ? "\n" : "");
            var path = folder.Write("f.txt", text);
            using var table = FollowSource.Read(new() { Inputs = [path], BlockBytes = blockBytes, MaxBadRowsKept = 100 }, new Execution(threads));
            var (rows, badLines) = EdgeListTwin(text);
            return Rows(table).SequenceEqual(rows) && table.BadRows.Select(row => row.Line).SequenceEqual(badLines);
        }, iter: 300);

    [Fact]
    public void Read_NoNames_SaysThreeRowsInWords()
    {
        using var folder = new InputFolder();
        var path = folder.Write("f.txt", "1 2\n3 4\n5 6\n7 8\n");
        using var table = FollowSource.Read(new() { Inputs = [path] }, Execution.Default);
        using var turned = FollowSource.Read(new() { Inputs = [path], Reverse = true }, Execution.Default);
        Assert.Equal(["1 follows 2", "3 follows 4", "5 follows 6"], table.SampleSentences);
        Assert.Equal(["2 follows 1", "4 follows 3", "6 follows 5"], turned.SampleSentences);
        Assert.Equal([("2", "1"), ("4", "3"), ("6", "5"), ("8", "7")], Rows(turned));
    }

    [Fact]
    public void Read_Names_NeedNoSentences()
    {
        using var folder = new InputFolder();
        using var table = FollowSource.Read(new() { Inputs = [folder.Write("f.txt", "source,target\n1,2\n")] }, Execution.Default);
        Assert.Equal(["source", "target"], table.ColumnNames);
        Assert.Empty(table.SampleSentences);
    }

    [Fact]
    public void Read_AFile_KnowsItsHash()
    {
        using var folder = new InputFolder();
        var path = folder.Write("f.txt", "1 2\n3 4\n");
        using var table = FollowSource.Read(new() { Inputs = [path] }, Execution.Default);
        var hash = Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(File.ReadAllBytes(path)));
        Assert.Equal(new InputFile(path, 2, 8, hash), Assert.Single(table.Files));
    }

    [Fact]
    public void Read_IdsAsText_KeepsLeadingZeros()
    {
        using var folder = new InputFolder();
        using var table = FollowSource.Read(new() { Inputs = [folder.Write("f.txt", "007 2\n")], Ids = IdKind.Text }, Execution.Default);
        Assert.Equal([("007", "2")], Rows(table));
    }

    static readonly Gen<string[]> s_lines = Gen.Int[0, 11].Select(Gen.Long, (kind, id) => kind switch
    {
        0 => "",
        1 => "# comment",
        2 => "x 5",
        3 => "7",
        4 => $"{id}  {id >> 40}",
        5 => $" {id % 100}\t5 ",
        6 => "1 2 3",
        7 => $"{id % 10} -{id & 0xFFFF}\r",
        _ => $"{id & 0xFFF} {id >> 52}",
    }).Array[0, 30];

    static (List<(string, string)> Rows, List<long> BadLines) EdgeListTwin(string text)
    {
        var (rows, bad) = (new List<(string, string)>(), new List<long>());
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0 || fields[0][0] == '#') continue;
            if (fields.Length == 2 && long.TryParse(fields[0], out var a) && long.TryParse(fields[1], out var b)) rows.Add(($"{a}", $"{b}"));
            else bad.Add(number + 1);
        }

        return (rows, bad);
    }

    internal static List<(string, string)> Rows(string path)
    {
        using var table = FollowSource.Read(new() { Inputs = [path] }, new Execution(2));
        Assert.Equal(0, table.BadRowCount);
        return Rows(table);
    }

    internal static List<(string, string)> Rows(FollowTable table)
    {
        var rows = new List<(string, string)>();
        foreach (var block in table.Columns.Blocks)
            for (var row = 0; row < block.Count; row++) rows.Add((Name(block.Sources, row), Name(block.Targets, row)));
        return rows;
    }

    static string Name(IdBlock ids, int row) =>
        ids.Kind == IdKind.Integer ? ids.IntegerAt(row).ToString() : System.Text.Encoding.UTF8.GetString(ids.TextAt(row));
}
