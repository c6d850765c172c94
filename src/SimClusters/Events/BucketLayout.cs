using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Events;

/// <summary>Which bucket an item's events go to: the high bits of a bijection of its key, so that popular items, which may have neighbouring ids, do not meet; the low bits name it there.</summary>
readonly struct BucketLayout
{
    /// <summary>Up to so many low bits, a bucket's items are counted by a table.</summary>
    internal const int MaxCountedBits = 18;

    // A bucket of so many events is sorted in the second cache.
    const int EventsPerBucket = 12_288;

    const int MaxBucketBits = 12;

    // Odd, so that a product with it is a bijection of any number of low bits; of the golden ratio, so that neighbours fall apart.
    const uint Odd = 0x9E3779B1;

    // Odd · Inverse = 1, of 32 bits and so of any fewer.
    const uint Inverse = 0x0E8B2F51;

    readonly uint _mask;

    /// <param name="eventCount">About how many there are to be.</param>
    internal BucketLayout(int itemKeyCount, int userKeyCount, long eventCount)
    {
        var itemBits = BitOperations.Log2((uint)Math.Max(1, itemKeyCount - 1)) + 1;
        var wanted = BitOperations.Log2((ulong)(eventCount / EventsPerBucket) + 1);
        BucketBits = Math.Min(itemBits, Math.Clamp(wanted, 0, MaxBucketBits));
        LowItemBits = itemBits - BucketBits;
        UserBits = BitOperations.Log2((uint)Math.Max(1, userKeyCount - 1)) + 1;
        _mask = itemBits == 32 ? uint.MaxValue : (1u << itemBits) - 1;
    }

    internal int BucketBits { get; }

    internal int BucketCount => 1 << BucketBits;

    internal int LowItemBits { get; }

    internal int UserBits { get; }

    /// <summary>Bits that an item and a user take in a bucket.</summary>
    internal int KeyBits => LowItemBits + UserBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int BucketOf(int item) => (int)(((uint)item * Odd & _mask) >> LowItemBits);

    /// <summary>The item of a name in a bucket.</summary>
    internal int ItemOf(int bucket, int low) => (int)((((uint)bucket << LowItemBits) | (uint)low) * Inverse & _mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int LowOf(int item) => (int)((uint)item * Odd & ((1u << LowItemBits) - 1));
}
