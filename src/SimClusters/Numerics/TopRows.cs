using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>The best few of every row, offered by several threads in any order: the result is the same whatever the order.</summary>
/// <remarks>
/// A row is a buffer with half as many places again as it keeps. An offer is one store at its end; when it is full, a quickselect keeps the best
/// and sets the row's floor, and offers below a floor are turned away by one look, without the row's lock of one bit: a floor only ever rises.
/// Memory: 12 bytes a word that is kept, and 20 a row, in chunks that are given back one by one as their rows are read.
/// </remarks>
sealed class TopRows : IDisposable
{
    internal const int RowsPerChunk = 4096;
    const int Locked = int.MinValue;

    // Of rows that are sorted: few may be long.
    const int RowsAtATime = 16;

    readonly NativeArray<ulong>?[] _chunks;
    readonly NativeArray<long> _starts;
    readonly NativeArray<int> _counts;
    readonly NativeArray<ulong> _floors;
    readonly int _maxPerRow;

    /// <param name="mostOffers">By row: how many offers it can get at most; 0 for a row that gets none.</param>
    /// <param name="maxPerRow">How many a row keeps.</param>
    internal TopRows(ReadOnlySpan<int> mostOffers, int maxPerRow)
    {
        RowCount = mostOffers.Length;
        _maxPerRow = maxPerRow;
        _starts = new(RowCount + 1L);
        _counts = new(RowCount);
        _floors = new(RowCount);
        _chunks = new NativeArray<ulong>[(RowCount + RowsPerChunk - 1) / RowsPerChunk];
        for (var row = 0; row < RowCount; row++)
            _starts[row + 1] = _starts[row] + Math.Min(mostOffers[row], maxPerRow + (long)Math.Max(8, maxPerRow / 2));
        for (var chunk = 0; chunk < _chunks.Length; chunk++)
        {
            var endRow = Math.Min(RowCount, (chunk + 1) * RowsPerChunk);
            _chunks[chunk] = new(_starts[endRow] - _starts[chunk * RowsPerChunk], cleared: false);
        }
    }

    internal int RowCount { get; }

    internal int Count(int row) => _counts[row];

    /// <summary>The words of one row in no order, the caller's to reorder. Only once <see cref="Complete"/> has been called.</summary>
    internal Span<ulong> Row(int row) => _chunks[row / RowsPerChunk]!.Slice(StartInChunk(row), _counts[row]);

    /// <summary>The word that others must reach to be among the row's best; 0 where there is room for all. After <see cref="Complete"/>.</summary>
    internal ulong Least(int row) => _floors[row];

    /// <summary>Keeps the word if it is among the row's best so far. From any thread; no word twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Offer(int row, ulong word)
    {
        if (word > Volatile.Read(ref _floors[row])) OfferLocked(row, word);
    }

    /// <summary>Ends the offers: every row is cut to its best.</summary>
    internal void Complete(Execution execution) => ParallelRows.Run(
        RowCount, RowsAtATime, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
                if (_counts[row] >= _maxPerRow) _counts[row] = KeepBest(row, Row(row));
        });

    /// <summary>Ends the offers and gives each row's best as a matrix, ascending by key. The rows cannot be read afterwards.</summary>
    internal SparseMatrix ToMatrix(int columnCount, Execution execution)
    {
        Complete(execution);
        var offsets = new NativeArray<long>(RowCount + 1L);
        for (var row = 0; row < RowCount; row++) offsets[row + 1] = offsets[row] + Count(row);
        var keys = new NativeArray<int>(offsets[RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        ParallelRows.Run(RowCount, RowsAtATime, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                // Key first, so that sorting the words sorts the keys.
                var words = Row(row);
                foreach (ref var word in words) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
                TopK.SortShort(words);
                for (var i = 0; i < words.Length; i++) (keys[offsets[row] + i], values[offsets[row] + i]) = ((int)(words[i] >> 32), BitConverter.UInt32BitsToSingle((uint)words[i]));
            }
        });
        return new(columnCount, offsets, keys, values);
    }

    /// <summary>Gives a chunk's memory back; its rows must not be read again.</summary>
    internal void Release(int chunk)
    {
        _chunks[chunk]?.Dispose();
        _chunks[chunk] = null;
    }

    public void Dispose()
    {
        for (var chunk = 0; chunk < _chunks.Length; chunk++) Release(chunk);
        _starts.Dispose();
        _counts.Dispose();
        _floors.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long StartInChunk(int row) => _starts[row] - _starts[row & -RowsPerChunk];

    void OfferLocked(int row, ulong word)
    {
        ref var state = ref _counts[row];
        var spin = new SpinWait();
        int count;
        while (true)
        {
            count = Volatile.Read(ref state);
            if (count >= 0 && Interlocked.CompareExchange(ref state, count | Locked, count) == count) break;
            spin.SpinOnce();
        }

        var places = (int)(_starts[row + 1] - _starts[row]);
        var buffer = _chunks[row / RowsPerChunk]!.Slice(StartInChunk(row), places);
        if (count == places) count = KeepBest(row, buffer);
        if (word > _floors[row]) buffer[count++] = word;
        Volatile.Write(ref state, count);
    }

    // The best to the front, the least of them as the floor; gives how many are kept.
    int KeepBest(int row, Span<ulong> words)
    {
        TopK.MoveGreatestToFront(words, _maxPerRow);
        var floor = ulong.MaxValue;
        foreach (var word in words[.._maxPerRow]) floor = Math.Min(floor, word);
        Volatile.Write(ref _floors[row], floor);
        return _maxPerRow;
    }
}
