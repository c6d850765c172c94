using SimClusters.Clusters;
using SimClusters.Communities;

namespace SimClusters.Tests.Clusters;

public class ClusterMembersTests
{
    [Fact]
    public void Of_SortsByAffiliationThenByRow()
    {
        var members = ClusterMembers.Of(new(3, [2, 0, KnownFor.None, 2, 2, 2], [.5f, .1f, 0, .5f, .9f, 0]));
        Assert.Equal((3, 5), (members.ClusterCount, members.Count));
        Assert.Equal([1], members[0].ToArray());
        Assert.Empty(members[1].ToArray());
        Assert.Equal([4, 0, 3, 5], members[2].ToArray());
    }

    [Fact]
    public void Of_NobodyAndNothing_IsEmpty()
    {
        var members = ClusterMembers.Of(new(0, [], []));
        Assert.Equal((0, 0), (members.ClusterCount, members.Count));
    }

    [Fact]
    public void Of_RandomCommunities_EqualsTheSortedMembers() => RandomGraphs.KnownFor.Sample(knownFor =>
    {
        var members = ClusterMembers.Of(knownFor);
        for (var cluster = 0; cluster < knownFor.ClusterCount; cluster++)
        {
            var rows = Enumerable.Range(0, knownFor.ProducerCount).Where(row => knownFor.Clusters[row] == cluster);
            Assert.Equal(rows.OrderByDescending(row => knownFor.Scores[row]), members[cluster].ToArray());
        }
    });
}
