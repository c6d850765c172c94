using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class NaturalLogarithmTests
{
    [Fact]
    public void Of_IsWithinTwoUnitsInTheLastPlaceOfTheLibrary() =>
        Gen.Select(Gen.Double[0.5, 2], Gen.Int[-60, 60]).Sample((mantissa, exponent) =>
        {
            var x = Math.ScaleB(mantissa, exponent);
            var expected = Math.Log(x);
            Assert.InRange(NaturalLogarithm.Of(x), expected - 2 * Math.BitIncrement(Math.Abs(expected)) * 1.2e-16, expected + 2 * Math.BitIncrement(Math.Abs(expected)) * 1.2e-16);
        });

    // The ends of what a draw can be: 2⁻⁵³ and 1 − 2⁻⁵³.
    [Fact]
    public void Of_Ends()
    {
        Assert.Equal(0, NaturalLogarithm.Of(1));
        Assert.Equal(-53 * Math.Log(2), NaturalLogarithm.Of(Math.ScaleB(1, -53)), 13);
        Assert.Equal(-Math.ScaleB(1, -53), NaturalLogarithm.Of(1 - Math.ScaleB(1, -53)));
    }
}
