using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A sparse matrix by rows (CSR): ascending column keys a row, and a value each unless all are 1.</summary>
/// <remarks>
/// Memory: 8 bytes a row, 4 bytes an entry, and 4 more where there are values. Offsets have 64 bits, so that
/// entries may exceed 2³¹; rows and columns stay below 2³¹. Owns its arrays.
/// </remarks>
public sealed class SparseMatrix : IDisposable
{
    /// <param name="columnCount">Columns; every key is below it.</param>
    /// <param name="offsets">Where each row starts, and the end: rows + 1 entries, the first 0, ascending.</param>
    /// <param name="keys">Column keys, ascending and unique within a row.</param>
    /// <param name="values">A value for each key, or null when all are 1.</param>
    /// <exception cref="ArgumentException">The arrays' lengths disagree.</exception>
    public SparseMatrix(int columnCount, NativeArray<long> offsets, NativeArray<int> keys, NativeArray<float>? values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        if (offsets.Length < 1 || offsets[offsets.Length - 1] != keys.Length)
            throw new ArgumentException($"The last offset must equal the number of keys, {keys.Length:N0}.", nameof(offsets));
        if (values is not null && values.Length != keys.Length)
            throw new ArgumentException($"{keys.Length:N0} keys need as many values, found {values.Length:N0}.", nameof(values));

        RowCount = checked((int)(offsets.Length - 1));
        ColumnCount = columnCount;
        Offsets = offsets;
        Keys = keys;
        Values = values;
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <summary>Stored entries over all rows.</summary>
    public long EntryCount => Keys.Length;

    public NativeArray<long> Offsets { get; }

    public NativeArray<int> Keys { get; }

    /// <summary>Values by entry, or null when all are 1.</summary>
    public NativeArray<float>? Values { get; }

    public bool IsWeighted => Values is not null;

    /// <summary>Bytes of the three arrays.</summary>
    public long SizeBytes => Offsets.SizeBytes + Keys.SizeBytes + (Values?.SizeBytes ?? 0);

    /// <summary>Entries of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowLength(int row) => (int)(Offsets[row + 1] - Offsets[row]);

    /// <summary>The ascending keys of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> RowKeys(int row) => Keys.Slice(Offsets[row], RowLength(row));

    /// <summary>The values of one row; empty when the matrix is unweighted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<float> RowValues(int row) => Values is null ? [] : Values.Slice(Offsets[row], RowLength(row));

    /// <summary>The value at a row and column, 0 where nothing is stored. A binary search.</summary>
    public float this[int row, int column]
    {
        get
        {
            var at = RowKeys(row).BinarySearch(column);
            return at < 0 ? 0 : Values is null ? 1 : Values[Offsets[row] + at];
        }
    }

    /// <summary>The L2 norm of what one row stores, summed in the order of its keys.</summary>
    internal double RowNorm(int row)
    {
        if (Values is null) return Math.Sqrt(RowLength(row));
        var squares = 0.0;
        foreach (var value in RowValues(row)) squares += (double)value * value;
        return Math.Sqrt(squares);
    }

    /// <summary>By column, the L2 norm of what is stored, summed by blocks of rows and then in the order of the blocks.</summary>
    internal double[] ColumnNorms(Execution execution)
    {
        const int BlockSize = 131_072;
        var blocks = new double[(RowCount + BlockSize - 1) / BlockSize][];
        ParallelRows.Run(RowCount, BlockSize, execution.WithoutProgress(), (block, first, end) => blocks[block] = ColumnSquares(Offsets[first], Offsets[end]));
        var squares = new double[ColumnCount];
        foreach (var block in blocks)
            for (var column = 0; column < squares.Length; column++) squares[column] += block[column];
        return [.. squares.Select(Math.Sqrt)];
    }

    double[] ColumnSquares(long first, long end)
    {
        var squares = new double[ColumnCount];
        for (var entry = first; entry < end; entry++) squares[Keys[entry]] += Values is null ? 1 : (double)Values[entry] * Values[entry];
        return squares;
    }

    /// <summary>A matrix from its rows, for tests and small inputs.</summary>
    public static SparseMatrix FromRows(int columnCount, IReadOnlyList<(int Key, float Value)[]> rows)
    {
        var offsets = new NativeArray<long>(rows.Count + 1);
        for (var row = 0; row < rows.Count; row++) offsets[row + 1] = offsets[row] + rows[row].Length;
        var keys = new NativeArray<int>(offsets[rows.Count], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        for (var row = 0; row < rows.Count; row++)
        {
            var at = offsets[row];
            foreach (var (key, value) in rows[row].OrderBy(entry => entry.Key))
            {
                keys[at] = key;
                values[at++] = value;
            }
        }

        return new(columnCount, offsets, keys, values);
    }

    /// <summary>An unweighted matrix from its rows, for tests and small inputs.</summary>
    public static SparseMatrix FromRows(int columnCount, IReadOnlyList<int[]> rows)
    {
        var offsets = new NativeArray<long>(rows.Count + 1);
        for (var row = 0; row < rows.Count; row++) offsets[row + 1] = offsets[row] + rows[row].Length;
        var keys = new NativeArray<int>(offsets[rows.Count], cleared: false);
        for (var row = 0; row < rows.Count; row++)
        {
            var slice = keys.Slice(offsets[row], rows[row].Length);
            rows[row].CopyTo(slice);
            slice.Sort();
        }

        return new(columnCount, offsets, keys, values: null);
    }

    public void Dispose()
    {
        Offsets.Dispose();
        Keys.Dispose();
        Values?.Dispose();
    }
}
