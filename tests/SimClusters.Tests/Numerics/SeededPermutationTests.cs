using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class SeededPermutationTests
{
    [Fact]
    public void Item_OverAllPositions_IsEachOnce() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 3_000]).Sample((key, count) =>
        {
            var order = new SeededPermutation(key, count);
            return Enumerable.Range(0, count).Select(position => order[position]).Order().SequenceEqual(Enumerable.Range(0, count));
        });

    // 20,000 orders of 8: each value at each place 2,500 times, ± 5 standard deviations of 47.
    [Fact]
    public void Item_OverManyKeys_PutsEachValueEverywhereAlike()
    {
        var counts = new int[8, 8];
        for (ulong key = 0; key < 20_000; key++)
        {
            var order = new SeededPermutation(CounterRandom.Key(1, key), 8);
            for (var position = 0; position < 8; position++) counts[position, order[position]]++;
        }

        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 2_500 - 235, 2_500 + 235));
    }
}
