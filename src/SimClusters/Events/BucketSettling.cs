using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>One thread's work on one bucket at a time: its events by item and user, each pair settled, and items with too few left out before they are sorted.</summary>
/// <remarks>
/// What is sorted is a word an event: item above, user, and the event's place in the bucket below. A bucket whose places do not fit beside the keys is sorted as it is.
/// Memory: 32 bytes an event of the largest bucket.
/// </remarks>
sealed unsafe class BucketSettling : IDisposable
{
    // Of a word that has nothing but the event's place.
    const int PlaceAlone = 32;

    readonly PairRequest _request;
    readonly BucketLayout _layout;
    readonly PairRuling _ruling;
    readonly bool _isSimple;
    readonly int[] _counts;
    readonly List<EventRecord> _group = [];
    NativeArray<EventRecord> _events = new(1, cleared: false);
    NativeArray<ulong> _words = new(1, cleared: false);
    NativeArray<ulong> _spare = new(1, cleared: false);

    internal BucketSettling(PairRequest request, BucketLayout layout)
    {
        (_request, _layout) = (request, layout);
        _ruling = new(request.Options, Tolls);
        _isSimple = request.Options.Rule != PairRule.CombinedSignals;
        _counts = request.MinUsers > 1 && layout.LowItemBits <= BucketLayout.MaxCountedBits ? new int[1 << layout.LowItemBits] : [];
    }

    internal PairTolls Tolls { get; } = new();

    internal PairStore Store { get; } = new();

    internal List<PairedItem> Items { get; } = [];

    internal void Run(int bucket, IReadOnlyList<RecordBuckets<EventRecord>> parts)
    {
        var count = checked((int)parts.Sum(part => part.Count(bucket)));
        if (count == 0) return;
        Grow(count);
        var end = _events.Pointer;
        foreach (var part in parts) end = part.CopyTo(bucket, end);
        var placeBits = BitOperations.Log2((uint)count) + 1;
        if (_layout.KeyBits + placeBits <= 64)
        {
            var wordCount = MakeWords(count, placeBits);
            Settle(RadixSort.Sort(_words.Pointer, _spare.Pointer, wordCount, placeBits, placeBits + _layout.KeyBits), wordCount, placeBits, _counts.Length > 0);
            return;
        }

        _events.Slice(0, count).Sort();
        for (var i = 0; i < count; i++) _words[i] = (uint)i;
        Settle(_words.Pointer, count, PlaceAlone, isCounted: false);
    }

    public void Dispose()
    {
        _events.Dispose();
        _words.Dispose();
        _spare.Dispose();
    }

    void Grow(int count)
    {
        if (count <= _events.Length) return;
        Dispose();
        var length = Math.Max(count, Math.Min(2 * _events.Length, count + (1L << 20)));
        (_events, _words, _spare) = (new(length, cleared: false), new(length, cleared: false), new(length, cleared: false));
    }

    // Of items that have the events it takes: a signal of a few events in a hundred meets few of these.
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

    // Words in the order of items and users; their low bits say where the event is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Settle(ulong* words, int count, int placeBits, bool isCounted)
    {
        var events = _events.Pointer;
        var placeMask = (1UL << placeBits) - 1;
        for (int start = 0, end; start < count; start = end)
        {
            var item = events[words[start] & placeMask].Item;
            end = EndOfItem(words, start, count, placeBits);
            if (!isCounted && _request.MinUsers > 1 && ContributingCount(words + start, end - start, placeMask) < _request.MinUsers)
            {
                Tolls.FewEvents += end - start;
                continue;
            }

            var pairs = Store.Reserve(end - start);
            int pairCount = 0, userCount = 0;
            for (int first = start, next; first < end; first = next)
            {
                ref readonly var one = ref events[words[first] & placeMask];
                for (next = first + 1; next < end && events[words[next] & placeMask].User == one.User; next++) continue;

                // Nearly all: one event, and nothing else.
                if (next == first + 1 && _isSimple)
                {
                    pairs[pairCount] = new(one.User, one.TimeMs);
                    var stands = one.IsUndo ? 0 : 1;
                    pairCount += stands;
                    userCount += stands;
                    Tolls.Undone += 1 - stands;
                    continue;
                }

                var standing = SettleGroup(words, first, next, placeMask);
                for (var i = 0; i < standing; i++) pairs[pairCount++] = new(_group[i].User, _group[i].TimeMs);
                userCount += standing > 0 ? 1 : 0;
            }

            Tolls.Pairs += pairCount;
            if (pairCount == 0 || userCount < _request.MinUsers) continue;
            Store.Keep(pairCount);
            Items.Add(new(item, userCount, pairCount, (nint)pairs));
        }
    }

    int EndOfItem(ulong* words, int start, int count, int placeBits)
    {
        var end = start + 1;
        if (placeBits == PlaceAlone)
        {
            while (end < count && _events[end].Item == _events[start].Item) end++;
            return end;
        }

        var itemShift = placeBits + _layout.UserBits;
        var item = words[start] >> itemShift;
        while (end < count && words[end] >> itemShift == item) end++;
        return end;
    }

    int ContributingCount(ulong* words, int count, ulong placeMask)
    {
        var contributing = 0;
        for (var i = 0; i < count; i++) contributing += _request.Options.Contributing.Has(_events[(long)(words[i] & placeMask)].Kind) ? 1 : 0;
        return contributing;
    }

    int SettleGroup(ulong* words, int first, int end, ulong placeMask)
    {
        _group.Clear();
        for (var i = first; i < end; i++) _group.Add(_events[(long)(words[i] & placeMask)]);
        _group.Sort();
        return _ruling.Settle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_group));
    }
}
