using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class PortableMathTests
{
    [Fact]
    public void Exp_AnyArgument_IsThePlatformsToTwelveDigits() =>
        Gen.Double[-700, 700].Sample(x => Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) < 1e-12);

    [Fact]
    public void Exp_Zero_IsExactlyOne() => Assert.Equal(1.0, PortableMath.Exp(0));

    [Fact]
    public void Normal_ManyKeys_HasMeanZeroAndVarianceOne()
    {
        double sum = 0, squares = 0;
        const int Count = 20_000;
        for (var row = 0UL; row < Count; row++)
        {
            var draw = PortableMath.Normal(CounterRandom.Key(3, row));
            sum += draw;
            squares += draw * draw;
        }

        Assert.InRange(sum / Count, -0.03, 0.03);
        Assert.InRange(squares / Count, 0.95, 1.05);
    }
}
