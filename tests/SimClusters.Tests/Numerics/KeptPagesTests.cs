using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class KeptPagesTests
{
    // Arrays of any sizes come and go, several at a time: what they share over time, they never share at once.
    [Fact]
    public void Allocate_AfterOthersWereFreed_IsAnArrayOfItsOwn() => Gen.Select(Gen.Long[1, 1_500_000], Gen.Int[0, 5], Gen.Bool, Gen.Double[0, 1]).Array[1, 30].Sample(steps =>
    {
        var arrays = new NativeArray<long>?[6];
        for (var step = 0; step < steps.Length; step++)
        {
            var (length, place, isCleared, share) = steps[step];
            arrays[place]?.Dispose();
            var array = arrays[place] = new(length, isCleared);
            if (isCleared) Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(0));
            array.AsSpan().Fill(place + 1);
            if (step % 3 == 0) array.Shorten((long)(share * length));
            for (var other = 0; other < arrays.Length; other++)
                if (arrays[other] is { } one) Assert.Equal(-1, one.AsSpan().IndexOfAnyExcept(other + 1));
        }

        foreach (var array in arrays) array?.Dispose();
    }, iter: 50);

    [Fact]
    public void Shorten_ToMoreThanThereIs_SaysSo()
    {
        using var array = new NativeArray<int>(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Shorten(6));
    }
}
