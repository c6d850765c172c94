using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>The result while it is made: blocks of consumers come in any order, and each goes to its place as soon as those before it are counted.</summary>
/// <remarks>Nobody waits: a block that is early is put aside, and goes with the one that it was waiting for. Memory: the result, once, and a block or two a thread.</remarks>
sealed class RecommendationPlaces : IDisposable
{
    readonly int _blockSize;
    readonly NativeArray<long> _offsets;
    readonly NativeArray<int> _items;
    readonly NativeArray<float> _dots, _cosines, _logCosines;
    readonly Lock _gate = new();
    readonly RecommendationBlock?[] _early;
    readonly Stack<RecommendationBlock> _free = [];
    int _nextBlock;
    long _placed;

    /// <param name="rowCount">Consumers.</param>
    /// <param name="blockSize">Consumers a block, but for the last.</param>
    /// <param name="maxEntries">No fewer than there will be: what is not needed is given back untouched.</param>
    internal RecommendationPlaces(int rowCount, int blockSize, long maxEntries)
    {
        _blockSize = blockSize;
        _offsets = new(rowCount + 1L);
        _items = new(maxEntries, cleared: false);
        (_dots, _cosines, _logCosines) = (new(maxEntries, cleared: false), new(maxEntries, cleared: false), new(maxEntries, cleared: false));
        _early = new RecommendationBlock[(rowCount + (long)blockSize - 1) / blockSize];
    }

    /// <summary>An empty block to be filled.</summary>
    internal RecommendationBlock Take()
    {
        lock (_gate) return _free.TryPop(out var block) ? block : new();
    }

    /// <summary>Takes a filled block over.</summary>
    internal void Give(int number, RecommendationBlock filled)
    {
        lock (_gate) _early[number] = filled;
        while (true)
        {
            RecommendationBlock block;
            long first;
            lock (_gate)
            {
                if (_nextBlock == _early.Length || _early[_nextBlock] is not { } next) return;
                (block, number, first) = (next, _nextBlock, _placed);
                _early[_nextBlock++] = null;
                _placed += block.Count;
            }

            Place(block, number, first);
            block.Clear();
            lock (_gate) _free.Push(block);
        }
    }

    /// <summary>Ends it, once all blocks are given.</summary>
    /// <param name="consumers">Of the rows.</param>
    /// <param name="items">All items.</param>
    /// <param name="rows">By listed item: its row among them.</param>
    /// <param name="isGiven">By listed item: whether anybody has it. Only those have a row in the result.</param>
    /// <param name="execution">Threads.</param>
    internal Recommendations ToResult(NodeIndex consumers, NodeIndex items, int[] rows, bool[] isGiven, Execution execution)
    {
        _items.Shorten(_placed);
        _dots.Shorten(_placed);
        _cosines.Shorten(_placed);
        _logCosines.Shorten(_placed);
        int[] given = [.. Enumerable.Range(0, rows.Length).Where(item => isGiven[item])];
        if (given.Length < rows.Length) Renumber(given, rows.Length, execution);
        return new(consumers, items.Picked([.. given.Select(item => rows[item])]), new SparseMatrix(given.Length, _offsets, _items, values: null), _dots, _cosines, _logCosines);
    }

    void Place(RecommendationBlock block, int number, long first)
    {
        block.Items.Slice(0, block.Count).CopyTo(_items.Slice(first, block.Count));
        block.Dots.Slice(0, block.Count).CopyTo(_dots.Slice(first, block.Count));
        block.Cosines.Slice(0, block.Count).CopyTo(_cosines.Slice(first, block.Count));
        block.LogCosines.Slice(0, block.Count).CopyTo(_logCosines.Slice(first, block.Count));
        var row = (long)number * _blockSize;
        foreach (var length in block.Lengths) _offsets[++row] = first += length;
    }

    void Renumber(int[] given, int listedCount, Execution execution)
    {
        var givenOf = new int[listedCount];
        for (var row = 0; row < given.Length; row++) givenOf[given[row]] = row;
        ParallelRows.Run((int)(_offsets.Length - 1), _blockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var entry = _offsets[first]; entry < _offsets[end]; entry++) _items[entry] = givenOf[_items[entry]];
        });
    }

    /// <summary>The blocks, not the result.</summary>
    public void Dispose()
    {
        foreach (var block in _free) block.Dispose();
        foreach (var block in _early) block?.Dispose();
    }
}
