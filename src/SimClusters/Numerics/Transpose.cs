using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>The transpose of a sparse matrix: a counting sort by column.</summary>
static unsafe class Transpose
{
    /// <summary>Columns become rows; keys ascend because rows are read in order.</summary>
    /// <param name="matrix">Any matrix, weighted or not.</param>
    /// <param name="execution">Threads; each takes a range of rows, so the result is the same for any number.</param>
    /// <remarks>
    /// Memory: the result, and 8 bytes a column a thread; fewer threads take part where that would be more than the matrix. Reading is sequential, the writes are what costs.
    /// </remarks>
    internal static SparseMatrix Of(SparseMatrix matrix, Execution execution)
    {
        var keys = new NativeArray<int>(matrix.EntryCount, cleared: false);
        var (offsets, lanes) = Group(matrix, keys, matrix.IsWeighted ? [matrix.Values!] : [], execution);
        return new(matrix.RowCount, offsets, keys, matrix.IsWeighted ? lanes[0] : null);
    }

    /// <summary>The values of each column, in the order of the rows, of entries that have several each: one array a lane, as in the input.</summary>
    internal static (NativeArray<long> Offsets, NativeArray<float>[] Lanes) Columns(SparseMatrix matrix, NativeArray<float>[] lanes, Execution execution) => Group(matrix, null, lanes, execution);

    static (NativeArray<long> Offsets, NativeArray<float>[] Lanes) Group(SparseMatrix matrix, NativeArray<int>? keys, NativeArray<float>[] lanes, Execution execution)
    {
        var shareCount = (int)Math.Clamp(matrix.EntryCount / Math.Max(1, matrix.ColumnCount), 1, execution.ThreadCount);
        var bounds = EqualShares(matrix.Offsets, matrix.RowCount, shareCount);

        // By share and column: how many entries, then where the next one goes.
        using var places = new NativeArray<long>((long)shareCount * matrix.ColumnCount);
        ParallelRows.Run(shareCount, 1, execution.WithoutProgress(), (share, _, _) => Count(matrix, matrix.Offsets[bounds[share]], matrix.Offsets[bounds[share + 1]], places.Pointer + (long)share * matrix.ColumnCount));
        var offsets = new NativeArray<long>(matrix.ColumnCount + 1L);
        long next = 0;
        for (var column = 0; column < matrix.ColumnCount; column++)
        {
            offsets[column] = next;
            for (var share = 0; share < shareCount; share++)
            {
                ref var place = ref places[(long)share * matrix.ColumnCount + column];
                (place, next) = (next, next + place);
            }
        }

        offsets[matrix.ColumnCount] = next;
        NativeArray<float>[] values = [.. lanes.Select(_ => new NativeArray<float>(matrix.EntryCount, cleared: false))];
        ParallelRows.Run(shareCount, 1, execution.WithoutProgress(), (share, _, _) => Fill(matrix, bounds[share], bounds[share + 1], places.Pointer + (long)share * matrix.ColumnCount, keys, lanes, values, execution.Cancellation));
        return (offsets, values);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Count(SparseMatrix matrix, long first, long end, long* counts)
    {
        var columns = matrix.Keys.Pointer;
        for (var entry = first; entry < end; entry++) counts[columns[entry]]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fill(
        SparseMatrix matrix, int firstRow, int endRow, long* places, NativeArray<int>? keys, NativeArray<float>[] lanes, NativeArray<float>[] values, CancellationToken cancellation)
    {
        var columns = matrix.Keys.Pointer;
        var (from, to) = lanes.Length == 0 ? (null, null) : (lanes[0], values[0]);
        for (var row = firstRow; row < endRow; row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            for (var entry = matrix.Offsets[row]; entry < matrix.Offsets[row + 1L]; entry++)
            {
                var place = places[columns[entry]]++;
                if (keys is not null) keys[place] = row;
                if (from is not null) to![place] = from[entry];
                for (var lane = 1; lane < lanes.Length; lane++) values[lane][place] = lanes[lane][entry];
            }
        }
    }
}
