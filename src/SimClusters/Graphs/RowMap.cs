using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>From the rows of one index to those of another that has the same ids and perhaps more. Both ascend with the id, so maps ascend, too.</summary>
public static class RowMap
{
    /// <summary>The row that no id of the other index has.</summary>
    public const int None = -1;

    const int BlockSize = 65_536;

    /// <summary>By row of <paramref name="from"/>: the row of its id in <paramref name="to"/>, or <see cref="None"/>. One walk along both.</summary>
    /// <param name="execution">Threads, of which integers make use.</param>
    /// <exception cref="ArgumentException">One has integers and the other strings, and neither is empty.</exception>
    public static int[] Of(NodeIndex from, NodeIndex to, Execution? execution = null)
    {
        var map = new int[from.Count];
        if (from.Count > 0 && to.Count > 0) CheckKinds(from, to);
        if (from.Kind == IdKind.Integer && to.Kind == IdKind.Integer)
        {
            ParallelRows.Run(map.Length, BlockSize, (execution ?? Execution.Default).WithoutProgress(), (_, first, end) => OfIntegers(from.Integers[first..end], to.Integers, map.AsSpan(first)));
            return map;
        }

        for (int row = 0, other = 0; row < map.Length; row++)
        {
            while (other < to.Count && Compare(to, other, from, row) < 0) other++;
            map[row] = other < to.Count && Compare(to, other, from, row) == 0 ? other : None;
        }

        return map;
    }

    static void OfIntegers(ReadOnlySpan<long> from, ReadOnlySpan<long> to, Span<int> map)
    {
        var other = to.BinarySearch(from[0]);
        if (other < 0) other = ~other;
        for (var row = 0; row < from.Length; row++)
        {
            while (other < to.Length && to[other] < from[row]) other++;
            map[row] = other < to.Length && to[other] == from[row] ? other : None;
        }
    }

    /// <summary>Every id that either index has; the caller disposes it.</summary>
    /// <exception cref="ArgumentException">One has integers and the other strings, and neither is empty.</exception>
    public static NodeIndex Union(NodeIndex one, NodeIndex other)
    {
        if (one.Count > 0 && other.Count > 0) CheckKinds(one, other);
        var kind = one.Count > 0 ? one : other;
        var sources = new List<(NodeIndex Index, int Row)>(Math.Max(one.Count, other.Count));
        for (int i = 0, j = 0; i < one.Count || j < other.Count;)
        {
            var order = i == one.Count ? 1 : j == other.Count ? -1 : Compare(one, i, other, j);
            sources.Add(order <= 0 ? (one, i) : (other, j));
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return kind.Kind == IdKind.Integer ? Integers(sources) : Texts(sources);
    }

    /// <summary>A matrix without values whose rows and columns have moved.</summary>
    /// <param name="rowMap">By row of the matrix, ascending.</param>
    /// <param name="columnMap">By column of the matrix, ascending.</param>
    /// <exception cref="ArgumentException">A row or a column goes nowhere.</exception>
    internal static SparseMatrix Remapped(SparseMatrix matrix, int[] rowMap, int rowCount, int[] columnMap, int columnCount, Execution execution)
    {
        if (columnMap.AsSpan().Contains(None) || rowMap.AsSpan().Contains(None))
            throw new ArgumentException("A row or a column of the matrix is not among those it is to be moved to.", nameof(rowMap));
        var offsets = new NativeArray<long>(rowCount + 1L);
        for (var row = 0; row < rowMap.Length; row++) offsets[rowMap[row] + 1L] = matrix.RowLength(row);
        for (var row = 0; row < rowCount; row++) offsets[row + 1L] += offsets[row];
        var keys = new NativeArray<int>(matrix.EntryCount, cleared: false);
        ParallelRows.Run(matrix.RowCount, 4_096, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var entry = matrix.Offsets[first]; entry < matrix.Offsets[end]; entry++) keys[entry] = columnMap[matrix.Keys[entry]];
        });
        return new(columnCount, offsets, keys, values: null);
    }

    static NodeIndex Integers(List<(NodeIndex Index, int Row)> sources)
    {
        var ids = new NativeArray<long>(sources.Count, cleared: false);
        for (var row = 0; row < sources.Count; row++) ids[row] = sources[row].Index.IntegerAt(sources[row].Row);
        return NodeIndex.FromIntegers(ids);
    }

    static NodeIndex Texts(List<(NodeIndex Index, int Row)> sources)
    {
        var offsets = new NativeArray<long>(sources.Count + 1L);
        for (var row = 0; row < sources.Count; row++) offsets[row + 1L] = offsets[row] + sources[row].Index.TextAt(sources[row].Row).Length;
        var utf8 = new NativeArray<byte>(offsets[sources.Count], cleared: false);
        for (var row = 0; row < sources.Count; row++)
        {
            var text = sources[row].Index.TextAt(sources[row].Row);
            text.CopyTo(utf8.Slice(offsets[row], text.Length));
        }

        return NodeIndex.FromText(offsets, utf8);
    }

    static int Compare(NodeIndex one, int row, NodeIndex other, int otherRow) => one.Kind == IdKind.Integer
        ? one.IntegerAt(row).CompareTo(other.IntegerAt(otherRow))
        : one.TextAt(row).SequenceCompareTo(other.TextAt(otherRow));

    static void CheckKinds(NodeIndex one, NodeIndex other)
    {
        if (one.Kind != other.Kind) throw new ArgumentException($"Ids of kind {one.Kind} and of kind {other.Kind} have no row in common; read both as text.");
    }
}
