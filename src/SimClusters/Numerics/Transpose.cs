namespace SimClusters.Numerics;

/// <summary>The transpose of a sparse matrix: a counting sort by column.</summary>
static class Transpose
{
    /// <summary>Columns become rows; keys ascend because rows are read in order.</summary>
    /// <param name="matrix">Any matrix, weighted or not.</param>
    /// <param name="execution">Threads; each takes a range of columns, so the result is the same for any number.</param>
    /// <remarks>
    /// Memory: the result and 8 bytes a column. Every thread reads all keys and writes its own columns: reading is sequential,
    /// and the writes are what costs.
    /// </remarks>
    internal static SparseMatrix Of(SparseMatrix matrix, Execution execution)
    {
        var offsets = new NativeArray<long>(matrix.ColumnCount + 1L);
        var keys = new NativeArray<int>(matrix.EntryCount, cleared: false);
        var values = matrix.IsWeighted ? new NativeArray<float>(matrix.EntryCount, cleared: false) : null;
        for (long entry = 0; entry < matrix.EntryCount; entry++) offsets[matrix.Keys[entry] + 1]++;
        for (var column = 0; column < matrix.ColumnCount; column++) offsets[column + 1] += offsets[column];

        using var next = new NativeArray<long>(Math.Max(1, matrix.ColumnCount), cleared: false);
        for (var column = 0; column < matrix.ColumnCount; column++) next[column] = offsets[column];

        var bounds = EqualShares(offsets, matrix.ColumnCount, execution.ThreadCount);
        var taken = -1;
        ParallelRows.RunThreads(execution.ThreadCount, _ =>
        {
            var share = Interlocked.Increment(ref taken);
            Fill(matrix, bounds[share], bounds[share + 1], next, keys, values, execution.Cancellation);
        });
        return new(matrix.RowCount, offsets, keys, values);
    }

    /// <summary>Bounds of columns such that each share holds about as many entries.</summary>
    internal static int[] EqualShares(NativeArray<long> offsets, int columnCount, int shareCount)
    {
        var bounds = new int[shareCount + 1];
        bounds[shareCount] = columnCount;
        var total = offsets[columnCount];
        for (int share = 1, column = 0; share < shareCount; share++)
        {
            while (column < columnCount && offsets[column] * shareCount < total * share) column++;
            bounds[share] = column;
        }

        return bounds;
    }

    static void Fill(
        SparseMatrix matrix, int firstColumn, int endColumn,
        NativeArray<long> next, NativeArray<int> keys, NativeArray<float>? values, CancellationToken cancellation)
    {
        for (var row = 0; row < matrix.RowCount; row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var start = matrix.Offsets[row];
            var rowKeys = matrix.RowKeys(row);
            for (var i = 0; i < rowKeys.Length; i++)
            {
                var column = rowKeys[i];
                if ((uint)(column - firstColumn) >= (uint)(endColumn - firstColumn)) continue;
                var to = next[column]++;
                keys[to] = row;
                if (values is not null) values[to] = matrix.Values![start + i];
            }
        }
    }
}
