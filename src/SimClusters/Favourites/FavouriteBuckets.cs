using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>A log's events by ranges of users: so many to a bucket that it fits in a processor's second cache, and there is sorted.</summary>
/// <remarks>Memory: 16 bytes an event, or 24. Within a bucket events come in no order.</remarks>
sealed unsafe class FavouriteBuckets
{
    /// <summary>Events a bucket, on average: 256 KB, and as much while they are sorted.</summary>
    internal const int DefaultSize = 16_384;

    // More streams than this, and each thread's ends of them leave the cache.
    const int MaxCount = 8_192;

    // Shares of the blocks a thread: where one is held up, the others take more.
    const int SharesPerThread = 4;

    FavouriteBuckets(in FavouritePacking packing, long[] starts, NativeArray<ulong> words) => (Packing, Starts, Words) = (packing, starts, words);

    internal FavouritePacking Packing { get; }

    /// <summary>By bucket, the number of its first event; and of all events.</summary>
    internal long[] Starts { get; }

    /// <summary>The events, each of <see cref="FavouritePacking.WordCount"/> words.</summary>
    internal NativeArray<ulong> Words { get; }

    internal int Count => Starts.Length - 1;

    /// <summary>Bits of a user within a bucket, such that a bucket has about <paramref name="size"/> events.</summary>
    internal static int UserBitsFor(int userCount, long eventCount, int size)
    {
        var bucketCount = (ulong)Math.Clamp(eventCount / size, 1, MaxCount);
        var users = Math.Max(1UL, ((ulong)userCount + bucketCount - 1) / bucketCount);
        return BitOperations.Log2(users) + (BitOperations.IsPow2(users) ? 0 : 1);
    }

    /// <param name="blocks">Events whose users and authors, and text items, are numbered.</param>
    /// <param name="userCount">User rows.</param>
    /// <param name="packing">The layout.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>The buckets, and how many of the events are unfavourites.</returns>
    internal static (FavouriteBuckets Buckets, long UnfavouriteCount) Of(IReadOnlyList<FavouriteBlock> blocks, int userCount, FavouritePacking packing, Execution execution)
    {
        var bucketCount = Math.Max(1, (int)(((long)userCount + (1L << packing.UserBits) - 1) >> packing.UserBits));
        var shareCount = Math.Clamp(execution.ThreadCount * SharesPerThread, 1, Math.Max(1, blocks.Count));
        int FirstOf(int share) => (int)((long)blocks.Count * share / shareCount);
        var places = new long[shareCount][];
        ParallelRows.Run(shareCount, 1, execution.WithoutProgress(), (share, _, _) =>
        {
            places[share] = new long[bucketCount];
            for (var block = FirstOf(share); block < FirstOf(share + 1); block++) Tally(blocks[block].Users.Rows, packing.UserBits, places[share]);
        });

        // Counts become places: share after share within a bucket, though any order would do.
        var starts = new long[bucketCount + 1];
        for (var bucket = 0; bucket < bucketCount; bucket++)
        {
            var next = starts[bucket];
            foreach (var share in places) (share[bucket], next) = (next, next + share[bucket]);
            starts[bucket + 1] = next;
        }

        var words = new NativeArray<ulong>(starts[bucketCount] * packing.WordCount, cleared: false);
        long unfavouriteCount = 0;
        ParallelRows.Run(shareCount, 1, execution.WithoutProgress(), (share, _, _) =>
        {
            for (var block = FirstOf(share); block < FirstOf(share + 1); block++)
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                Interlocked.Add(ref unfavouriteCount, packing.IsWide
                    ? Scatter(blocks[block], packing, places[share], (WideFavourite*)words.Pointer)
                    : Scatter(blocks[block], packing, places[share], (NarrowFavourite*)words.Pointer));
            }
        });
        return (new(packing, starts, words), unfavouriteCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tally(ReadOnlySpan<int> users, int userBits, long[] counts)
    {
        foreach (var user in users) counts[user >> userBits]++;
    }

    static long Scatter<TEvent>(FavouriteBlock block, in FavouritePacking packing, long[] places, TEvent* events)
        where TEvent : unmanaged, IPackedFavourite<TEvent> =>
        block.Items.Kind == IdKind.Text ? Scatter(block, block.Items.Rows, packing, places, events)
        : block.Items.IsNarrow ? Scatter(block, block.Items.Narrow, packing, places, events)
        : Scatter(block, block.Items.Wide, packing, places, events);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long Scatter<TEvent, TItem>(FavouriteBlock block, ReadOnlySpan<TItem> items, FavouritePacking packing, long[] places, TEvent* events)
        where TEvent : unmanaged, IPackedFavourite<TEvent>
        where TItem : unmanaged, IBinaryInteger<TItem>
    {
        var users = block.Users.Rows;
        var authors = block.Authors.Rows;
        var times = block.TimesMs.AsSpan();
        var kinds = block.AreUnfavourites is null ? [] : block.AreUnfavourites.AsSpan();
        var (userBits, authorBits, userMask) = (packing.UserBits, packing.AuthorBits, (1 << packing.UserBits) - 1);
        long unfavouriteCount = 0;
        for (var i = 0; i < users.Length; i++)
        {
            var user = users[i];
            var isUnfavourite = !kinds.IsEmpty && kinds[i];
            unfavouriteCount += isUnfavourite ? 1 : 0;
            events[places[user >> userBits]++] = TEvent.Of(packing, ((ulong)(user & userMask) << authorBits) | (uint)authors[i], long.CreateTruncating(items[i]), times[i], isUnfavourite);
        }

        return unfavouriteCount;
    }
}
