using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Numbers integers of any range: distinct ids by hashing, rows by sorting those.</summary>
/// <remarks>
/// Each thread owns the ids whose hash is its share, and reads all of them: no locks, and no order to depend on.
/// Memory: 4 bytes an id read, 16 to 32 bytes a distinct id in the table, 24 while those are sorted.
/// </remarks>
static class HashedNumbering
{
    internal static NodeIndex Number(IReadOnlyList<IdBlock> blocks, Execution execution)
    {
        var shareCount = execution.ThreadCount;
        var codes = blocks.Select(block => new NativeArray<int>(block.Count, cleared: false)).ToArray();
        var sets = new IntegerSet[shareCount];
        HashShares.Run(shareCount, share =>
        {
            var set = sets[share] = new IntegerSet();
            for (var i = 0; i < blocks.Count; i++)
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                Encode(blocks[i], set, share, shareCount, codes[i].AsSpan());
            }
        });

        // Code → row, by sorting the distinct ids together with their codes.
        var count = checked((int)sets.Sum(set => (long)set.Count));
        var ids = new NativeArray<long>(count, cleared: false);
        using var order = new NativeArray<int>(count, cleared: false);
        var next = 0;
        for (var share = 0; share < shareCount; share++)
        {
            for (var index = 0; index < sets[share].Count; index++)
            {
                ids[next] = sets[share][index];
                order[next++] = HashShares.Code(index, share, shareCount);
            }

            sets[share].Dispose();
        }

        ids.AsSpan().Sort(order.AsSpan());
        HashShares.KeepRows(blocks, codes, order, execution);
        return NodeIndex.FromIntegers(ids);
    }

    static void Encode(IdBlock block, IntegerSet set, int share, int shareCount, Span<int> codes)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            var id = block.IntegerAt(i);
            var hash = HashShares.Mix((ulong)id);
            if (HashShares.ShareOf(hash, shareCount) == share)
                codes[i] = HashShares.Code(set.IndexOf(id, hash), share, shareCount);
        }
    }
}
