using System.Globalization;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public sealed class SimilarityCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Similarity_ToyGraph_WorkedByHand()
    {
        Tool.Succeed("similarity", "--follows", Tool.Toy("follows.tsv"), "--min-cosine", "0", "--top", "10", "--min-followers", "0", "--out", _tool["s.csv"]);

        // v1 has followers u3 and u4, v2 has u1 and u3, v3 has u2 and u4, v4 has u3 alone.
        string[] expected = ["v1 v2 0.5", "v1 v3 0.5", "v1 v4 0.7071", "v2 v1 0.5", "v2 v4 0.7071", "v3 v1 0.5", "v4 v1 0.7071", "v4 v2 0.7071"];
        Assert.Equal(expected, Rows(_tool["s.csv"]));
    }

    [Fact]
    public void Similarity_JsonOutput_HasEveryFigure()
    {
        var report = Tool.Json("similarity", "--follows", Tool.Toy("follows.csv"), "--out", _tool["s.parquet"]);
        var figures = report.GetProperty("figures");
        Assert.Equal(12, figures.GetProperty("rows_read").GetInt64());
        Assert.Equal(0, figures.GetProperty("rows_dropped").GetProperty("duplicates").GetInt64());
        Assert.Equal(5, figures.GetProperty("edges_kept").GetInt64());
        Assert.Equal(["read", "select", "similarity", "write"], report.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!));
        Assert.True(report.GetProperty("peak_memory_bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("s.parquet")]
    [InlineData("s.csv")]
    public void Similarity_AnyThreadCountAndRowOrder_SameBytes(string name)
    {
        var lines = File.ReadAllLines(Network());
        var turned = _tool.Write("turned.tsv", string.Join('\n', lines[1..].Reverse().Prepend(lines[0])));
        byte[]? first = null;
        foreach (var (follows, threads) in new[] { (Network(), "1"), (Network(), "2"), (turned, "3") })
        {
            Tool.Succeed("similarity", "--follows", follows, "--top", "5", "--threads", threads, "--out", _tool[name], "--overwrite");
            var bytes = File.ReadAllBytes(_tool[name]);
            Assert.Equal(first ??= bytes, bytes);
        }
    }

    [Fact]
    public void Similarity_ReverseAndColumnNames_MeanTheSame()
    {
        var named = _tool.Write("named.csv", "liked,who\n11,1\n12,1\n11,2\n12,2\n");
        var plain = _tool.Write("plain.txt", "11 1\n12 1\n11 2\n12 2\n");
        Tool.Succeed("similarity", "--follows", named, "--follower", "who", "--followee", "liked", "--out", _tool["a.csv"]);
        Tool.Succeed("similarity", "--follows", plain, "--reverse", "--out", _tool["b.csv"]);
        Assert.Equal(["11 12 1", "12 11 1"], Rows(_tool["a.csv"]));
        Assert.Equal(Rows(_tool["a.csv"]), Rows(_tool["b.csv"]));
    }

    [Fact]
    public void Similarity_UnnamedColumns_AreReadBackInWords()
    {
        var (_, _, error) = Tool.Run("similarity", "--follows", _tool.Write("f.txt", "1 2\n3 2\n"), "--out", _tool["s.csv"]);
        Assert.Contains("1 follows 2", error);
        Assert.Contains("--reverse", error);
    }

    [Fact]
    public void Similarity_RowsThatCount_AreToldApart()
    {
        var follows = _tool.Write("f.csv", "consumer,producer\n1,1\n1,2\n1,2\nx,3\n-9223372036854775808,2\n9223372036854775807,2\n9223372036854775807,3\n1,3\n");
        var figures = Tool.Json("similarity", "--follows", follows, "--out", _tool["s.csv"]).GetProperty("figures");
        Assert.Equal(8, figures.GetProperty("rows_read").GetInt64());
        var dropped = figures.GetProperty("rows_dropped");
        Assert.Equal((1, 1, 1), (dropped.GetProperty("bad").GetInt64(), dropped.GetProperty("self_follows").GetInt64(), dropped.GetProperty("duplicates").GetInt64()));
        _tool.Fail(ExitCodes.BadInput, "similarity", "--follows", follows, "--strict", "--out", _tool["t.csv"]);
    }

    [Fact]
    public void Similarity_OneEdge_IsAnEmptyTable()
    {
        Tool.Succeed("similarity", "--follows", _tool.Write("f.csv", "consumer,producer\n1,2\n"), "--out", _tool["s.csv"]);
        Assert.Empty(Rows(_tool["s.csv"]));
    }

    [Fact]
    public void Similarity_ProducersWithTheSameFollowers_HaveCosineOne()
    {
        var follows = _tool.Write("f.csv", "consumer,producer\n" + string.Concat(Enumerable.Range(1, 100_000).Select(user => $"{user},-1\n{user},-2\n")));
        Tool.Succeed("similarity", "--follows", follows, "--out", _tool["s.csv"]);
        Assert.Equal(["-2 -1 1", "-1 -2 1"], Rows(_tool["s.csv"]));
    }

    [Fact]
    public void Similarity_SparseAndDense_AreAdvisedAbout()
    {
        var (_, sparse, _) = Tool.Run("similarity", "--follows", Tool.Toy("follows.csv"), "--min-cosine", "0.9", "--out", _tool["s.csv"]);
        Assert.Contains("lower", sparse, StringComparison.OrdinalIgnoreCase);
        var (_, dense, _) = Tool.Run("similarity", "--follows", Network(), "--top", "1", "--out", _tool["s.csv"], "--overwrite");
        Assert.Contains("raise", dense, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Similarity_BrokenInput_IsASentence()
    {
        string Broken(string path) => _tool.Fail(ExitCodes.BadInput, "similarity", "--follows", path, "--out", _tool["s.parquet"]);
        Assert.Contains("no such file", Broken(_tool["missing.csv"]));
        Assert.Contains("empty", Broken(_tool.Write("empty.csv", "")));
        Assert.Contains("directory", Broken(Directory.CreateDirectory(_tool["folder"]).FullName));
        Assert.Contains("binary", Broken(_tool.Write("garbage.csv", "\u0001\u0002\0\u0003 x\n")));
        Assert.Contains("glob", Broken(_tool["*.nothing"]));
        Assert.Contains("at least one follow", Broken(_tool.Write("self.csv", "consumer,producer\n1,1\n2,2\n")));
        Tool.Succeed("similarity", "--follows", Network(), "--top", "5", "--out", _tool["whole.parquet"]);
        File.WriteAllBytes(_tool["cut.parquet"], File.ReadAllBytes(_tool["whole.parquet"])[..500]);
        Assert.Contains("cut.parquet", Broken(_tool["cut.parquet"]));
    }

    [Fact]
    public void Similarity_WrongCommandLine_IsASentence()
    {
        string Wrong(int code, params string[] more) => _tool.Fail(code, ["similarity", "--follows", Tool.Toy("follows.csv"), .. more]);
        Assert.Contains("--out", Wrong(ExitCodes.Usage));
        Assert.Contains("--top: expected at least 1", Wrong(ExitCodes.Usage, "--top", "0", "--out", _tool["s.csv"]));
        Assert.Contains("--min-cosine: expected 0 to 1", Wrong(ExitCodes.Usage, "--min-cosine", "NaN", "--out", _tool["s.csv"]));
        Assert.Contains("--threads", Wrong(ExitCodes.Usage, "--threads", "0", "--out", _tool["s.csv"]));
        Assert.Contains(".parquet", Wrong(ExitCodes.Usage, "--out", _tool["s.xyz"]));
        Assert.Contains("no folder", Wrong(ExitCodes.Output, "--out", _tool["none/s.csv"]));
        Assert.Contains("folder", Wrong(ExitCodes.Output, "--out", _tool.Folder));
        Assert.Contains("nowhere", Wrong(ExitCodes.BadInput, "--follower", "nowhere", "--followee", "producer", "--out", _tool["s.csv"]));
    }

    string Network()
    {
        if (!Directory.Exists(_tool["network"]))
            Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "2000", "--producers", "150", "--communities", "5", "--follows", "16000", "--favourites", "10", "--format", "tsv");
        return Path.Combine(_tool["network"], "follows.tsv");
    }

    static IEnumerable<string> Rows(string csv) => File.ReadLines(csv).Skip(1)
        .Select(line => line.Split(',')).Select(row => $"{row[0]} {row[1]} {Math.Round(double.Parse(row[2], CultureInfo.InvariantCulture), 4)}");
}
