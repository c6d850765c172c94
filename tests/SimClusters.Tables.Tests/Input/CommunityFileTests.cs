using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class CommunityFileTests
{
    [Fact]
    public void Read_OneLabelALine_GoesByRow()
    {
        var communities = Read("7\n\n7\n3\n");
        Assert.Equal([0, -1, 0, 1], communities.Labels!);
        Assert.Equal([[0, 2], [3]], communities.Members);
    }

    [Fact]
    public void Read_IdAndLabel_GoesById()
    {
        var communities = Read("40 b\r\n10\ta\r\n20 b\r\n99 a\r\n");
        Assert.Equal([1, 0, -1, 0], communities.Labels!);
        Assert.Equal(1, communities.UnknownIdCount);
    }

    [Fact]
    public void Read_AHeaderWhereIdsAreIntegers_IsNoUnknownId()
    {
        var communities = Read("producer\tcommunity\n40\tb\n10\ta\n");
        Assert.Equal([1, -1, -1, 0], communities.Labels!);
        Assert.Equal(0, communities.UnknownIdCount);
    }

    [Fact]
    public void Read_OneCommunityALine_MayOverlap()
    {
        var communities = Read("# SNAP\n10\t20\t30\n30\t40\n10 20 40 77\n");
        Assert.Null(communities.Labels);
        Assert.Equal([[0, 1, 2], [2, 3], [0, 1, 3]], communities.Members);
        Assert.Equal(1, communities.UnknownIdCount);
    }

    [Fact]
    public void Read_OfAnotherGraph_SaysSo()
    {
        Assert.Contains("expected one label for each of the 4 rows of the graph, found 2 lines.", Assert.Throws<TableFormatException>(() => Read("1\n2\n")).Message);
        Assert.Contains("expected communities of the graph's 4 ids, found none of them.", Assert.Throws<TableFormatException>(() => Read("1 2\n2 3\n")).Message);
    }

    static FileCommunities Read(string text)
    {
        using var folder = new InputFolder();
        using var nodes = NodeIndex.FromIntegers(NativeArray<long>.From([10, 20, 30, 40]));
        return CommunityFile.Read(folder.Write("truth.txt", text), nodes);
    }
}
