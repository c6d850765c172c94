using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>Every favourite that still counts: who likes which item of whom, and since when. The favourite graph is a function of it.</summary>
/// <remarks>
/// A favourite leaves when it is taken back, when a later one of the same item replaces it, and when time has brought it below the least weight. The next run needs no other memory: it reads the
/// state as favourites of its own log. Memory: 16 bytes an event of the log, or 24 where ids and times are long; 8 a user; and the ids of text items.
/// </remarks>
public sealed unsafe class FavouriteState : IDisposable
{
    readonly FavouritePacking _packing;
    readonly NativeArray<ulong> _words;

    // By bucket of users, the number of its first event in the words: behind those that count, a bucket holds nothing of meaning.
    readonly long[] _starts;

    internal FavouriteState(FavouriteBuckets buckets, NativeArray<long> offsets, NodeIndex? items)
    {
        (_packing, _words, _starts) = (buckets.Packing, buckets.Words, buckets.Starts);
        Offsets = offsets;
        Items = items;
    }

    /// <summary>The number of each user's first favourite, and of all.</summary>
    public NativeArray<long> Offsets { get; }

    /// <summary>The ids of the items where they are strings; null where an item is its own id.</summary>
    public NodeIndex? Items { get; }

    public int UserCount => (int)(Offsets.Length - 1);

    public long Count => Offsets[Offsets.Length - 1];

    /// <summary>What one user likes, ascending by author and item.</summary>
    public Favourite[] Of(int userRow)
    {
        var favourites = new Favourite[Offsets[userRow + 1L] - Offsets[userRow]];
        Read<Favourite, Whole>(Offsets[userRow], favourites);
        return favourites;
    }

    /// <summary>The author rows of favourites from a number on; by user, author and item.</summary>
    public void ReadAuthors(long first, Span<int> authorRows) => Read<int, Author>(first, authorRows);

    /// <summary>The same of items: the item's id where ids are integers, else its row among the items.</summary>
    public void ReadItems(long first, Span<long> items) => Read<long, Item>(first, items);

    /// <summary>The same of times: milliseconds since 1970 (UTC).</summary>
    public void ReadTimes(long first, Span<long> timesMs) => Read<long, Time>(first, timesMs);

    public void Dispose()
    {
        Offsets.Dispose();
        _words.Dispose();
        Items?.Dispose();
    }

    long FirstOf(int bucket) => Offsets[Math.Min(UserCount, (long)bucket << _packing.UserBits)];

    void Read<TValue, TField>(long first, Span<TValue> values)
        where TField : struct, IField<TValue>
    {
        if (_packing.IsWide) Read<WideFavourite, TValue, TField>((WideFavourite*)_words.Pointer, first, values);
        else Read<NarrowFavourite, TValue, TField>((NarrowFavourite*)_words.Pointer, first, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Read<TEvent, TValue, TField>(TEvent* events, long first, Span<TValue> values)
        where TEvent : unmanaged, IPackedFavourite<TEvent>
        where TField : struct, IField<TValue>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + values.Length, Count, nameof(first));
        for (var bucket = BucketOf(first); !values.IsEmpty; bucket++)
        {
            var count = (int)Math.Min(values.Length, FirstOf(bucket + 1) - first);
            var at = events + _starts[bucket] + (first - FirstOf(bucket));
            for (var i = 0; i < count; i++) values[i] = TField.Of(at[i], _packing);
            values = values[count..];
            first += count;
        }
    }

    // The last bucket that begins at or before a favourite.
    int BucketOf(long favourite)
    {
        int low = 0, high = _starts.Length - 1;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (FirstOf(middle) <= favourite) low = middle;
            else high = middle;
        }

        return low;
    }

    interface IField<TValue>
    {
        static abstract TValue Of<TEvent>(in TEvent favourite, in FavouritePacking packing)
            where TEvent : unmanaged, IPackedFavourite<TEvent>;
    }

    readonly struct Author : IField<int>
    {
        public static int Of<TEvent>(in TEvent favourite, in FavouritePacking packing)
            where TEvent : unmanaged, IPackedFavourite<TEvent> => (int)((favourite.First >> packing.PairShift) & ((1UL << packing.AuthorBits) - 1));
    }

    readonly struct Item : IField<long>
    {
        public static long Of<TEvent>(in TEvent favourite, in FavouritePacking packing)
            where TEvent : unmanaged, IPackedFavourite<TEvent> => favourite.ItemIn(packing);
    }

    readonly struct Time : IField<long>
    {
        public static long Of<TEvent>(in TEvent favourite, in FavouritePacking packing)
            where TEvent : unmanaged, IPackedFavourite<TEvent> => unchecked(packing.OldestMs + (long)favourite.TimeIn(packing));
    }

    readonly struct Whole : IField<Favourite>
    {
        public static Favourite Of<TEvent>(in TEvent favourite, in FavouritePacking packing)
            where TEvent : unmanaged, IPackedFavourite<TEvent> => new(Item.Of(favourite, packing), Time.Of(favourite, packing), Author.Of(favourite, packing));
    }
}
