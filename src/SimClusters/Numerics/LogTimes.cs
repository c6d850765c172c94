namespace SimClusters.Numerics;

/// <summary>What the times of a log span, in blocks of milliseconds since 1970.</summary>
static class LogTimes
{
    /// <summary>The oldest and the newest; null of a log without any. A step a time.</summary>
    internal static (long OldestMs, long NewestMs)? Bounds(IReadOnlyList<NativeArray<long>> blocks, Execution execution)
    {
        var bounds = new (long Oldest, long Newest)[blocks.Count];
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (block, _, _) =>
        {
            long oldest = long.MaxValue, newest = long.MinValue;
            foreach (var time in blocks[block].AsSpan()) (oldest, newest) = (Math.Min(oldest, time), Math.Max(newest, time));
            bounds[block] = (oldest, newest);
        });
        return blocks.All(block => block.Length == 0) ? null : (bounds.Min(one => one.Oldest), bounds.Max(one => one.Newest));
    }

    /// <summary>The newest as a time of the calendar; null of a log without any.</summary>
    internal static DateTimeOffset? Newest(IReadOnlyList<NativeArray<long>> blocks) =>
        Bounds(blocks, Execution.Default) is var (_, newestMs) ? DateTimeOffset.FromUnixTimeMilliseconds(newestMs) : null;

    /// <summary>How many are later than a time. A step a time.</summary>
    internal static long CountAfter(long timeMs, IReadOnlyList<NativeArray<long>> blocks)
    {
        long count = 0;
        foreach (var block in blocks)
            foreach (var time in block.AsSpan()) count += time > timeMs ? 1 : 0;
        return count;
    }
}
