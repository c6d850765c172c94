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

    /// <summary>The rows of a weighted matrix as others number them, without the entries that are 0.</summary>
    /// <param name="matrix">Its values are those of the entries.</param>
    /// <param name="rowOf">By row here: the row of the matrix, or −1 for an empty one.</param>
    /// <param name="select">An entry's values, from that of the matrix.</param>
    /// <param name="execution">Threads.</param>
    internal PackedRows(SparseMatrix matrix, int[] rowOf, Func<float, TValue> select, Execution execution)
    {
        ColumnCount = matrix.ColumnCount;
        _ownsOffsets = true;
        _offsets = new(rowOf.Length + 1L);
        ParallelRows.Run(rowOf.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                if (rowOf[row] < 0) continue;
                var values = matrix.RowValues(rowOf[row]);
                _offsets[row + 1L] = values.Length - values.Count(0);
            }
        });
        for (var row = 0; row < rowOf.Length; row++) _offsets[row + 1L] += _offsets[row];
        _entries = new(_offsets[rowOf.Length], cleared: false);
        ParallelRows.Run(rowOf.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                if (rowOf[row] < 0) continue;
                var keys = matrix.RowKeys(rowOf[row]);
                var values = matrix.RowValues(rowOf[row]);
                var to = _offsets[row];
                for (var i = 0; i < keys.Length; i++)
                    if (values[i] != 0) _entries[to++] = new(keys[i], select(values[i]));
            }
        });
    }

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
