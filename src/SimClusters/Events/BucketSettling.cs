using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>One thread's work on one bucket at a time: its events by item and user, each pair settled, and items with too few left out before they are sorted.</summary>
/// <remarks>
/// What is sorted is a word an event: the event itself where it fits, else item, user, and the event's place in the bucket below. A bucket whose places do not fit beside the keys is sorted as it is.
/// Memory: 16 bytes an event of the largest bucket, or 32 where events are no words.
/// </remarks>
sealed unsafe class BucketSettling : IDisposable
{
    // The shift of an item in words that have none.
    const int NoItem = 64;

    readonly PairRequest _request;
    readonly BucketLayout _layout;
    readonly EventWords _eventWords;
    readonly BucketSieve _sieve;
    readonly PairRuling _ruling;
    readonly bool _isSimple;
    readonly int[] _counts;
    readonly List<EventRecord> _group = [];
    NativeArray<EventRecord> _events = new(1, cleared: false);
    NativeArray<ulong> _words = new(1, cleared: false);
    NativeArray<ulong> _spare = new(1, cleared: false);

    internal BucketSettling(PairRequest request, BucketLayout layout)
    {
        (_request, _layout, _eventWords) = (request, layout, new(request, layout));
        _ruling = new(request.Options, Tolls);
        _isSimple = request.Options.Rule != PairRule.CombinedSignals;
        _sieve = new(request, layout, _eventWords);
        _counts = request.MinUsers > 1 && layout.LowItemBits <= BucketLayout.MaxCountedBits ? new int[1 << layout.LowItemBits] : [];
    }

    internal PairTolls Tolls { get; } = new();

    internal PairStore Store { get; } = new();

    internal List<PairedItem> Items { get; } = [];

    /// <summary>Settles a bucket of events that are words.</summary>
    internal void Run(int bucket, BucketParts<ulong> parts)
    {
        var count = Copied(bucket, parts);
        if (count == 0) return;
        var left = _sieve.KeepItemsWithEnough(_words.Pointer, count);
        Tolls.FewEvents += count - left;
        SortAndSettle(bucket, _sieve.KeepPairsThatContribute(_words.Pointer, left));
    }

    /// <summary>Settles a bucket of events.</summary>
    internal void Run(int bucket, BucketParts<EventRecord> parts)
    {
        var count = parts.Count(bucket);
        if (count == 0) return;
        Grow(ref _events, count);
        Grow(ref _words, count);
        Grow(ref _spare, count);
        parts.CopyTo(bucket, _events.Pointer);
        var placeBits = BitOperations.Log2((uint)count) + 1;
        if (_layout.KeyBits + placeBits <= 64)
        {
            var wordCount = MakeWords(count, placeBits);
            var sorted = RadixSort.Sort(_words.Pointer, _spare.Pointer, wordCount, placeBits, placeBits + _layout.KeyBits);
            Settle(new PlacedEvents(_events.Pointer, (1UL << placeBits) - 1), sorted, wordCount, placeBits + _layout.UserBits, _counts.Length > 0);
            return;
        }

        _events.Slice(0, count).Sort();
        for (var i = 0; i < count; i++) _words[i] = (uint)i;
        Settle(new PlacedEvents(_events.Pointer, ulong.MaxValue), _words.Pointer, count, NoItem, isCounted: false);
    }

    public void Dispose()
    {
        _events.Dispose();
        _words.Dispose();
        _spare.Dispose();
    }

    static void Grow<T>(ref NativeArray<T> array, int count)
        where T : unmanaged
    {
        if (count <= array.Length) return;
        var length = Math.Max(count, Math.Min(2 * array.Length, count + (1L << 20)));
        array.Dispose();
        array = new(length, cleared: false);
    }

    int Copied(int bucket, BucketParts<ulong> parts)
    {
        var count = parts.Count(bucket);
        Grow(ref _words, count);
        Grow(ref _spare, count);
        parts.CopyTo(bucket, _words.Pointer);
        return count;
    }

