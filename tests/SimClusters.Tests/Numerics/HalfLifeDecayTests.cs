using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class HalfLifeDecayTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(8_640_000, 0.5)]
    [InlineData(17_280_000, 0.25)]
    public void At_WholeHalfLives_AreHalves(long age, double expected) => Assert.Equal(expected, new HalfLifeDecay(100, 20_000_000).At(age), 1e-15);

    [Fact]
    public void At_AnyAge_IsThePower() => Gen.Select(Gen.Double[0.01, 1_000], Gen.Long[0, 1_000_000_000]).Sample((days, age) =>
    {
        var expected = Math.Pow(2, -age / (days * 86_400));
        Assert.Equal(expected, new HalfLifeDecay(days, age).At(age), expected * 1e-12 + 1e-300);
    });
}
