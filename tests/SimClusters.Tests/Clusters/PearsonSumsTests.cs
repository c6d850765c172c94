using SimClusters.Clusters;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class PearsonSumsTests
{
    static double Correlation(params (double X, double Y)[] pairs)
    {
        var sums = default(PearsonSums);
        foreach (var (x, y) in pairs) sums.Add(x, y);
        return sums.Correlation;
    }

    // Means 2 and 3; Σ of products of differences 3, of squares 2 and 6: 3 / √12.
    [Fact]
    public void Correlation_WorkedByHand() => Assert.Equal(0.866025, Correlation((1, 2), (2, 2), (3, 5)), 1e-6);

    [Fact]
    public void Correlation_OfALine_IsItsDirection()
    {
        Assert.Equal(1, Correlation((1, 1), (2, 3), (4, 7)), 1e-12);
        Assert.Equal(-1, Correlation((1, 7), (2, 5), (4, 1)), 1e-12);
    }

    // The sums themselves leave a variance of some 1e-16 here.
    [Fact]
    public void Correlation_WhenOneDoesNotVary_IsZero() =>
        Assert.Equal(0, Correlation([.. Enumerable.Range(1, 1_000).Select(i => (0.1, 1.0 / i))]));

    [Fact]
    public void Correlation_OfNothingOrOne_IsZero() => Assert.Equal((0, 0), (Correlation(), Correlation((1, 2))));

    [Fact]
    public void Correlation_EqualsTheFormula() => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[0, 20].Sample(drawn =>
    {
        (double, double)[] pairs = [.. drawn.Select(pair => (pair.Item1 / 10.0, pair.Item2 / 10.0))];
        return Math.Abs(Correlation(pairs) - ClusterOracle.Pearson(pairs)) < 1e-9;
    });
}
