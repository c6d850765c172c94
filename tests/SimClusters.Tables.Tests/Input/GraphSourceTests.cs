using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class GraphSourceTests
{
    [Fact]
    public void Read_Metis_WorkedByHand()
    {
        using var folder = new InputFolder();

        // 1–2 at .5 from both sides, 1–4 at .25 from one; 3 has no edge; 4 has a loop.
        using var table = Read(folder, "% c\n4 2 1\n2 0.5 4 0.25\n1 0.5\n\n% between\n4 1\n");
        Assert.True(table.IsMetis);
        Assert.Equal([1, 2, 3, 4], table.Graph.Vertices.Integers.ToArray());
        Assert.Equal([1, 3], table.Graph.Edges.RowKeys(0).ToArray());
        Assert.Equal([0.5f, 0.25f], table.Graph.Edges.RowValues(0).ToArray());
        Assert.Empty(table.Graph.Edges.RowKeys(2).ToArray());
        Assert.Equal([0.25f], table.Graph.Edges.RowValues(3).ToArray());
        Assert.Equal((2L, 1L, 1L), (table.Graph.EdgeCount, table.Graph.OneSidedCount, table.Graph.LoopCount));
    }

    [Theory]
    [InlineData("3 2\n2\n1 3\n2", true)]
    [InlineData("3 2 0\n2\n1 3\n2\n", true)]
    [InlineData("3 2\n2 1\n1 3\n", false)]
    [InlineData("3 2\n2 1\n1 3\n1 2\n3 1\n", false)]
    [InlineData("1 2 7\n2 3 9\n", false)]
    [InlineData("# FromNodeId ToNodeId\n0 1\n1 2\n", false)]
    public void Read_Auto_TellsMetisFromEdges(string text, bool isMetis)
    {
        using var folder = new InputFolder();
        using var table = Read(folder, text);
        Assert.Equal(isMetis, table.IsMetis);
    }

    [Theory]
    [InlineData("2 1\n2\n3\n", 3, "a neighbour from 1 to 2", "3")]
    [InlineData("2 1\n0\n1\n", 2, "a neighbour from 1 to 2", "0")]
    [InlineData("2 1 1\n2 .5\n1\n", 3, "a finite weight of 0 or more after neighbour 1", "")]
    [InlineData("2 1 1\n2 -1\n1 1\n", 2, "a finite weight of 0 or more after neighbour 2", "-1")]
    [InlineData("2 1 1\n2 NaN\n1 1\n", 2, "a finite weight of 0 or more after neighbour 2", "NaN")]
    [InlineData("a b 1\na c -2\n", 2, "a finite weight of 0 or more", "-2")]
    [InlineData("a b NaN\n", 1, "a finite weight of 0 or more", "NaN")]
    public void Read_BrokenLine_SaysWhere(string text, int line, string expected, string found)
    {
        using var folder = new InputFolder();
        var path = folder.Write("g.txt", text);
        var error = Assert.Throws<TableFormatException>(() => GraphSource.Read(path, GraphFormat.Auto, new Execution(2)));
        Assert.Equal($"{path}:{line}: expected {expected}, found '{found}'.", error.Message);
    }

    [Fact]
    public void Read_SaidToBeMetis_IsHeldToIt()
    {
        using var folder = new InputFolder();
        var path = folder.Write("g.txt", "3 2\n2 1\n");
        Assert.Equal(
            $"{path}:1: expected 3 lines after the METIS header, one a vertex; there are 1, found '3 2'.",
            Assert.Throws<TableFormatException>(() => GraphSource.Read(path, GraphFormat.Metis, Execution.Default)).Message);
        using var edges = GraphSource.Read(path, GraphFormat.Edges, Execution.Default);
        Assert.Equal(2, edges.Graph.EdgeCount);
    }

    [Fact]
    public void Read_WeightedTables_TakeTheWeight()
    {
        using var folder = new InputFolder();
        using var parquet = GraphSource.Read(folder.WriteQuery("g.parquet", "SELECT 1 AS a, 2 AS b, 0.5 AS cosine"), GraphFormat.Auto, Execution.Default);
        using var text = Read(folder, "1\t2\t0.5\n");
        Assert.Equal(0.5f, parquet.Graph.Edges[0, 1]);
        Assert.Equal(0.5f, text.Graph.Edges[1, 0]);
        var path = folder.WriteQuery("h.parquet", "SELECT 1 AS a, 2 AS b, -0.5 AS cosine");
        Assert.Contains("and a finite weight of 0 or more", Assert.Throws<TableFormatException>(() => GraphSource.Read(path, GraphFormat.Auto, Execution.Default)).Message);
    }

    [Fact]
    public void Read_NothingButLoops_SaysSo()
    {
        using var folder = new InputFolder();
        var path = folder.Write("g.txt", "1 1\n2 2\n3 3\n");
        Assert.Equal($"{path}: expected at least one edge, found 3 rows, all of them loops.", Assert.Throws<TableFormatException>(() => GraphSource.Read(path, GraphFormat.Auto, Execution.Default)).Message);
    }

    static GraphTable Read(InputFolder folder, string text) => GraphSource.Read(folder.Write("g.txt", text), GraphFormat.Auto, new Execution(2));
}
