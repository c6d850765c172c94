namespace SimClusters.Numerics;

/// <summary>The rows of a product as they come, block by block and in any order, joined into one matrix at the end.</summary>
/// <remarks>Each block is given back as it is copied: joining takes little more than the result.</remarks>
sealed class RowBlocks<TOut>
    where TOut : unmanaged
{
    readonly int _rowCount;
    readonly int _blockSize;
    readonly NativeArray<long> _offsets;
    readonly (NativeArray<int> Keys, NativeArray<TOut> Values)[] _blocks;

    internal RowBlocks(int rowCount, int blockSize)
    {
        _rowCount = rowCount;
        _blockSize = blockSize;
        _offsets = new(rowCount + 1L);
        _blocks = new (NativeArray<int>, NativeArray<TOut>)[(rowCount + blockSize - 1) / blockSize];
    }

    internal void SetLength(int row, int length) => _offsets[row + 1] = length;

    /// <summary>Takes a block's entries and empties the writer.</summary>
    internal void Set(int block, RowBlockWriter<TOut> output) => _blocks[block] = output.Take();

    internal RowProductResult<TOut> Join(Execution execution)
    {
        NativeArray<TOut>? values = null;
        var (offsets, keys) = Join(
            entryCount =>
            {
                values = new(entryCount, cleared: false);
                return (first, block) => block.CopyTo(values.Slice(first, block.Length));
            },
            execution);
        return new(offsets, keys, values!);
    }

    /// <summary>Joins the rows, and hands each block's values to whom they are for: of values of several lanes, an array a lane.</summary>
    /// <param name="createPlace">Told how many entries there are; what it returns gets the number of a block's first entry and the block's values, from any thread.</param>
    /// <param name="execution">Threads; the result is the same for any number.</param>
    internal (NativeArray<long> Offsets, NativeArray<int> Keys) Join(Func<long, PlaceValues<TOut>> createPlace, Execution execution)
    {
        for (var row = 0; row < _rowCount; row++) _offsets[row + 1] += _offsets[row];
        var keys = new NativeArray<int>(_offsets[_rowCount], cleared: false);
        var place = createPlace(keys.Length);
        ParallelRows.Run(_rowCount, _blockSize, execution.WithoutProgress(), (block, first, _) =>
        {
            var (blockKeys, blockValues) = _blocks[block];
            blockKeys.AsSpan().CopyTo(keys.Slice(_offsets[first], (int)blockKeys.Length));
            place(_offsets[first], blockValues.AsSpan());
            blockKeys.Dispose();
            blockValues.Dispose();
        });
        return (_offsets, keys);
    }
}

/// <summary>Puts the values of the entries from <paramref name="firstEntry"/> on where they belong.</summary>
delegate void PlaceValues<TOut>(long firstEntry, ReadOnlySpan<TOut> values);

/// <summary>A product's rows: offsets, ascending columns, and what the finish stored for each.</summary>
readonly record struct RowProductResult<TOut>(NativeArray<long> Offsets, NativeArray<int> Keys, NativeArray<TOut> Values)
    where TOut : unmanaged;

/// <summary>One thread's growing output of the block at hand.</summary>
sealed class RowBlockWriter<TOut> : IDisposable
    where TOut : unmanaged
{
    NativeArray<int> _keys = new(4096, cleared: false);
    NativeArray<TOut> _values = new(4096, cleared: false);
    int _count;

    internal void Add(int key, TOut value)
    {
        if (_count == _keys.Length)
        {
            _keys = Doubled(_keys);
            _values = Doubled(_values);
        }

        _keys[_count] = key;
        _values[_count++] = value;
    }

    internal (NativeArray<int>, NativeArray<TOut>) Take()
    {
        var taken = (NativeArray<int>.From(_keys.Slice(0, _count)), NativeArray<TOut>.From(_values.Slice(0, _count)));
        _count = 0;
        return taken;
    }

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }

    static NativeArray<T> Doubled<T>(NativeArray<T> full)
        where T : unmanaged
    {
        var doubled = new NativeArray<T>(2 * full.Length, cleared: false);
        full.AsSpan().CopyTo(doubled.AsSpan());
        full.Dispose();
        return doubled;
    }
}
