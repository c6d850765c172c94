using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>One thread's work on one bucket of users at a time: events to favourites that count, and these to weighted edges.</summary>
/// <remarks>
/// Events come in any order and leave in one that depends on nothing but themselves, so sums are the same bits however a log was read.
/// Memory: that of the largest bucket, and of its edges.
/// </remarks>
sealed unsafe class BucketFavourites<TEvent> : IDisposable
    where TEvent : unmanaged, IPackedFavourite<TEvent>
{
    readonly FavouriteBuckets _buckets;
    readonly FavouritePacking _packing;
    readonly FavouriteRules _rules;
    readonly CarriedGraph _carried;
    readonly PairSort _sort;
    readonly NativeArray<long> _stateLengths;
    readonly NativeArray<long> _edgeLengths;
    readonly FavouriteTolls _tolls = new();

    NativeArray<TEvent> _other = new(0);

    /// <param name="buckets">The events; those that count are left at the front of each bucket, ascending by user, author and item.</param>
    /// <param name="rules">What counts, and how much.</param>
    /// <param name="carried">The graph before, decayed to now.</param>
    /// <param name="edges">Gets the edges.</param>
    /// <param name="stateLengths">By user row + 1: gets how many favourites count.</param>
    /// <param name="edgeLengths">By user row + 1: gets how many edges there are.</param>
    internal BucketFavourites(FavouriteBuckets buckets, FavouriteRules rules, CarriedGraph carried, OrderedEdges edges, NativeArray<long> stateLengths, NativeArray<long> edgeLengths)
    {
        (_buckets, _packing, _rules, _carried, _stateLengths, _edgeLengths) = (buckets, buckets.Packing, rules, carried, stateLengths, edgeLengths);
        (_sort, Output) = (new(_packing.PairBits), new(edges));
    }

    internal FavouriteTolls Tolls => _tolls;

    internal OrderedEdges.Writer Output { get; }

    /// <summary>One bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(int bucket)
    {
        var length = checked((int)(_buckets.Starts[bucket + 1] - _buckets.Starts[bucket]));
        var events = (TEvent*)_buckets.Words.Pointer + _buckets.Starts[bucket];
        if (_other.Length < length) Grow(length);
        var sorted = _sort.Sort(events, _other.Pointer, length, _packing.PairShift);

        var firstUser = bucket << _packing.UserBits;
        var carried = new CarriedEdges(_carried, firstUser, (int)Math.Min(_carried.Edges.RowCount, (long)firstUser + (1L << _packing.UserBits)), _packing.AuthorBits);
        var (shift, authorBits, authorMask) = (_packing.PairShift, _packing.AuthorBits, (1UL << _packing.AuthorBits) - 1);
        var kept = events;
        var edges = Output.Run;
        edges.Begin(length + carried.Count);
        for (int start = 0, end; start < length || carried.Pair != CarriedEdges.None; start = end)
        {
            var pair = Math.Min(start < length ? sorted[start].First >> shift : CarriedEdges.None, carried.Pair);
            var sums = Vector256<double>.Zero;
            if (carried.Pair == pair) carried.AddTo(ref sums);
            for (end = start; end < length && sorted[end].First >> shift == pair; end++) continue;
            if (end > start + 1) SortShort(sorted + start, end - start);
            var standing = AddStanding(sorted + start, end - start, kept, ref sums);

            var user = firstUser + (int)(pair >> authorBits);
            kept += standing;
            _stateLengths.Pointer[user + 1L] += standing;
            if (Write(edges, (int)(pair & authorMask), user, sums)) _edgeLengths.Pointer[user + 1L]++;
        }

        _tolls.Living += kept - events;
        _tolls.Edges += edges.Count;
        Output.Finish(bucket);
    }

    public void Dispose()
    {
        _other.Dispose();
        Output.Dispose();
    }

    void Grow(int length)
    {
        var grown = Math.Max(length, (int)Math.Min(int.MaxValue, 2 * _other.Length));
        _other.Dispose();
        _other = new(grown, cleared: false);
    }

    // Most pairs have a few events: by insertion, as a general sort's entry costs more.
    static void SortShort(TEvent* events, int length)
    {
        if (length > 16)
        {
            new Span<TEvent>(events, length).Sort();
            return;
        }

        for (var i = 1; i < length; i++)
        {
            var inserted = events[i];
            var hole = i;
            for (; hole > 0 && events[hole - 1].CompareTo(inserted) > 0; hole--) events[hole] = events[hole - 1];
            events[hole] = inserted;
        }
    }

    // Of one pair's events, sorted: what each item comes to is kept, and added up. They may lie where the kept go, or after.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int AddStanding(TEvent* sorted, int length, TEvent* kept, ref Vector256<double> sums)
    {
        var keptCount = 0;
        for (int start = 0, end; start < length; start = end)
        {
            for (end = start + 1; end < length && sorted[end].HasItemOf(sorted[start], _packing); end++) continue;

            // Nearly all: one favourite, and nothing else.
            var standing = start;
            if ((end > start + 1 || sorted[start].IsUnfavourite) && !Stands(sorted, start, end, out standing)) continue;
            var favourite = sorted[standing];
            var worth = _rules.WorthOf(favourite.TimeIn(_packing));
            if (_rules.IsForgotten(worth))
            {
                _tolls.Forgotten++;
                continue;
            }

            sums += favourite.IsUnfavourite ? -worth : worth;
            kept[keptCount++] = favourite;
        }

        return keptCount;
    }

    // Which of one item's events stands in the end, by the state machine of the published job; false when none does.
    bool Stands(TEvent* events, int start, int end, out int standing)
    {
        standing = start;
        bool stands = false, isTakenBack = false;
        for (var i = start; i < end; i++)
        {
            var isLiked = stands && !events[standing].IsUnfavourite;
            if (!events[i].IsUnfavourite)
            {
                if (isLiked) _tolls.Replaced++;
                (standing, stands, isTakenBack) = (i, true, false);
            }
            else if (isLiked)
            {
                _tolls.TakenBack++;
                (stands, isTakenBack) = (false, true);
            }
            else
            {
                _tolls.UnknownUnfavourites++;
                if (_rules.IsPublished && !isTakenBack) (standing, stands) = (i, true);
            }
        }

        return stands;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Write(EdgeRun edges, int author, int user, in Vector256<double> sums)
    {
        var isBelow = Vector256.LessThan(sums, _rules.MinWeight);
        var isKept = isBelow.ExtractMostSignificantBits() != 0xF;
        if (isKept && _rules.IsActive(user, author))
        {
            edges.Add(author, Vector256.Narrow(Vector256.AndNot(sums, isBelow), Vector256<double>.Zero).GetLower());
            return true;
        }

        // Where nothing stands and nothing was carried there is no edge to speak of.
        if (isKept) _tolls.Inactive++;
        else if (sums != Vector256<double>.Zero) _tolls.Pruned++;
        return false;
    }
}
