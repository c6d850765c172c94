using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Numbers integers of a compact range by a bitmap with ranks: the row of an id is the number of ids below it.</summary>
/// <remarks>Memory: 12 bytes for 64 values of the range, so that a million ids fit in a processor's second cache.</remarks>
static class CompactNumbering
{
    /// <summary>Whether the bitmap costs no more than some 12 bytes an id.</summary>
    internal static bool Fits(long smallest, long largest, long idCount) =>
        unchecked((ulong)largest - (ulong)smallest) / 64 < (ulong)Math.Max(1_024, idCount);

    internal static NodeIndex Number(IReadOnlyList<IdBlock> blocks, long smallest, long largest, Execution execution)
    {
        var wordCount = (long)(unchecked((ulong)largest - (ulong)smallest) / 64) + 1;
        using var words = new NativeArray<ulong>(wordCount);
        using var ranks = new NativeArray<int>(wordCount, cleared: false);

        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            var block = blocks[index];
            if (block.IsNarrow) Mark(block.Narrow, smallest, words);
            else Mark(block.Wide, smallest, words);
        });

        var ids = Ids(words, ranks, smallest);
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            var block = blocks[index];
            if (block.IsNarrow) Rank(block.Narrow, smallest, words, ranks, block.RowsInPlace());
            else Rank(block.Wide, smallest, words, ranks, block.RowsInPlace());
            block.KeepRows();
        });
        return NodeIndex.FromIntegers(ids);
    }

    static void Mark<T>(ReadOnlySpan<T> ids, long smallest, NativeArray<ulong> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var id in ids)
        {
            var (word, bit) = Place(long.CreateTruncating(id), smallest);

            // Most ids are there already: a read is far cheaper than a locked write.
            ref var bits = ref words[word];
            if ((Volatile.Read(ref bits) & bit) == 0) Interlocked.Or(ref bits, bit);
        }
    }

    static NativeArray<long> Ids(NativeArray<ulong> words, NativeArray<int> ranks, long smallest)
    {
        var count = 0;
        for (long word = 0; word < words.Length; word++)
        {
            ranks[word] = count;
            count = checked(count + BitOperations.PopCount(words[word]));
        }

        var ids = new NativeArray<long>(count, cleared: false);
        for (long word = 0, row = 0; word < words.Length; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
                ids[row++] = unchecked(smallest + word * 64 + BitOperations.TrailingZeroCount(bits));
        }

        return ids;
    }

    // The rows may lie where narrow ids lay: each id is read before its row is written.
    static void Rank<T>(ReadOnlySpan<T> ids, long smallest, NativeArray<ulong> words, NativeArray<int> ranks, Span<int> rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var (word, bit) = Place(long.CreateTruncating(ids[i]), smallest);
            rows[i] = ranks[word] + BitOperations.PopCount(words[word] & (bit - 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (long Word, ulong Bit) Place(long id, long smallest)
    {
        var place = unchecked((ulong)id - (ulong)smallest);
        return ((long)(place >> 6), 1UL << (int)(place & 63));
    }
}
