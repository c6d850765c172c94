using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A bucket for every so many rows, so that what comes out of the buckets one after another ascends by row.</summary>
readonly struct RowRanges
{
    // A bucket of so many records is sorted in the second cache.
    const int RecordsPerBucket = 12_288;

    const int MaxBucketBits = 12, MaxRowBits = 30;

    /// <param name="rowCount">Rows of all buckets.</param>
    /// <param name="recordCount">About how many records there are to be.</param>
    internal RowRanges(int rowCount, long recordCount)
    {
        var rowBits = BitOperations.Log2((uint)Math.Max(1, rowCount - 1)) + 1;
        var bucketBits = Math.Min(MaxBucketBits, BitOperations.Log2((ulong)(recordCount / RecordsPerBucket) + 1));
        RowBits = Math.Clamp(rowBits - bucketBits, 0, MaxRowBits);
        BucketCount = (int)(((long)rowCount + RowsPerBucket - 1) / RowsPerBucket);
    }

    internal int BucketCount { get; }

    /// <summary>Bits that tell the rows of a bucket apart.</summary>
    internal int RowBits { get; }

    internal int RowsPerBucket => 1 << RowBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int BucketOf(int row) => row >> RowBits;
}
