using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class OrderStatisticsTests
{
    [Fact]
    public void Settle_AnyValuesAndPlaces_HasWhatSortingWouldHave() => Gen.Select(Gen.Int[0, 40].Select(value => (float)value).Array[1, 300], Gen.Int[0, 1_000].Array[1, 6]).Sample((values, picks) =>
    {
        int[] places = [.. picks.Select(pick => pick % values.Length).Distinct().Order()];
        var sorted = values.Order().ToArray();
        OrderStatistics.Settle(values, places);
        foreach (var place in places)
        {
            Assert.Equal(sorted[place], values[place]);
            Assert.All(values[..place], value => Assert.True(value <= values[place]));
            Assert.All(values[place..], value => Assert.True(value >= values[place]));
        }

        Assert.Equal(sorted, values.Order());
    });

    // Orders that make a quickselect with a fixed pivot quadratic: it must end all the same, and soon.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Settle_OrganPipesStepsAndOneValue_AreSettled(int kind)
    {
        const int Count = 200_000;
        float[] values = [.. Enumerable.Range(0, Count).Select(i => kind switch { 0 => Math.Min(i, Count - i), 1 => i / 1_000, _ => 7f })];
        var sorted = values.Order().ToArray();
        OrderStatistics.Settle(values, [0, Count / 4, Count / 2, Count - 1]);
        Assert.Equal([sorted[0], sorted[Count / 4], sorted[Count / 2], sorted[^1]], new[] { values[0], values[Count / 4], values[Count / 2], values[^1] });
    }
}
