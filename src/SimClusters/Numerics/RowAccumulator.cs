using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SimClusters.Numerics;

/// <summary>One thread's dense sums over the columns of a row product, and which of them the current row has touched.</summary>
/// <remarks>
/// Memory a column: 20 bytes for a double. All cells are zero between rows. The loops are optimised at once: a command meets them once,
/// and is through before the runtime would have come back to them.
/// </remarks>
sealed unsafe class RowAccumulator<TSum> : IDisposable
    where TSum : unmanaged
{
    const int PrefetchDistance = 8;

    // A right matrix of so many entries stays in the second-level cache, where asking ahead only costs.
    const int CachedEntryCount = 200_000;

    readonly NativeArray<Cell> _cells;
    readonly NativeArray<int> _touched;
    readonly List<ulong> _ranked = [];
    int _touchedCount;

    internal RowAccumulator(int columnCount)
    {
        _cells = new(columnCount);
        _touched = new(columnCount + 1L, cleared: false);
    }

    struct Cell
    {
        internal TSum Sum;
        internal int Count;
    }

    /// <summary>Adds up one row: a step for each entry of left and each entry of right behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add<TTerm>(SparseMatrix left, SparseMatrix right, int row, TTerm term)
        where TTerm : struct, ITerm<TSum>
    {
        var cells = _cells.Pointer;
        var touched = _touched.Pointer;
        var offsets = right.Offsets.Pointer;
        var columns = right.Keys.Pointer;
        var inners = left.Keys.Pointer;
        var end = left.Offsets[row + 1];
        var prefetch = Sse.IsSupported && right.EntryCount > CachedEntryCount;
        var touchedCount = 0;
        for (var entry = left.Offsets[row]; entry < end; entry++)
        {
            var inner = inners[entry];
            if (prefetch && entry + PrefetchDistance < end) Sse.Prefetch0(columns + offsets[inners[entry + PrefetchDistance]]);
            for (var rightEntry = offsets[inner]; rightEntry < offsets[inner + 1]; rightEntry++)
            {
                var column = columns[rightEntry];
                var cell = cells + column;

                // Noted always, kept only the first time: no branch to mispredict.
                touched[touchedCount] = column;
                touchedCount += cell->Count++ == 0 ? 1 : 0;
                cell->Sum = TTerm.Add(cell->Sum, term.Of(entry, inner, rightEntry));
            }
        }

        _touchedCount = touchedCount;
    }

    /// <summary>Scores what the row has touched, writes the best in ascending columns, and clears the row.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Finish<TFinish, TOut>(int row, TFinish finish, int maxPerRow, RowBlockWriter<TOut> output)
        where TFinish : struct, IRowFinish<TSum, TOut>
        where TOut : unmanaged
    {
        _ranked.Clear();
        var cells = _cells.Pointer;
        for (var t = 0; t < _touchedCount; t++)
        {
            var column = _touched.Pointer[t];
            var score = finish.Score(row, column, cells[column].Sum, cells[column].Count);
            if (score > 0) _ranked.Add(Ranked.Pack(score, column));
            else cells[column] = default;
        }

        var kept = CollectionsMarshal.AsSpan(_ranked);
        if (kept.Length > maxPerRow)
        {
            finish.Truncated(row, kept.Length - maxPerRow);
            TopK.MoveGreatestToFront(kept, maxPerRow);
            foreach (var word in kept[maxPerRow..]) cells[Ranked.Key(word)] = default;
            kept = kept[..maxPerRow];
        }

        // Column first, so that sorting the words sorts the columns.
        foreach (ref var word in kept) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
        TopK.SortShort(kept);
        foreach (var word in kept)
        {
            var column = (int)(word >> 32);
            output.Add(column, finish.Store(row, column, cells[column].Sum, BitConverter.UInt32BitsToSingle((uint)word)));
            cells[column] = default;
        }

        return kept.Length;
    }

    public void Dispose()
    {
        _cells.Dispose();
        _touched.Dispose();
    }
}
