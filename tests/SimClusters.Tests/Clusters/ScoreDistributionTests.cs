using SimClusters.Clusters;

namespace SimClusters.Tests.Clusters;

public class ScoreDistributionTests
{
    // offline.md §10.4.
    [Fact]
    public void Of_WorkedExample()
    {
        var found = ScoreDistribution.Of([4, 1, 3, 2]);
        Assert.Equal(1.118034, found.StandardDeviation, 1e-5);
        Assert.Equal(new(4, 2.5, found.StandardDeviation, 1, 1, 3, 4, 4), found);
    }

    [Fact]
    public void Of_Nothing_IsZeros() => Assert.Equal(default, ScoreDistribution.Of([]));

    [Fact]
    public void Of_One_IsThatOne() => Assert.Equal(new(1, 7, 0, 7, 7, 7, 7, 7), ScoreDistribution.Of([7]));

    // n·p of 50 values is 0.5 for p = 0.01: halves go up.
    [Fact]
    public void Of_FiftyValues_RoundsHalvesUp()
    {
        var found = ScoreDistribution.Of(Enumerable.Range(0, 50).Select(i => (double)i));
        Assert.Equal((1, 5, 25, 45, 49), (found.P1, found.P10, found.P50, found.P90, found.P99));
    }

    [Fact]
    public void Of_AnyOrder_SameBits() => Gen.Double[-10, 10].Array[1, 30].Sample(values => ScoreDistribution.Of(values) == ScoreDistribution.Of([.. values.Reverse()]));
}
