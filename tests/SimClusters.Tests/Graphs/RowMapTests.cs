using SimClusters.Graphs;
using SimClusters.Tests.Clusters;

namespace SimClusters.Tests.Graphs;

public class RowMapTests
{
    // Three blocks of rows: negative ids, of which each index has some that the other has not.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_ManyIntegers_FindsEachIdAtAnyThreadCount(int threads)
    {
        using var from = TestUsers.Ids([.. Enumerable.Range(0, 150_000).Select(i => 2L * i - 100_000)]);
        using var to = TestUsers.Ids([.. Enumerable.Range(0, 60_000).Select(i => 3L * i - 70_000)]);
        var map = RowMap.Of(from, to, new(threads));
        Assert.Equal([.. from.Integers.ToArray().Select(id => to.RowOf(id))], map);
        Assert.Contains(RowMap.None, map);
    }
}
