using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public sealed class CommunitiesCommandTests : IDisposable
{
    // Two cliques of four, one edge between them.
    static readonly (int A, int B)[] s_cliques = [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (4, 5), (5, 6), (5, 7), (5, 8), (6, 7), (6, 8), (7, 8)];

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("default")]
    [InlineData("published")]
    public void Communities_TwoCliques_AreFoundAgain(string method)
    {
        var truth = _tool.Write("truth.txt", "1\n1\n1\n1\n2\n2\n2\n2\n");
        var report = Tool.Json("communities", "--graph", Metis(), "--communities", "2", "--epochs", "8", "--method", method, "--truth", truth, "--seed", "3", "--out", _tool["l.txt"]);
        Assert.Equal(1, report.GetProperty("figures").GetProperty("truth").GetProperty("nmi").GetDouble(), 6);
        var labels = File.ReadAllLines(_tool["l.txt"]);
        Assert.Equal(8, labels.Length);
        Assert.Single(labels[..4].Distinct());
        Assert.Single(labels[4..].Distinct());
        Assert.NotEqual(labels[0], labels[4]);
        Assert.NotEqual(0, report.GetProperty("figures").GetProperty("epochs").GetArrayLength());
    }

    [Fact]
    public void Communities_MetisAndEdges_FindTheSame()
    {
        Tool.Succeed("communities", "--graph", Metis(), "--communities", "2", "--out", _tool["m.txt"]);
        Tool.Succeed("communities", "--graph", Edges(), "--communities", "2", "--out", _tool["e.txt"]);
        var byId = File.ReadAllLines(_tool["m.txt"]).Select((label, vertex) => $"{vertex + 1}\t{label}");
        Assert.Equal(byId, File.ReadAllLines(_tool["e.txt"]));
        Tool.Succeed("communities", "--graph", Edges(), "--communities", "2", "--out", _tool["e.csv"]);
        Assert.Equal(File.ReadLines(_tool["e.txt"]).Select(line => line.Replace('\t', ',')), File.ReadLines(_tool["e.csv"]).Skip(1).Select(line => line[..line.LastIndexOf(',')]));
    }

    [Theory]
    [InlineData("l.txt")]
    [InlineData("l.parquet")]
    public void Communities_AnyThreadCount_SameBytes(string name)
    {
        Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "3000", "--producers", "300", "--communities", "6", "--follows", "24000", "--favourites", "10", "--format", "tsv");
        Tool.Succeed("similarity", "--follows", Path.Combine(_tool["network"], "follows.tsv"), "--top", "20", "--out", _tool["s.parquet"]);
        byte[]? first = null;
        foreach (var threads in new[] { "1", "2", "3" })
        {
            Tool.Succeed("communities", "--graph", _tool["s.parquet"], "--threads", threads, "--out", _tool[name], "--overwrite");
            var bytes = File.ReadAllBytes(_tool[name]);
            Assert.Equal(first ??= bytes, bytes);
        }
    }

    [Fact]
    public void Communities_InitialLabels_AreTheStart()
    {
        var labels = _tool.Write("start.txt", "1\n1\n1\n1\n2\n2\n2\n2\n");
        Tool.Succeed("communities", "--graph", Metis(), "--initial", labels, "--epochs", "0", "--method", "published", "--out", _tool["l.txt"]);
        Assert.Equal(File.ReadAllText(labels), File.ReadAllText(_tool["l.txt"]));
        _tool.Fail(ExitCodes.BadInput, "communities", "--graph", Metis(), "--initial", labels, "--communities", "1", "--out", _tool["m.txt"]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("100")]
    public void Communities_OneAndMoreThanVertices_AreAllowed(string count) =>
        Assert.Equal(1, Tool.Json("communities", "--graph", Metis(), "--communities", count, "--out", _tool["l.txt"]).GetProperty("figures").GetProperty("quality").GetProperty("coverage").GetDouble());

    [Fact]
    public void Communities_ExistingFile_IsReplacedOnlyByAWholeOne()
    {
        var old = _tool.Write("l.txt", "old\n");
        _tool.Fail(ExitCodes.BadInput, "communities", "--graph", _tool.Write("bad.txt", "1 2 nan\n"), "--communities", "2", "--out", old, "--overwrite");
        Assert.Equal("old\n", File.ReadAllText(old));
        _tool.Fail(ExitCodes.Output, "communities", "--graph", Metis(), "--communities", "2", "--out", old);
        Tool.Succeed("communities", "--graph", Metis(), "--communities", "2", "--out", old, "--overwrite");
        Assert.NotEqual("old\n", File.ReadAllText(old));
    }

    [Fact]
    public void Communities_BrokenInput_IsASentence()
    {
        string Broken(string path, params string[] more) => _tool.Fail(ExitCodes.BadInput, ["communities", "--graph", path, "--communities", "2", "--out", _tool["l.txt"], .. more]);
        Assert.Contains("no such file", Broken(_tool["missing.txt"]));
        Assert.Contains("empty", Broken(_tool.Write("empty.txt", "")));
        Assert.Contains("binary", Broken(_tool.Write("garbage.txt", "\0\u0001\u0002")));
        Assert.Contains("weight", Broken(_tool.Write("negative.txt", "a b -1\n")));
        Assert.Contains("weight", Broken(_tool.Write("nan.txt", "a b NaN\n")));
        Assert.Contains("above 0", Broken(_tool.Write("zero.txt", "a b 1\nb c 0\n")));
        Assert.Contains("loops", Broken(_tool.Write("loops.txt", "1 1\n2 2\n")));
        Assert.Contains("METIS", Broken(Edges(), "--format", "metis"));
        Assert.Contains("8 rows", Broken(Metis(), "--truth", _tool.Write("short.txt", "1\n2\n")));
        _tool.Fail(ExitCodes.Usage, "communities", "--graph", Metis(), "--communities", "0", "--out", _tool["l.txt"]);
        _tool.Fail(ExitCodes.Usage, "communities", "--graph", Metis(), "--wt-coeff", "-1", "--out", _tool["l.txt"]);
        _tool.Fail(ExitCodes.Usage, "communities", "--graph", Metis(), "--method", "other", "--out", _tool["l.txt"]);
    }

    string Edges() => _tool.Write("edges.txt", string.Concat(s_cliques.Select(edge => $"{edge.A}\t{edge.B}\n")));

    string Metis()
    {
        var rows = Enumerable.Range(1, 8).Select(vertex => string.Join(' ', s_cliques.Where(edge => edge.A == vertex || edge.B == vertex).Select(edge => edge.A + edge.B - vertex)));
        return _tool.Write("graph.metis", $"8 {s_cliques.Length}\n{string.Join('\n', rows)}\n");
    }
}
