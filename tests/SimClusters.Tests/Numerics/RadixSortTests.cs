using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public sealed class RadixSortTests
{
    // Below and above the count from which digits are counted, and of so few bits that many words are equal.
    [Theory]
    [InlineData(0, 64)]
    [InlineData(500, 40)]
    [InlineData(512, 3)]
    [InlineData(3_000, 22)]
    [InlineData(3_000, 64)]
    public unsafe void Sort_AnyWords_OrdersThemByAllBits(int count, int bits) => Gen.ULong.Array[count].Sample(
        random =>
        {
            ulong[] expected = [.. random.Select(word => word >> (64 - bits))];
            using var words = NativeArray<ulong>.From(expected);
            using var spare = new NativeArray<ulong>(count, cleared: false);
            var sorted = RadixSort.Sort(words.Pointer, spare.Pointer, count, 0, bits);
            Array.Sort(expected);
            Assert.Equal(expected, new ReadOnlySpan<ulong>(sorted, count).ToArray());
        },
        iter: 20);

    [Fact]
    public unsafe void Sort_WordsEqualInTheBitsThatMatter_KeepTheirOrder()
    {
        const int Count = 2_000, LowBit = 16;
        using var words = new NativeArray<ulong>(Count);
        using var spare = new NativeArray<ulong>(Count);
        for (var i = 0; i < Count; i++) words[i] = ((ulong)(i * 7 % 5) << LowBit) | (uint)i;
        ulong[] expected = [.. words.AsSpan().ToArray().OrderBy(word => word >> LowBit)];

        var sorted = RadixSort.Sort(words.Pointer, spare.Pointer, Count, LowBit, LowBit + 3);

        Assert.Equal(expected, new ReadOnlySpan<ulong>(sorted, Count).ToArray());
    }
}
