using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>One entry of packed rows.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct PackedEntry<TValue>(int Column, TValue Value)
    where TValue : unmanaged;

/// <summary>A sparse matrix whose entries have column and values side by side, for products that meet its rows at random: a row is a cache line or two, not one an array.</summary>
/// <remarks>Memory: 4 bytes and the values an entry; the offsets are the matrix's own, which it may not outlive, or 8 bytes a row.</remarks>
sealed unsafe class PackedRows<TValue> : IDisposable
    where TValue : unmanaged
{
    const int BlockSize = 16_384;

    readonly NativeArray<long> _offsets;
    readonly NativeArray<PackedEntry<TValue>> _entries;
    readonly bool _ownsOffsets;

    /// <param name="matrix">Which entries there are.</param>
    /// <param name="value">An entry's values, by its place in the matrix.</param>
    /// <param name="execution">Threads.</param>
    internal PackedRows(SparseMatrix matrix, Func<long, TValue> value, Execution execution)
    {
        ColumnCount = matrix.ColumnCount;
        _offsets = matrix.Offsets;
        _entries = new(matrix.EntryCount, cleared: false);
        ParallelRows.Run(matrix.RowCount, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var entry = _offsets[first]; entry < _offsets[end]; entry++) _entries[entry] = new(matrix.Keys[entry], value(entry));
        });
    }

    /// <param name="columnCount">Columns.</param>
    /// <param name="offsets">Where each row starts, and the end. Owned from here on, as the entries are.</param>
    /// <param name="entries">The rows, one after another.</param>
    internal PackedRows(int columnCount, NativeArray<long> offsets, NativeArray<PackedEntry<TValue>> entries) => (ColumnCount, _offsets, _entries, _ownsOffsets) = (columnCount, offsets, entries, true);

    internal int RowCount => (int)(_offsets.Length - 1);

    internal int ColumnCount { get; }

    internal long EntryCount => _entries.Length;

    /// <summary>Where each row starts, and the end.</summary>
    internal long* Offsets => _offsets.Pointer;

    internal PackedEntry<TValue>* Entries => _entries.Pointer;

    public void Dispose()
    {
        _entries.Dispose();
        if (_ownsOffsets) _offsets.Dispose();
    }
}

/// <summary>Makes packed rows of weighted matrices.</summary>
static unsafe class PackedRows
{
    const int BlockSize = 16_384;

    /// <summary>The rows of a weighted matrix as others number them, without the entries that are 0.</summary>
    /// <param name="matrix">Its values are those of the entries.</param>
    /// <param name="rowOf">By row here: the row of the matrix, or −1 for an empty one.</param>
    /// <param name="execution">Threads.</param>
    internal static PackedRows<float> Of(SparseMatrix matrix, int[] rowOf, Execution execution)
    {
        var offsets = new NativeArray<long>(rowOf.Length + 1L, cleared: false);
        var blocks = new long[(rowOf.Length + BlockSize - 1) / BlockSize + 1];
        ParallelRows.Run(rowOf.Length, BlockSize, execution.WithoutProgress(), (block, first, end) => blocks[block + 1] = Count(matrix, rowOf, first, end, offsets.Pointer));
        for (var block = 1; block < blocks.Length; block++) blocks[block] += blocks[block - 1];
        offsets[rowOf.Length] = blocks[^1];
        var entries = new NativeArray<PackedEntry<float>>(blocks[^1], cleared: false);
        ParallelRows.Run(rowOf.Length, BlockSize, execution.WithoutProgress(), (block, first, end) => Fill(matrix, rowOf, first, end, blocks[block], offsets.Pointer, entries.Pointer));
        return new(matrix.ColumnCount, offsets, entries);
    }

    // By row, where it starts among those of its block; gives how many entries the block has.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long Count(SparseMatrix matrix, int[] rowOf, int first, int end, long* offsets)
    {
        var from = matrix.Offsets.Pointer;
        var values = matrix.Values!.Pointer;
        long count = 0;
        for (var row = first; row < end; row++)
        {
            offsets[row] = count;
            if (rowOf[row] < 0) continue;
            for (var (entry, last) = (from[rowOf[row]], from[rowOf[row] + 1L]); entry < last; entry++) count += values[entry] != 0 ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fill(SparseMatrix matrix, int[] rowOf, int first, int end, long blockStart, long* offsets, PackedEntry<float>* entries)
    {
        var from = matrix.Offsets.Pointer;
        var keys = matrix.Keys.Pointer;
        var values = matrix.Values!.Pointer;
        for (var row = first; row < end; row++)
        {
            offsets[row] += blockStart;
            if (rowOf[row] < 0) continue;
            var to = entries + offsets[row];
            for (var (entry, last) = (from[rowOf[row]], from[rowOf[row] + 1L]); entry < last; entry++)
                if (values[entry] != 0) *to++ = new(keys[entry], values[entry]);
        }
    }
}
