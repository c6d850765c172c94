using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Splits ids among threads by their hash; a code names an id by its share and its index therein.</summary>
static class HashShares
{
    /// <summary>A mixed hash: its high half picks the share, its low half the slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0x9E3779B97F4A7C15, 0xD1342543DE82EF95, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ShareOf(ulong hash, int shareCount) => (int)((hash >> 32) * (uint)shareCount >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Code(int index, int share, int shareCount) => checked(index * shareCount + share);

    /// <summary>One thread a share.</summary>
    internal static void Run(int shareCount, Action<int> run)
    {
        var taken = -1;
        ParallelRows.RunThreads(shareCount, _ => run(Interlocked.Increment(ref taken)));
    }

    /// <summary>Puts rows in the place of codes, which each block then keeps instead of its ids.</summary>
    /// <param name="blocks">The ids.</param>
    /// <param name="codes">A code an id, by block; owned by the blocks from here on.</param>
    /// <param name="order">The codes of the distinct ids, ascending in the id.</param>
    /// <param name="execution">Threads and cancellation.</param>
    internal static void KeepRows(IReadOnlyList<IdBlock> blocks, NativeArray<int>[] codes, NativeArray<int> order, Execution execution)
    {
        var codeCount = 0L;
        for (long row = 0; row < order.Length; row++) codeCount = Math.Max(codeCount, order[row] + 1L);
        using var rowOf = new NativeArray<int>(codeCount, cleared: false);
        for (long row = 0; row < order.Length; row++) rowOf[order[row]] = (int)row;

        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            foreach (ref var code in codes[index].AsSpan()) code = rowOf[code];
            blocks[index].KeepRows(codes[index]);
        });
    }
}
