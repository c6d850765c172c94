using System.IO.Compression;
using SimClusters.Clusters;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Tests;

public class TableExportTests
{
    static readonly Execution s_execution = new(threadCount: 2);

    [Theory]
    [InlineData("out.csv", "cluster,rank,source,term,score,share_inside,share_all,support\n1,1,topic,Jazz,0.5,0.25,0.125,3\n")]
    [InlineData("out.tsv", "cluster\trank\tsource\tterm\tscore\tshare_inside\tshare_all\tsupport\n1\t1\ttopic\tJazz\t0.5\t0.25\t0.125\t3\n")]
    [InlineData("it's.jsonl", "{\"cluster\":1,\"rank\":1,\"source\":\"topic\",\"term\":\"Jazz\",\"score\":0.5,\"share_inside\":0.25,\"share_all\":0.125,\"support\":3}\n")]
    public void Write_ByName_GivesThatForm(string name, string expected)
    {
        using var place = new TemporaryDirectory();
        TableExport.Write(place.File(name), overwrite: false, path => ClusterLabelsTable.Write(path, [new("Jazz", [new(TermSource.Topic, "Jazz", 0.5, 0.25, 0.125, 3)])], s_execution), threadCount: 2);
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