    void SortAndSettle(int bucket, int count)
    {
        var sorted = RadixSort.Sort(_words.Pointer, _spare.Pointer, count, _eventWords.UserShift, _eventWords.EndBit);
        Settle(new WordEvents(_eventWords, _layout, bucket), sorted, count, _eventWords.ItemShift, _sieve.CountsItems);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int MakeWords(int count, int placeBits)
    {
        var events = _events.Pointer;
        var words = _words.Pointer;
        var (layout, userShift, itemShift) = (_layout, placeBits, placeBits + _layout.UserBits);
        var (minUsers, isCounted) = (_request.MinUsers, _counts.Length > 0);
        if (isCounted)
        {
            Array.Clear(_counts);
            var contributing = (int)_request.Options.Contributing;
            for (var i = 0; i < count; i++) _counts[layout.LowOf(events[i].Item)] += contributing >> (int)events[i].Kind & 1;
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var item = layout.LowOf(events[i].Item);
            words[kept] = ((ulong)(uint)item << itemShift) | ((ulong)(uint)events[i].User << userShift) | (uint)i;
            kept += !isCounted || _counts[item] >= minUsers ? 1 : 0;
        }

        Tolls.FewEvents += count - kept;
        return kept;
    }

    // Words in the order of items and users.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Settle<TEvents>(TEvents events, ulong* words, int count, int itemShift, bool isCounted)
        where TEvents : struct, IBucketEvents
    {
        for (int start = 0, end; start < count; start = end)
        {
            end = EndOfItem(events, words, start, count, itemShift);
            if (!isCounted && _request.MinUsers > 1 && ContributingCount(events, words + start, end - start) < _request.MinUsers)
            {
                Tolls.FewEvents += end - start;
                continue;
            }

            var pairs = Store.Reserve(end - start);
            int pairCount = 0, userCount = 0, undone = 0;
            for (int first = start, next; first < end; first = next)
            {
                var user = events.User(words[first]);
                for (next = first + 1; next < end && events.User(words[next]) == user; next++) continue;

                // Nearly all: one event, and nothing else.
                if (next == first + 1 && _isSimple)
                {
                    var one = events.Record(words[first]);
                    pairs[pairCount] = new(user, one.TimeMs);
                    var stands = one.IsUndo ? 0 : 1;
                    pairCount += stands;
                    userCount += stands;
                    undone += 1 - stands;
                    continue;
                }

                var standing = SettleGroup(events, words, first, next);
                for (var i = 0; i < standing; i++) pairs[pairCount++] = new(user, _group[i].TimeMs);
                userCount += standing > 0 ? 1 : 0;
            }

            Tolls.Undone += undone;
            Tolls.Pairs += pairCount;
            if (pairCount == 0 || userCount < _request.MinUsers) continue;
            Store.Keep(pairCount);
            Items.Add(new(events.Item(words[start]), userCount, pairCount, (nint)pairs));
        }
    }

    static int EndOfItem<TEvents>(TEvents events, ulong* words, int start, int count, int itemShift)
        where TEvents : struct, IBucketEvents
    {
        var end = start + 1;
        if (itemShift == NoItem)
        {
            while (end < count && events.Item(words[end]) == events.Item(words[start])) end++;
            return end;
        }

        var item = words[start] >> itemShift;
        while (end < count && words[end] >> itemShift == item) end++;
        return end;
    }

    int ContributingCount<TEvents>(TEvents events, ulong* words, int count)
        where TEvents : struct, IBucketEvents
    {
        var contributing = 0;
        for (var i = 0; i < count; i++) contributing += _request.Options.Contributing.Has(events.Record(words[i]).Kind) ? 1 : 0;
        return contributing;
    }

    int SettleGroup<TEvents>(TEvents events, ulong* words, int first, int end)
        where TEvents : struct, IBucketEvents
    {
        _group.Clear();
        for (var i = first; i < end; i++) _group.Add(events.Record(words[i]));
        _group.Sort();
        return _ruling.Settle(CollectionsMarshal.AsSpan(_group));
    }
}
