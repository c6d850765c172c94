using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>One column of a log, users or items, as small numbers: keys ascend with the ids, and not every key need be there.</summary>
/// <remarks>
/// Integers of a range that is no wider than the log is long are their own keys, less the smallest: nothing is read and nothing is stored. Others are numbered, all of them.
/// </remarks>
sealed class EventKeys : IDisposable
{
    // A range of a few megabytes' worth of tables is small whatever the log.
    const long SmallRange = 1 << 20;

    const int KeysPerBlock = 65_536;

    readonly NodeIndex? _index;
    readonly long _smallest;

    EventKeys(NodeIndex? index, long smallest, int count) => (_index, _smallest, Count) = (index, smallest, count);

    /// <summary>Keys lie below this.</summary>
    internal int Count { get; }

    internal IdKind Kind => _index?.Kind ?? IdKind.Integer;

    /// <param name="blocks">The column; where it is numbered, rows are put in the place of ids.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Some blocks hold integers and others strings.</exception>
    internal static EventKeys Of(IReadOnlyList<IdBlock> blocks, Execution execution)
    {
        IReadOnlyList<IdBlock> filled = [.. blocks.Where(block => block.Count > 0)];
        if (filled.Count > 0 && filled.All(block => block.IsNarrow))
        {
            var (smallest, largest) = (filled.Min(block => block.Smallest), filled.Max(block => block.Largest));
            if (largest - smallest < Math.Min(int.MaxValue, Math.Max(SmallRange, filled.Sum(block => (long)block.Count)))) return new(null, smallest, (int)(largest - smallest + 1));
        }

        var index = IdNumbering.Number(blocks, execution);
        return new(index, 0, index.Count);
    }

    /// <summary>The keys of a block are what stands here less <see cref="Base"/>.</summary>
    internal ReadOnlySpan<int> In(IdBlock block) => _index is null ? block.Narrow : block.Rows;

    internal int Base => _index is null ? (int)_smallest : 0;

    /// <summary>By key: the row of its id in another index, or <see cref="RowMap.None"/>.</summary>
    /// <exception cref="ArgumentException">One has integers and the other strings, and neither is empty.</exception>
    internal NativeArray<int> RowsIn(NodeIndex others, Execution execution)
    {
        var rows = new NativeArray<int>(Count, cleared: false);
        if (_index is not null)
        {
            RowMap.Of(_index, others).CopyTo(rows.AsSpan());
            return rows;
        }

        if (others.Kind != IdKind.Integer && others.Count > 0 && Count > 0)
            throw new ArgumentException($"Ids of kind {Kind} and of kind {others.Kind} have no row in common; read both as text.");
        ParallelRows.Run(Count, KeysPerBlock, execution.WithoutProgress(), (_, first, end) => Walk(others.Integers, first, rows.Slice(first, end - first)));
        return rows;
    }

    /// <summary>An integer id.</summary>
    internal long IntegerAt(int key) => _index?.IntegerAt(key) ?? _smallest + key;

    /// <summary>An index of the ids of some keys, which ascend; the caller disposes it.</summary>
    internal NodeIndex Ids(ReadOnlySpan<int> keys)
    {
        if (Kind == IdKind.Integer)
        {
            var ids = new NativeArray<long>(keys.Length, cleared: false);
            for (var i = 0; i < keys.Length; i++) ids[i] = IntegerAt(keys[i]);
            return NodeIndex.FromIntegers(ids);
        }

        var offsets = new NativeArray<long>(keys.Length + 1L);
        for (var i = 0; i < keys.Length; i++) offsets[i + 1L] = offsets[i] + _index!.TextAt(keys[i]).Length;
        var utf8 = new NativeArray<byte>(offsets[keys.Length], cleared: false);
        for (var i = 0; i < keys.Length; i++)
        {
            var text = _index!.TextAt(keys[i]);
            text.CopyTo(utf8.Slice(offsets[i], text.Length));
        }

        return NodeIndex.FromText(offsets, utf8);
    }

    public void Dispose() => _index?.Dispose();

    // Both ascend. An id may lie further above the first than a long can tell, but not than one without a sign.
    void Walk(ReadOnlySpan<long> ids, int firstKey, Span<int> rows)
    {
        rows.Fill(RowMap.None);
        var first = _smallest + firstKey;
        var row = ids.BinarySearch(first);
        for (row = row < 0 ? ~row : row; row < ids.Length && (ulong)(ids[row] - first) < (ulong)rows.Length; row++) rows[(int)(ids[row] - first)] = row;
    }
}
