using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Gives the distinct ids of a column their rows, ascending in the id, and puts the rows in the ids' place.</summary>
/// <remarks>
/// Three ways to the same result: a bitmap where the range of the integers is compact, a hash table where it is not, and one for strings.
/// FollowReading in the benchmarks has the rates.
/// </remarks>
static class IdNumbering
{
    /// <param name="blocks">The ids, all of one kind; afterwards each block has <see cref="IdBlock.Rows"/> and no ids.</param>
    /// <param name="execution">Threads and cancellation; the rows are the same at any number.</param>
    /// <exception cref="ArgumentException">Some blocks hold integers and others strings.</exception>
    /// <exception cref="OverflowException">More than 2³¹ − 1 distinct ids.</exception>
    internal static NodeIndex Number(IReadOnlyList<IdBlock> blocks, Execution execution)
    {
        blocks = [.. blocks.Where(block => block.Count > 0 || Emptied(block))];
        if (blocks.Count == 0) return NodeIndex.FromIntegers(new(0));
        if (blocks.Any(block => block.Kind != blocks[0].Kind))
            throw new ArgumentException("A column of ids holds integers in some blocks and strings in others.", nameof(blocks));
        if (blocks[0].Kind == IdKind.Text) return TextNumbering.Number(blocks, execution);

        var smallest = blocks.Min(block => block.Smallest);
        var largest = blocks.Max(block => block.Largest);
        return CompactNumbering.Fits(smallest, largest, blocks.Sum(block => (long)block.Count))
            ? CompactNumbering.Number(blocks, smallest, largest, execution)
            : HashedNumbering.Number(blocks, execution);
    }

    // An empty block has its rows at once: there are none.
    static bool Emptied(IdBlock block)
    {
        block.RowsInPlace();
        block.KeepRows();
        return false;
    }
}
