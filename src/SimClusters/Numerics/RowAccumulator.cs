using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SimClusters.Numerics;

/// <summary>One thread's dense sums over the columns of a row product, and which of them the current row has touched.</summary>
/// <remarks>
/// Memory a column: 20 bytes for a double, and 8 bytes a column that one row has touched. All cells are zero between rows. The loops are optimised at once: a command meets them once,
/// and is through before the runtime would have come back to them.
/// </remarks>
sealed unsafe class RowAccumulator<TSum> : IDisposable
    where TSum : unmanaged
{
    // Left entries ahead at which a right row is asked for, and where it starts: the one needs the other.
    const int RowDistance = 24, OffsetDistance = 64;

    // A right matrix of so many entries stays in the second-level cache, where asking ahead only costs.
    const int CachedEntryCount = 50_000;

    // So many columns are put in order one by one.
    const int MostSorted = 16;

    readonly NativeArray<Cell> _cells;
    readonly NativeArray<int> _touched;
    readonly ColumnSet _kept;
    NativeArray<ulong> _ranked = new(1024, cleared: false);
    int _touchedCount;

    internal RowAccumulator(int columnCount)
    {
        _cells = new(columnCount);
        _touched = new(columnCount + 1L, cleared: false);
        _kept = new(columnCount);
    }

    struct Cell
    {
        internal TSum Sum;
        internal int Count;

        // Of a row that is being finished.
        internal float Score;
    }

    /// <summary>Adds up one row: a step for each entry of left and each entry of right behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add<TRight, TTerm>(SparseMatrix left, PackedRows<TRight> right, int row, TTerm term)
        where TRight : unmanaged
        where TTerm : struct, ITerm<TSum, TRight>
    {
        var cells = _cells.Pointer;
        var touched = _touched.Pointer;
        var offsets = right.Offsets;
        var entries = right.Entries;
        var inners = left.Keys.Pointer;
        var end = left.Offsets[row + 1];

        // The next rows' entries follow in memory: asking for theirs is right as well.
        var lastRow = Sse.IsSupported && right.EntryCount > CachedEntryCount ? left.EntryCount - RowDistance : 0;
        var lastOffset = lastRow + RowDistance - OffsetDistance;
        var touchedCount = 0;
        for (var entry = left.Offsets[row]; entry < end; entry++)
        {
            if (entry < lastOffset) Sse.Prefetch0(offsets + inners[entry + OffsetDistance]);
            if (entry < lastRow)
            {
                Sse.Prefetch0(entries + offsets[inners[entry + RowDistance]]);
                Sse.Prefetch0(entries + offsets[inners[entry + RowDistance] + 1] - 1);
            }

            var inner = inners[entry];
            for (PackedEntry<TRight>* at = entries + offsets[inner], last = entries + offsets[inner + 1]; at < last; at++)
            {
                var column = at->Column;
                var cell = cells + column;

                // Noted always, kept only the first time: no branch to mispredict.
                touched[touchedCount] = column;
                touchedCount += cell->Count++ == 0 ? 1 : 0;
                cell->Sum = TTerm.Add(cell->Sum, term.Of(entry, at->Value));
            }
        }

        _touchedCount = touchedCount;
    }

    /// <summary>Adds the entries of one right row, for products that are no sum over rows of left; <see cref="Finish"/> ends the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddRow<TRight, TTerm>(PackedEntry<TRight>* first, PackedEntry<TRight>* end, TTerm term)
        where TRight : unmanaged
        where TTerm : struct, ITerm<TSum, TRight>
    {
        var cells = _cells.Pointer;
        var touched = _touched.Pointer;
        var touchedCount = _touchedCount;
        for (var at = first; at < end; at++)
        {
            var cell = cells + at->Column;
            touched[touchedCount] = at->Column;
            touchedCount += cell->Count++ == 0 ? 1 : 0;
            cell->Sum = TTerm.Add(cell->Sum, term.Of(0, at->Value));
        }

        _touchedCount = touchedCount;
    }

    /// <summary>The sum of one column, for products that are no sum over rows of left; <see cref="Finish"/> ends the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref TSum Touch(int column)
    {
        var cell = _cells.Pointer + column;
        _touched.Pointer[_touchedCount] = column;
        _touchedCount += cell->Count++ == 0 ? 1 : 0;
        return ref cell->Sum;
    }

    /// <summary>Scores what the row has touched, writes the best in ascending columns, and clears the row.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Finish<TFinish, TOut>(int row, TFinish finish, int maxPerRow, RowBlockWriter<TOut> output)
        where TFinish : struct, IRowFinish<TSum, TOut>
        where TOut : unmanaged
    {
        if (_touchedCount > _ranked.Length) Widen();
        var cells = _cells.Pointer;
        var ranked = _ranked.Pointer;
        var rankedCount = 0;
        for (var t = 0; t < _touchedCount; t++)
        {
            var column = _touched.Pointer[t];
            var score = finish.Score(row, column, cells[column].Sum, cells[column].Count);
            if (score > 0)
            {
                ranked[rankedCount++] = Ranked.Pack(score, column);
                cells[column].Score = score;
            }
            else
            {
                cells[column] = default;
            }
        }

        var kept = _ranked.Slice(0, rankedCount);
        if (kept.Length > maxPerRow)
        {
            finish.Truncated(row, kept.Length - maxPerRow);
            TopK.MoveGreatestToFront(kept, maxPerRow);
            foreach (var word in kept[maxPerRow..]) cells[Ranked.Key(word)] = default;
            kept = kept[..maxPerRow];
        }

        foreach (var column in InOrder(kept))
        {
            output.Add(column, finish.Store(row, column, cells[column].Sum, cells[column].Count, cells[column].Score));
            cells[column] = default;
        }

        _touchedCount = 0;
        return kept.Length;
    }

    // The columns of the words, ascending, in the place of those that have been touched.
    ReadOnlySpan<int> InOrder(Span<ulong> words)
    {
        var columns = _touched.Slice(0, words.Length);
        if (words.Length > MostSorted)
        {
            foreach (var word in words) _kept.Add(Ranked.Key(word));
            _kept.Take(_touched.Pointer);
            return columns;
        }

        for (var i = 0; i < words.Length; i++)
        {
            var column = Ranked.Key(words[i]);
            var hole = i;
            for (; hole > 0 && columns[hole - 1] > column; hole--) columns[hole] = columns[hole - 1];
            columns[hole] = column;
        }

        return columns;
    }

    void Widen()
    {
        var capacity = Math.Max(_touchedCount, 2 * _ranked.Length);
        _ranked.Dispose();
        _ranked = new(capacity, cleared: false);
    }

    public void Dispose()
    {
        _cells.Dispose();
        _touched.Dispose();
        _kept.Dispose();
        _ranked.Dispose();
    }
}
