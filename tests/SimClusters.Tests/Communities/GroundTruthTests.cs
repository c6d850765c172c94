using SimClusters.Communities;

namespace SimClusters.Tests.Communities;

public class GroundTruthTests
{
    [Fact]
    public void Compare_SameCommunitiesUnderOtherNames_IsOne() =>
        Assert.Equal(new(1, 1), GroundTruth.Compare([5, 5, 2, 2, 0], [1, 1, 9, 9, 4]));

    // H = H' = ln 2 of two pairs crossed: no information at all; every best overlap is 1 of 2 and 2.
    [Fact]
    public void Compare_CrossedPairs_ShareNothing()
    {
        var agreement = GroundTruth.Compare([0, 0, 1, 1], [0, 1, 0, 1]);
        Assert.Equal(0, agreement.NormalizedMutualInformation, 12);
        Assert.Equal(0.5, agreement.AverageF1, 12);
    }

    // Truth {0,1,2,3}; found {0,1}, and two alone: I = 0. F1 of the truth 2·2/(4+2), of the found the same; singletons made of unassigned count for nothing.
    [Fact]
    public void Compare_Unassigned_CountAsCommunitiesOfOne()
    {
        var agreement = GroundTruth.Compare([0, 0, -1, -1], [3, 3, 3, 3]);
        Assert.Equal(0, agreement.NormalizedMutualInformation, 12);
        Assert.Equal(2 / 3.0, agreement.AverageF1, 12);

        // H = ln 2, H' = ½ ln 2 + ½ ln 4 = 1.5 ln 2, I = ln 2: 2 / 2.5.
        Assert.Equal(0.8, GroundTruth.Compare([0, 0, -1, -1], [0, 0, 1, 1]).NormalizedMutualInformation, 12);
    }

    [Fact]
    public void Compare_TruthUnknown_IsLeftOut() =>
        Assert.Equal(GroundTruth.Compare([0, 0, 1], [0, 0, 1]), GroundTruth.Compare([0, 0, 1, 1, 0], [0, 0, 1, -1, -1]));

    // Truth {0,1,2} and {2,3}; found {0,1}, {2,3}, {4}. Best of the truth: 4/5 and 1; of the found: 4/5 and 1; {4} is in none.
    [Fact]
    public void Compare_Overlapping_WorkedByHand()
    {
        var agreement = GroundTruth.Compare([0, 0, 1, 1, 2], [[0, 1, 2], [2, 3]]);
        Assert.Equal(0.9, agreement.AverageF1, 12);
        Assert.True(double.IsNaN(agreement.NormalizedMutualInformation));
    }

    [Fact]
    public void Compare_BrokenInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => GroundTruth.Compare([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => GroundTruth.Compare([0, 1], [[2]]));
    }
}
