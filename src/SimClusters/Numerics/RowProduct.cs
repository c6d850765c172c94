namespace SimClusters.Numerics;

/// <summary>What one step of a row product adds: left(row, inner) · right(inner, column).</summary>
/// <remarks>Implemented by structs, so that each product compiles to its own loop without a call.</remarks>
interface ITerm<TSum, TRight>
{
    /// <param name="leftEntry">Where left(row, inner) is stored.</param>
    /// <param name="right">right(inner, column).</param>
    TSum Of(long leftEntry, TRight right);

    static abstract TSum Add(TSum sum, TSum term);
}

/// <summary>What becomes of the finished sums of a row: scale, threshold, and what is stored. One a thread, a struct around its tolls.</summary>
interface IRowFinish<TSum, TOut>
{
    /// <summary>The score that an entry is ranked by, or 0 when a threshold drops it.</summary>
    /// <param name="row">A row of left.</param>
    /// <param name="column">A column of right.</param>
    /// <param name="sum">Σ over inner.</param>
    /// <param name="termCount">How many terms the sum has: the social proof.</param>
    float Score(int row, int column, in TSum sum, int termCount);

    /// <summary>What is stored for an entry that is among the row's best.</summary>
    TOut Store(int row, int column, in TSum sum, int termCount, float score);

    /// <summary>Told once a row how many entries had a score but no place.</summary>
    void Truncated(int row, int count);
}

/// <summary>The row product with a fused finish: result = topK(finish(left · right)), row by row. The one kernel of Ṽ in all its variants, and of what follows.</summary>
/// <remarks>
/// Each thread has a dense accumulator over the columns, 20 bytes each for a double; a row costs one step a pair of entries and a visit of what it touched.
/// Sums are taken in the order of left's entries, and rows go to threads whole: the same bytes at any thread count.
/// </remarks>
static class RowProduct
{
    /// <summary>Rows a block, where a caller has no wish: large enough to hide the handing out, small enough to balance power-law rows.</summary>
    const int BlockSize = 512;

    /// <param name="left">Rows × inner.</param>
    /// <param name="right">Inner × columns.</param>
    /// <param name="term">What one step adds.</param>
    /// <param name="createFinish">Makes one thread's finish.</param>
    /// <param name="joinFinish">Gets each thread's finish when its rows are done, one at a time: for tolls.</param>
    /// <param name="maxPerRow">Entries a row keeps: the highest scores, ties to the lower column.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <param name="blockSize">Rows that a thread takes at a time: few where rows are few and long.</param>
    internal static RowProductResult<TOut> Run<TSum, TRight, TTerm, TFinish, TOut>(
        SparseMatrix left, PackedRows<TRight> right, TTerm term,
        Func<TFinish> createFinish, Action<TFinish> joinFinish, int maxPerRow, Execution execution, int blockSize = BlockSize)
        where TSum : unmanaged
        where TRight : unmanaged
        where TTerm : struct, ITerm<TSum, TRight>
        where TFinish : struct, IRowFinish<TSum, TOut>
        where TOut : unmanaged
    {
        if (left.ColumnCount != right.RowCount)
            throw new ArgumentException($"A product of {left.ColumnCount:N0} columns with {right.RowCount:N0} rows.", nameof(right));
        var blocks = new RowBlocks<TOut>(left.RowCount, blockSize);
        ParallelRows.Run(
            left.RowCount, blockSize, execution,
            () => new Worker<TSum, TFinish, TOut>(right.ColumnCount, createFinish()),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++)
                {
                    worker.Row.Add(left, right, row, term);
                    blocks.SetLength(row, worker.Row.Finish<TFinish, TOut>(row, worker.Finish, maxPerRow, worker.Output));
                }

                blocks.Set(block, worker.Output);
            },
            worker => joinFinish(worker.Finish));
        return blocks.Join(execution);
    }

    // What one thread owns.
    sealed class Worker<TSum, TFinish, TOut>(int columnCount, TFinish finish) : IDisposable
        where TSum : unmanaged
        where TFinish : struct, IRowFinish<TSum, TOut>
        where TOut : unmanaged
    {
        internal RowAccumulator<TSum> Row { get; } = new(columnCount);

        internal TFinish Finish { get; } = finish;

        internal RowBlockWriter<TOut> Output { get; } = new();

        public void Dispose()
        {
            Row.Dispose();
            Output.Dispose();
        }
    }
}
