using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class LogTimesTests
{
    [Fact]
    public void Bounds_AnyBlocksAndThreads_AreThoseOfAllTimes() => Gen.Select(Gen.Long.Array[0, 5].Array[0, 6], Gen.Int[1, 4], Gen.Long).Sample((blocks, threads, time) =>
    {
        NativeArray<long>[] log = [.. blocks.Select(block => NativeArray<long>.From(block))];
        long[] all = [.. blocks.SelectMany(block => block)];
        Assert.Equal(all.Length == 0 ? null : (all.Min(), all.Max()), LogTimes.Bounds(log, new(threads)));
        Assert.Equal(all.Count(one => one > time), LogTimes.CountAfter(time, log));
        foreach (var block in log) block.Dispose();
    });

    [Fact]
    public void Newest_OfNoTimes_IsNull()
    {
        using var empty = NativeArray<long>.From([]);
        Assert.Null(LogTimes.Newest([empty]));
        Assert.Null(LogTimes.Newest([]));
    }
}
