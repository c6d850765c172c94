using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public unsafe class BucketPartsTests
{
    const int BucketCount = 4;

    // Up to some pages a bucket: each has what all parts were given for it, part by part in its order, however it is asked.
    [Fact]
    public void Parts_OfAnyRecords_AreAllOfThem() => Gen.Select(Gen.Int[0, BucketCount - 1], Gen.Int[0, 2]).Array[0, 3_000].Sample(places =>
    {
        using var parts = new BucketParts<ulong>(BucketCount);
        RecordBuckets<ulong>[] each = [parts.New(), parts.New(), parts.New()];
        for (var i = 0; i < places.Length; i++) each[places[i].Item2].Add(places[i].Item1, (ulong)i);
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            ulong[] expected = [.. Enumerable.Range(0, places.Length).Where(i => places[i].Item1 == bucket).OrderBy(i => places[i].Item2).Select(i => (ulong)i)];
            Assert.Equal(expected.Length, parts.Count(bucket));
            var copy = new ulong[expected.Length + 1];
            fixed (ulong* to = copy) parts.CopyTo(bucket, to);
            Assert.Equal([.. expected, 0], copy);
            Assert.Equal(expected, parts.Chunks(bucket).SelectMany(one => new ReadOnlySpan<ulong>((void*)one.Chunk, one.Count).ToArray()));
        }

        var order = parts.LargestFirst();
        Assert.Equal(Enumerable.Range(0, BucketCount), order.Order());
        for (var i = 1; i < BucketCount; i++) Assert.True(parts.Count(order[i - 1]) >= parts.Count(order[i]));
    });
}
