using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>One thread's records on their way into buckets, one pass and no counting before: a bucket is a chain of chunks of one page each.</summary>
/// <remarks>Memory: the records, and half a page a bucket. What is written next to each other lies together, so that the open ends of all buckets stay in the cache.</remarks>
/// <typeparam name="TRecord">Of a size that divides a page.</typeparam>
sealed unsafe class RecordBuckets<TRecord> : IDisposable
    where TRecord : unmanaged
{
    const int ChunkBytes = 4_096, SlabBytes = 4 << 20;

    readonly List<NativeArray<byte>> _slabs = [];
    readonly nint[] _tails;
    readonly List<nint>[] _full;
    byte* _free;
    byte* _end;

    internal RecordBuckets(int bucketCount)
    {
        _tails = new nint[bucketCount];
        _full = [.. Enumerable.Range(0, bucketCount).Select(_ => new List<nint>(0))];
    }

    internal static int RecordsPerChunk => ChunkBytes / sizeof(TRecord);

    /// <summary>Puts a record at the end of a bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int bucket, TRecord one)
    {
        var tail = _tails[bucket];

        // A chunk ends where the next page begins; one that was never begun is at address 0.
        if ((tail & (ChunkBytes - 1)) == 0) tail = Begin(bucket);
        *(TRecord*)tail = one;
        _tails[bucket] = tail + sizeof(TRecord);
    }

    internal long Count(int bucket)
    {
        var inTail = _tails[bucket] & (ChunkBytes - 1);
        return _tails[bucket] == 0 ? 0 : (_full[bucket].Count - 1L) * RecordsPerChunk + (inTail == 0 ? RecordsPerChunk : inTail / sizeof(TRecord));
    }

    /// <summary>Copies a bucket's records, and gives the place after the last.</summary>
    internal TRecord* CopyTo(int bucket, TRecord* to)
    {
        foreach (var (chunk, count) in Chunks(bucket))
        {
            Unsafe.CopyBlock(to, (void*)chunk, (uint)(count * sizeof(TRecord)));
            to += count;
        }

        return to;
    }

    /// <summary>Where a bucket's records are, and how many in each place.</summary>
    internal IEnumerable<(nint Chunk, int Count)> Chunks(int bucket)
    {
        var left = Count(bucket);
        foreach (var chunk in _full[bucket])
        {
            yield return (chunk, (int)Math.Min(left, RecordsPerChunk));
            left -= RecordsPerChunk;
        }
    }

    public void Dispose()
    {
        foreach (var slab in _slabs) slab.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    nint Begin(int bucket)
    {
        if (_free == _end)
        {
            var slab = new NativeArray<byte>(SlabBytes + ChunkBytes, cleared: false);
            _slabs.Add(slab);
            _free = (byte*)(((nint)slab.Pointer + ChunkBytes - 1) & -ChunkBytes);
            _end = _free + SlabBytes;
        }

        _full[bucket].Add((nint)_free);
        _free += ChunkBytes;
        return (nint)_free - ChunkBytes;
    }
}
