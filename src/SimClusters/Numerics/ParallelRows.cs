namespace SimClusters.Numerics;

/// <summary>Runs over the rows of a matrix in blocks, on several threads.</summary>
/// <remarks>
/// Blocks are handed out in ascending order to whichever thread is free; a result that depends only on its own
/// rows is therefore the same at any thread count. Each thread may have a worker, which owns its buffers.
/// </remarks>
static class ParallelRows
{
    /// <param name="rowCount">Rows 0 to rowCount − 1, each in exactly one block.</param>
    /// <param name="blockSize">Rows a block, ≥ 1: large enough to hide the handing out, small enough to balance.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <param name="createWorker">Makes one thread's worker: called once a thread, on that thread. Workers that are disposable are disposed, however the run ends.</param>
    /// <param name="run">One block: worker, block number, first row, row after the last.</param>
    /// <param name="finish">Called once a worker, one at a time, when its rows are done.</param>
    /// <exception cref="OperationCanceledException">Cancelled between blocks; no worker is finished then.</exception>
    internal static void Run<TWorker>(
        int rowCount, int blockSize, Execution execution,
        Func<TWorker> createWorker, Action<TWorker, int, int, int> run, Action<TWorker>? finish = null)
    {
        var blockCount = (int)(((long)rowCount + blockSize - 1) / blockSize);
        var next = -1;
        var reporter = new ProgressReporter(execution.Progress, rowCount, "rows");
        var gate = new Lock();

        RunThreads(Math.Min(execution.ThreadCount, Math.Max(1, blockCount)), failed =>
        {
            var worker = createWorker();
            try
            {
                for (var block = Interlocked.Increment(ref next); block < blockCount; block = Interlocked.Increment(ref next))
                {
                    if (failed()) return;
                    execution.Cancellation.ThrowIfCancellationRequested();
                    var firstRow = (int)Math.Min(rowCount, (long)block * blockSize);
                    var endRow = (int)Math.Min(rowCount, (long)firstRow + blockSize);
                    run(worker, block, firstRow, endRow);
                    reporter.Add(endRow - firstRow);
                }

                if (finish is null) return;
                lock (gate) finish(worker);
            }
            finally
            {
                (worker as IDisposable)?.Dispose();
            }
        });
    }

    /// <summary>The same without workers.</summary>
    /// <param name="rowCount">Rows 0 to rowCount − 1, each in exactly one block.</param>
    /// <param name="blockSize">Rows a block, ≥ 1.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <param name="run">One block: its number, first row, row after the last.</param>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    internal static void Run(int rowCount, int blockSize, Execution execution, Action<int, int, int> run) =>
        Run(rowCount, blockSize, execution, () => 0, (_, block, firstRow, endRow) => run(block, firstRow, endRow));

    /// <summary>The same body on each of <paramref name="threadCount"/> threads; the first failure is rethrown once all have ended.</summary>
    /// <param name="threadCount">Threads, ≥ 1. With one, the body runs on the caller's own.</param>
    /// <param name="body">Gets a question to ask now and then: has another thread failed?</param>
    internal static void RunThreads(int threadCount, Action<Func<bool>> body)
    {
        Exception? failure = null;
        bool Failed() => Volatile.Read(ref failure) is not null;

        void Guarded()
        {
            try
            {
                body(Failed);
            }
            catch (Exception exception)
            {
                // Kept for the caller, which rethrows it below with its own stack.
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }

        var threads = new Thread[threadCount - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Guarded) { IsBackground = true, Name = $"rows {i + 1}" };
            threads[i].Start();
        }

        Guarded();
        foreach (var thread in threads) thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
