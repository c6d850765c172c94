namespace SimClusters.Numerics;

/// <summary>Records in buckets, of which each thread fills a part of its own: a bucket is what all parts have of it, in any order.</summary>
/// <remarks>Memory: that of <see cref="RecordBuckets{TRecord}"/>, a thread.</remarks>
/// <typeparam name="TRecord">Of a size that divides a page.</typeparam>
sealed unsafe class BucketParts<TRecord>(int bucketCount) : IDisposable
    where TRecord : unmanaged
{
    readonly List<RecordBuckets<TRecord>> _parts = [];

    /// <summary>One thread's part. May be called by all at once; reading waits until all are filled.</summary>
    internal RecordBuckets<TRecord> New()
    {
        var part = new RecordBuckets<TRecord>(bucketCount);
        lock (_parts) _parts.Add(part);
        return part;
    }

    /// <exception cref="OverflowException">The bucket has more than 2³¹ − 1 records.</exception>
    internal int Count(int bucket) => checked((int)_parts.Sum(part => part.Count(bucket)));

    /// <summary>The buckets, those with most records first: a large one is under way while the others are done.</summary>
    internal int[] LargestFirst()
    {
        var buckets = Enumerable.Range(0, bucketCount).ToArray();
        long[] order = [.. buckets.Select(bucket => -_parts.Sum(part => part.Count(bucket)))];
        Array.Sort(order, buckets);
        return buckets;
    }

    /// <summary>Copies a bucket's records together.</summary>
    internal void CopyTo(int bucket, TRecord* to)
    {
        foreach (var part in _parts) to = part.CopyTo(bucket, to);
    }

    /// <summary>Where a bucket's records are, and how many in each place.</summary>
    internal IEnumerable<(nint Chunk, int Count)> Chunks(int bucket) => _parts.SelectMany(part => part.Chunks(bucket));

    public void Dispose()
    {
        foreach (var part in _parts) part.Dispose();
    }
}
