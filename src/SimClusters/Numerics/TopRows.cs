using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>The best few of every row, offered by several threads in any order: the result is the same whatever the order.</summary>
/// <remarks>
/// One min-heap of <see cref="Ranked"/> words a row, under a lock of one bit. Most offers are turned away by a look at the row's
/// least word, without the lock: it only ever rises. Memory: 8 bytes a place and 12 a row, in chunks that are given back
/// one by one as their rows are read.
/// </remarks>
sealed class TopRows : IDisposable
{
    internal const int RowsPerChunk = 4096;
    const int Locked = int.MinValue;

    readonly NativeArray<ulong>?[] _chunks;
    readonly NativeArray<long> _starts;
    readonly NativeArray<int> _counts;

    /// <param name="capacities">By row: how many it keeps at most.</param>
    internal TopRows(ReadOnlySpan<int> capacities)
    {
        RowCount = capacities.Length;
        _starts = new(RowCount + 1L);
        _counts = new(RowCount);
        _chunks = new NativeArray<ulong>[(RowCount + RowsPerChunk - 1) / RowsPerChunk];

        for (var row = 0; row < RowCount; row++) _starts[row + 1] = _starts[row] + capacities[row];
        for (var chunk = 0; chunk < _chunks.Length; chunk++)
        {
            var endRow = Math.Min(RowCount, (chunk + 1) * RowsPerChunk);
            _chunks[chunk] = new(_starts[endRow] - _starts[chunk * RowsPerChunk], cleared: false);
        }
    }

    internal int RowCount { get; }

    internal int Count(int row) => _counts[row];

    /// <summary>The words of one row, a heap with the least first until the caller reorders them. Only once the offers have ended.</summary>
    internal Span<ulong> Row(int row) => _chunks[row / RowsPerChunk]!.Slice(StartInChunk(row), _counts[row]);

    internal bool IsFull(int row) => _counts[row] == Capacity(row);

    /// <summary>Keeps the word if it is among the row's best so far. From any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Offer(int row, ulong word)
    {
        var capacity = Capacity(row);
        var chunk = _chunks[row / RowsPerChunk]!;

        // A stale look at a full row sees a smaller least word, never a greater one: at worst the lock is taken in vain.
        if (Volatile.Read(ref _counts[row]) == capacity && (capacity == 0 || Volatile.Read(ref chunk[StartInChunk(row)]) >= word)) return;
        OfferLocked(row, word, chunk, capacity);
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
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Capacity(int row) => (int)(_starts[row + 1] - _starts[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    long StartInChunk(int row) => _starts[row] - _starts[row & -RowsPerChunk];

    void OfferLocked(int row, ulong word, NativeArray<ulong> chunk, int capacity)
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

        var heap = chunk.Slice(StartInChunk(row), capacity);
        if (count < capacity) SiftUp(heap, count++, word);
        else if (word > heap[0]) SiftDown(heap, word);
        Volatile.Write(ref state, count);
    }

    static void SiftUp(Span<ulong> heap, int hole, ulong word)
    {
        while (hole > 0)
        {
            var parent = (hole - 1) / 2;
            if (heap[parent] <= word) break;
            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = word;
    }

    // Replaces the least word. The root is written once, with its final value, which the lock-free look relies on.
    static void SiftDown(Span<ulong> heap, ulong word)
    {
        var hole = 0;
        while (true)
        {
            var child = 2 * hole + 1;
            if (child >= heap.Length) break;
            if (child + 1 < heap.Length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= word) break;
            heap[hole] = heap[child];
            hole = child;
        }

        heap[hole] = word;
    }
}
