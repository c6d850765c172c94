using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>One entry of packed rows.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct PackedEntry<TValue>(int Column, TValue Value)
    where TValue : unmanaged;

/// <summary>A sparse matrix whose entries have column and values side by side, for products that meet its rows at random: a row is a cache line or two, not one an array.</summary>
/// <remarks>Memory: 4 bytes and the values an entry; the offsets are the matrix's own. It may not outlive that.</remarks>
sealed unsafe class PackedRows<TValue> : IDisposable
    where TValue : unmanaged
{
    const int BlockSize = 16_384;

    readonly NativeArray<long> _offsets;
    readonly NativeArray<PackedEntry<TValue>> _entries;

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

    internal int RowCount => (int)(_offsets.Length - 1);

    internal int ColumnCount { get; }

    internal long EntryCount => _entries.Length;

    /// <summary>Where each row starts, and the end.</summary>
    internal long* Offsets => _offsets.Pointer;

    internal PackedEntry<TValue>* Entries => _entries.Pointer;

    public void Dispose() => _entries.Dispose();
}
