using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SimClusters.Numerics;

/// <summary>One thread's dense sums over the columns of a row product, and which of them the current row has touched.</summary>
/// <remarks>Memory: a sum and 8 bytes a column. All counts are zero between rows.</remarks>
sealed unsafe class RowAccumulator<TSum> : IDisposable
    where TSum : unmanaged
{
    const int PrefetchDistance = 8;

    readonly NativeArray<Cell> _cells;
    readonly NativeArray<int> _touched;
    readonly List<ulong> _ranked = [];
    int _touchedCount;

    internal RowAccumulator(int columnCount)
    {
        _cells = new(columnCount);
        _touched = new(columnCount + 1L, cleared: false);
    }

    // Count is zero where the row has not been; the sum is then left over from before.
    struct Cell
    {
        internal TSum Sum;
        internal int Count;
    }

    /// <summary>Adds up one row: a step for each entry of left and each entry of right behind it.</summary>
    internal void Add<TTerm>(SparseMatrix left, SparseMatrix right, int row, TTerm term)
        where TTerm : struct, ITerm<TSum>
    {
        var cells = _cells.Pointer;
        var touched = _touched.Pointer;
        var offsets = right.Offsets.Pointer;
        var columns = right.Keys.Pointer;
        var inners = left.Keys.Pointer;
        var end = left.Offsets[row + 1];
        var touchedCount = 0;
        for (var entry = left.Offsets[row]; entry < end; entry++)
        {
            var inner = inners[entry];
            if (Sse.IsSupported && entry + PrefetchDistance < end) Sse.Prefetch0(columns + offsets[inners[entry + PrefetchDistance]]);
            for (var rightEntry = offsets[inner]; rightEntry < offsets[inner + 1]; rightEntry++)
            {
                var column = columns[rightEntry];
                var cell = cells + column;
                var value = term.Of(entry, inner, rightEntry);
                touched[touchedCount] = column;
                if (cell->Count++ == 0)
                {
                    cell->Sum = value;
                    touchedCount++;
                }
                else
                {
                    cell->Sum = TTerm.Add(cell->Sum, value);
                }
            }
        }

        _touchedCount = touchedCount;
    }

    /// <summary>Scores what the row has touched, writes the best in ascending columns, and clears the row.</summary>
    /// <returns>How many were written.</returns>
    internal int Finish<TFinish, TOut>(int row, TFinish finish, int maxPerRow, RowBlockWriter<TOut> output)
        where TFinish : IRowFinish<TSum, TOut>
        where TOut : unmanaged
    {
        _ranked.Clear();
        var cells = _cells.Pointer;
        for (var t = 0; t < _touchedCount; t++)
        {
            var column = _touched.Pointer[t];
            var score = finish.Score(row, column, cells[column].Sum, cells[column].Count);
            cells[column].Count = 0;
            if (score > 0) _ranked.Add(Ranked.Pack(score, column));
        }

        var kept = CollectionsMarshal.AsSpan(_ranked);
        if (kept.Length > maxPerRow)
        {
            finish.Truncated(row, kept.Length - maxPerRow);
            TopK.MoveGreatestToFront(kept, maxPerRow);
            kept = kept[..maxPerRow];
        }

        // Column first, so that sorting the words sorts the columns. The sums are still there, though their counts are cleared.
        foreach (ref var word in kept) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
        kept.Sort();
        foreach (var word in kept)
        {
            var column = (int)(word >> 32);
            output.Add(column, finish.Store(cells[column].Sum, BitConverter.UInt32BitsToSingle((uint)word)));
        }

        return kept.Length;
    }

    public void Dispose()
    {
        _cells.Dispose();
        _touched.Dispose();
    }
}
