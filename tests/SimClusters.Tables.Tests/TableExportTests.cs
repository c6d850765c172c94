using System.IO.Compression;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

public class TableExportTests
{
    static readonly Execution s_execution = new(threadCount: 2);

    [Theory]
    [InlineData("out.csv", "cluster,member_count,consumer_count,follow_norm,follow_producer_normalized_norm\n1,3,4,0.5,0.25\n")]
    [InlineData("out.tsv", "cluster\tmember_count\tconsumer_count\tfollow_norm\tfollow_producer_normalized_norm\n1\t3\t4\t0.5\t0.25\n")]
    [InlineData("it's.jsonl", "{\"cluster\":1,\"member_count\":3,\"consumer_count\":4,\"follow_norm\":0.5,\"follow_producer_normalized_norm\":0.25}\n")]
    public void Write_ByName_GivesThatForm(string name, string expected)
    {
        using var place = new TemporaryDirectory();
        TableExport.Write(place.File(name), overwrite: false, path => ClustersTable.Write(path, [new(new(1), 3, 4, 0.5, 0.25)], s_execution), threadCount: 2);
        Assert.Equal(expected, File.ReadAllText(place.File(name)));
        Assert.Equal([place.File(name)], Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void Export_ATableOfStrings_KeepsRowsAndOrder()
    {
        using var place = new TemporaryDirectory();
        using var samples = Samples.Small(IdKind.Text);
        samples.WriteModel(place.File("model"));
        var model = ModelDirectory.Open(place.File("model"));
        TableExport.Export(model, "unassigned", place.File("u.tsv.gz"), overwrite: false, threadCount: 1);
        TableExport.Export(model, "unassigned", place.File("u.parquet"), overwrite: false, threadCount: 1);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(place.File("u.tsv.gz")), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().TrimEnd('\n').Split('\n');
        Assert.Equal(samples.Unassigned.Select(entry => entry.Reason), lines.Skip(1).Select(line => line.Split('\t')[1]));
        Assert.Equal(File.ReadAllBytes(model.FileOf("unassigned")), File.ReadAllBytes(place.File("u.parquet")));
    }

    [Fact]
    public void Write_OverAFile_NeedsOverwrite()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File("c.csv"), "mine");
        void Write(bool overwrite) => TableExport.Write(place.File("c.csv"), overwrite, path => ClustersTable.Write(path, [], s_execution), threadCount: 1);
        Assert.Contains("pass --overwrite to replace it.", Assert.Throws<IOException>(() => Write(overwrite: false)).Message);
        Assert.Equal("mine", File.ReadAllText(place.File("c.csv")));
        Write(overwrite: true);
        Assert.StartsWith("cluster,", File.ReadAllText(place.File("c.csv")));
    }

    [Fact]
    public void Write_WhenMakingTheTableFails_LeavesTheOldFile()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File("c.csv"), "mine");
        Assert.Throws<OperationCanceledException>(() => TableExport.Write(place.File("c.csv"), overwrite: true, _ => throw new OperationCanceledException(), threadCount: 1));
        Assert.Equal("mine", File.ReadAllText(place.File("c.csv")));
        Assert.Single(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void Write_ToAFormNobodyKnows_IsASentence() =>
        Assert.Contains("expected a name that ends in .parquet, .csv", Assert.Throws<ArgumentException>(() => TableExport.Write("c.docx", false, _ => { }, 1)).Message);
}
