using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Makes edges undirected: w(u, v) = max of what the input says of (u, v) and of (v, u).</summary>
public static class UndirectedGraphBuilder
{
    const int RowsPerBlock = 2_048;

    /// <summary>From an edge list; both columns share one space of ids.</summary>
    /// <param name="edges">Edges with finite weights ≥ 0, or without. Consumed: its blocks are freed as they are read.</param>
    /// <param name="execution">Threads and cancellation; it has no count that would tell how far it is.</param>
    /// <returns>The graph; vertices ascend with the id. Loops are dropped and counted; who has only a loop has no vertex.</returns>
    /// <exception cref="ArgumentException">Integers and strings are mixed.</exception>
    /// <remarks>Memory beyond the result: the edges in both directions, 8 bytes each. The same bytes for any order of rows and any thread count.</remarks>
    public static UndirectedGraph Build(EdgeColumns edges, Execution? execution = null)
    {
        execution ??= Execution.Default;
        var blocks = edges.Blocks;
        var loopCount = 0L;
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            Interlocked.Add(ref loopCount, blocks[index].DropLoops());
        });

        var vertices = IdNumbering.Number([.. blocks.Select(block => block.Sources), .. blocks.Select(block => block.Targets)], execution);
        var (directed, duplicateCount) = EdgeGrouping.Group(vertices.Count, vertices.Count, blocks, execution);
        using (directed) return Build(vertices, directed, loopCount, duplicateCount, execution);
    }

    /// <summary>From the rows of a matrix that holds no loops, such as METIS text read line by line.</summary>
    internal static UndirectedGraph Build(
        NodeIndex vertices, SparseMatrix directed, long loopCount, long duplicateCount, Execution execution)
    {
        using var reverse = Transpose.Of(directed, execution);
        var offsets = new NativeArray<long>(directed.RowCount + 1L);
        ParallelRows.Run(directed.RowCount, RowsPerBlock, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++) offsets[row + 1L] = UnionCount(directed.RowKeys(row), reverse.RowKeys(row));
        });
        for (var row = 0; row < directed.RowCount; row++) offsets[row + 1L] += offsets[row];

        var keys = new NativeArray<int>(offsets[directed.RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        ParallelRows.Run(directed.RowCount, RowsPerBlock, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var length = (int)(offsets[row + 1L] - offsets[row]);
                Merge(directed, reverse, row, keys.Slice(offsets[row], length), values.Slice(offsets[row], length));
            }
        });

        // Each one-sided edge adds one entry to the directed ones.
        var oneSidedCount = keys.Length - directed.EntryCount;
        return new(vertices, new(directed.ColumnCount, offsets, keys, values), oneSidedCount, loopCount, duplicateCount);
    }

    static int UnionCount(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int i = 0, j = 0, count = 0;
        while (i < left.Length && j < right.Length)
        {
            var (a, b) = (left[i], right[j]);
            if (a <= b) i++;
            if (b <= a) j++;
            count++;
        }

        return count + (left.Length - i) + (right.Length - j);
    }

    static void Merge(SparseMatrix directed, SparseMatrix reverse, int row, Span<int> keys, Span<float> values)
    {
        var left = directed.RowKeys(row);
        var right = reverse.RowKeys(row);
        var leftValues = directed.RowValues(row);
        var rightValues = reverse.RowValues(row);
        for (int to = 0, i = 0, j = 0; to < keys.Length; to++)
        {
            var a = i < left.Length ? left[i] : int.MaxValue;
            var b = j < right.Length ? right[j] : int.MaxValue;
            var value = 0f;
            if (a <= b)
            {
                value = leftValues.IsEmpty ? 1 : leftValues[i];
                i++;
            }

            if (b <= a)
            {
                value = Math.Max(value, rightValues.IsEmpty ? 1 : rightValues[j]);
                j++;
            }

            keys[to] = Math.Min(a, b);
            values[to] = value;
        }
    }
}
