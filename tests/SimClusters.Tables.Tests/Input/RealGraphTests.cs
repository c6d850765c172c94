using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

/// <summary>The real graphs as their sources describe them; skipped where the data folder is not there.</summary>
public class RealGraphTests
{
    [Fact]
    public void ReadGraph_Epinions_HasTheFollowsItsHeaderSays()
    {
        var (graph, report, table) = FollowSource.ReadGraph(new() { Inputs = [Data("soc-epinions1/soc-Epinions1.txt")], Strict = true }, new Execution(2));
        using (graph)
        using (table)
        {
            Assert.Equal((508_837L, 0L, 0L), (report.RowCount, report.DuplicateCount, report.SelfFollowCount));
            Assert.Equal(["FromNodeId", "ToNodeId"], table.ColumnNames);
        }
    }

    [Fact]
    public void Read_Dblp_HasTheEdgesItsHeaderSays()
    {
        using var table = GraphSource.Read(Data("com-dblp/com-dblp.ungraph.txt"), GraphFormat.Auto, new Execution(2));
        var truth = CommunityFile.Read(Data("com-dblp/com-dblp.top5000.cmty.txt"), table.Graph.Vertices);
        Assert.Equal((317_080, 1_049_866L), (table.Graph.VertexCount, table.Graph.EdgeCount));
        Assert.Equal((5_000, 0L), (truth.Members.Count, truth.UnknownIdCount));
    }

    [Fact]
    public void Read_Email_HasADepartmentForEveryVertex()
    {
        using var table = GraphSource.Read(Data("email-eu-core/email-Eu-core.txt"), GraphFormat.Auto, new Execution(2));
        var truth = CommunityFile.Read(Data("email-eu-core/email-Eu-core-department-labels.txt"), table.Graph.Vertices);
        Assert.Equal(42, truth.Members.Count);
        Assert.DoesNotContain(-1, truth.Labels!);
    }

    static string Data(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SimClusters.slnx"))) root = root.Parent;
        var folder = Environment.GetEnvironmentVariable("SIMCLUSTERS_DATA") ?? Path.Combine(root?.FullName ?? ".", "..", "shared", "data");
        var file = Path.Combine(folder, path);
        Assert.SkipUnless(File.Exists(file), $"{file} is not here.");
        return file;
    }
}
