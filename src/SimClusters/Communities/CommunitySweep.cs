using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>Runs epochs: every vertex once, in a fresh random order, on several threads, with the same outcome at any number of them.</summary>
/// <remarks>
/// <para>
/// The order is cut into blocks of clamp(n / 64, 1, 2048) vertices. Within a block every vertex is drawn against the state at
/// the block's start; then the moves are made. A vertex is once in an epoch and sizes are sums, so the order in which a block's moves are made changes
/// nothing. At n = 100,000 blocks of 2,048 end where one vertex at a time does, 8,192 some 2 % below, n far below.
/// </para>
/// <para>Memory a thread: 16 bytes a community, and 12 bytes a neighbour of the best-connected vertex.</para>
/// </remarks>
sealed unsafe class CommunitySweep : IDisposable
{
    /// <summary>Vertices that a thread takes at a time: enough to hide the taking, few enough that none waits long at a block's end.</summary>
    const int ChunkSize = 16;

    readonly CommunityGraph _graph;
    readonly CommunityAssignment _assignment;
    readonly CommunityOptions _options;
    readonly Execution _execution;
    readonly ProgressReporter _reporter;
    readonly int _blockSize;
    readonly SweepWorker[] _workers;

    int _nextChunk;

    internal CommunitySweep(CommunityGraph graph, CommunityAssignment assignment, CommunityOptions options, Execution execution)
    {
        _graph = graph;
        _assignment = assignment;
        _options = options;
        _execution = execution;
        _reporter = new(execution.Progress, (long)graph.VertexCount * MaxEpochs(options), "vertices");
        _blockSize = options.BlockSize ?? Math.Clamp(graph.VertexCount / 64, 1, 2_048);

        // Below a few chunks a block, threads would meet more than they work.
        var threadCount = Math.Clamp(_blockSize / (4 * ChunkSize), 1, execution.ThreadCount);
        var maxDegree = 0;
        for (var vertex = 0; vertex < graph.VertexCount; vertex++) maxDegree = Math.Max(maxDegree, graph.Matrix.RowLength(vertex));
        _workers = new SweepWorker[threadCount];
        for (var i = 0; i < threadCount; i++) _workers[i] = new(assignment.ClusterCount, maxDegree, _blockSize);
    }

    /// <summary>The key of an epoch's order and draws.</summary>
    internal static ulong EpochKey(ulong seed, int epoch) => CounterRandom.Key(CounterRandom.Key(seed, 0), (ulong)epoch);

    /// <summary>One epoch.</summary>
    /// <param name="epochKey">Key of its order and its draws.</param>
    /// <param name="weightCoefficient"><c>wtCoeff</c>, which the last step sets for itself.</param>
    /// <returns>Vertices that moved.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between blocks; the assignment is then that of the block before.</exception>
    internal long Run<TStep>(ulong epochKey, double weightCoefficient)
        where TStep : struct, IVertexStep
    {
        var order = new SeededPermutation(CounterRandom.Key(epochKey, ulong.MaxValue - 1), _graph.VertexCount);
        var barrier = new SpinningBarrier(_workers.Length);
        var taken = -1;
        var moved = 0L;
        var firstPosition = 0;
        _nextChunk = 0;

        void FinishBlock()
        {
            foreach (var worker in _workers) moved += worker.ApplyTo(_assignment);
            _reporter.Add(Math.Min(_blockSize, _graph.VertexCount - firstPosition));
            firstPosition += _blockSize;
            _nextChunk = 0;
            _execution.Cancellation.ThrowIfCancellationRequested();
        }

        fixed (int* labels = _assignment.Labels, sizes = _assignment.Sizes)
        {
            var pinned = View(epochKey, weightCoefficient) with { Labels = labels, Sizes = sizes };
            ParallelRows.RunThreads(_workers.Length, failed =>
            {
                var worker = _workers[Interlocked.Increment(ref taken)];
                Action finishBlock = FinishBlock;
                for (var first = 0; first < _graph.VertexCount; first += _blockSize)
                {
                    DrawBlock<TStep>(worker, pinned, order, first, Math.Min(_blockSize, _graph.VertexCount - first));
                    if (!barrier.Arrive(finishBlock, failed)) return;
                }
            });
        }

        return moved;
    }

    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
    }

    // Of all phases; a run mostly ends early, as its progress then does.
    static int MaxEpochs(CommunityOptions options) =>
        options.MaxEpochs + options.MaxFinishEpochs + (options.AttachUnassigned ? options.MaxSettleEpochs : 0);

    void DrawBlock<TStep>(SweepWorker worker, in SweepView view, in SeededPermutation order, int first, int length)
        where TStep : struct, IVertexStep
    {
        var chunkCount = (length + ChunkSize - 1) / ChunkSize;
        var vertices = stackalloc int[ChunkSize];
        for (var chunk = Interlocked.Increment(ref _nextChunk) - 1; chunk < chunkCount; chunk = Interlocked.Increment(ref _nextChunk) - 1)
        {
            var start = chunk * ChunkSize;
            var count = Math.Min(ChunkSize, length - start);
            for (var i = 0; i < count; i++) vertices[i] = order[first + start + i];
            worker.Draw<TStep>(view, vertices, count);
        }
    }

    SweepView View(ulong epochKey, double weightCoefficient)
    {
        var scale = _options.ScaleWeights ? 1 / _graph.MeanEdgeWeight : 1;
        return new()
        {
            Offsets = _graph.Matrix.Offsets.Pointer,
            Keys = _graph.Matrix.Keys.Pointer,
            Values = _graph.Matrix.Values is { } values ? values.Pointer : null,
            MeanWeights = _graph.MeanWeights.Pointer,
            WeightCoefficient = weightCoefficient * scale,
            Scale = scale,
            Acceptance = _options.AcceptanceCoefficient,
            EpochKey = epochKey,
        };
    }
}
