using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Groups numbered edges by their source: a counting sort, then each row sorted and freed of duplicates.</summary>
/// <remarks>
/// Threads scatter edges into a row in any order; sorting the row takes that order away again.
/// Memory: the result, 8 bytes a row, and once more the keys where there are duplicates.
/// </remarks>
static class EdgeGrouping
{
    const int RowsPerBlock = 4_096;

    /// <param name="rowCount">Sources.</param>
    /// <param name="columnCount">Targets.</param>
    /// <param name="blocks">Numbered edges; each block is disposed once it is read.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="duplicates">What becomes of the weights of one edge.</param>
    /// <returns>Sources × targets, and how many duplicates there were.</returns>
    internal static (SparseMatrix Matrix, long DuplicateCount) Group(
        int rowCount, int columnCount, IReadOnlyList<EdgeBlock> blocks, Execution execution, DuplicateWeights duplicates = DuplicateWeights.Largest)
    {
        var offsets = new NativeArray<long>(rowCount + 1L);
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            foreach (var row in blocks[index].Sources.Rows) Interlocked.Increment(ref offsets[row + 1L]);
        });
        for (var row = 0; row < rowCount; row++) offsets[row + 1L] += offsets[row];

        var keys = new NativeArray<int>(offsets[rowCount], cleared: false);
        var values = blocks.Any(block => block.Weights is not null) ? new NativeArray<float>(keys.Length, cleared: false) : null;
        using (var next = new NativeArray<long>(rowCount, cleared: false))
        {
            for (var row = 0; row < rowCount; row++) next[row] = offsets[row];
            ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
            {
                using var block = blocks[index];
                Scatter(block, next, keys, values);
            });
        }

        return Distinct(columnCount, offsets, keys, values, execution, duplicates);
    }

    /// <summary>A matrix from rows whose keys are in any order and perhaps repeated; takes ownership of the arrays.</summary>
    internal static (SparseMatrix Matrix, long DuplicateCount) Distinct(
        int columnCount, NativeArray<long> offsets, NativeArray<int> keys, NativeArray<float>? values, Execution execution, DuplicateWeights duplicates = DuplicateWeights.Largest)
    {
        var rowCount = (int)(offsets.Length - 1);
        using var lengths = new NativeArray<int>(rowCount, cleared: false);
        ParallelRows.Run(rowCount, RowsPerBlock, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var length = (int)(offsets[row + 1L] - offsets[row]);
                var rowValues = values is null ? [] : values.Slice(offsets[row], length);
                lengths[row] = SortDistinct(keys.Slice(offsets[row], length), rowValues, duplicates);
            }
        });
        return Compacted(columnCount, offsets, lengths, keys, values);
    }

    static void Scatter(EdgeBlock block, NativeArray<long> next, NativeArray<int> keys, NativeArray<float>? values)
    {
        var sources = block.Sources.Rows;
        var targets = block.Targets.Rows;
        for (var i = 0; i < sources.Length; i++)
        {
            var to = Interlocked.Increment(ref next[sources[i]]) - 1;
            keys[to] = targets[i];
            if (values is not null) values[to] = block.Weights is null ? 1 : block.Weights[i];
        }
    }

    // Returns how many keys remain. Most inputs are sorted already: looking is cheaper than sorting.
    static int SortDistinct(Span<int> keys, Span<float> values, DuplicateWeights duplicates)
    {
        var ascending = true;
        for (var i = 1; i < keys.Length && ascending; i++) ascending = keys[i - 1] < keys[i];
        if (ascending) return keys.Length;

        if (values.IsEmpty) keys.Sort();
        else keys.Sort(values);

        var kept = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++) continue;
            keys[kept] = keys[start];
            if (!values.IsEmpty) values[kept] = end == start + 1 ? values[start] : One(values[start..end], duplicates);
            kept++;
        }

        return kept;
    }

    // In the order of their size, so that the order in which they were read changes no bit.
    static float One(Span<float> weights, DuplicateWeights duplicates)
    {
        weights.Sort();
        if (duplicates == DuplicateWeights.Largest) return weights[^1];
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        return (float)sum;
    }

    static (SparseMatrix Matrix, long DuplicateCount) Compacted(
        int columnCount, NativeArray<long> offsets, NativeArray<int> lengths, NativeArray<int> keys, NativeArray<float>? values)
    {
        long kept = 0;
        foreach (var length in lengths.AsSpan()) kept += length;
        var duplicateCount = keys.Length - kept;
        if (duplicateCount == 0) return (new(columnCount, offsets, keys, values), 0);

        var distinctKeys = new NativeArray<int>(kept, cleared: false);
        var distinctValues = values is null ? null : new NativeArray<float>(kept, cleared: false);
        long to = 0;
        for (var row = 0; row < lengths.Length; row++)
        {
            keys.Slice(offsets[row], lengths[row]).CopyTo(distinctKeys.Slice(to, lengths[row]));
            values?.Slice(offsets[row], lengths[row]).CopyTo(distinctValues!.Slice(to, lengths[row]));
            offsets[row] = to;
            to += lengths[row];
        }

        offsets[lengths.Length] = to;
        keys.Dispose();
        values?.Dispose();
        return (new(columnCount, offsets, distinctKeys, distinctValues), duplicateCount);
    }
}

/// <summary>What becomes of the weights of an edge that is there more than once.</summary>
enum DuplicateWeights
{
    Largest,
    Sum,
}
