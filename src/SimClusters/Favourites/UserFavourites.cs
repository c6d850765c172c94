using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>One thread's work on one user at a time: events to favourites that count, and these to weighted edges.</summary>
/// <remarks>
/// Events come in any order and leave in one that depends on nothing but themselves, so sums are the same bits however a log was read.
/// Memory: 32 bytes an event of the busiest user.
/// </remarks>
sealed class UserFavourites(FavouriteGraphOptions options, HalfLifeDecay[] decays, long nowMs) : IDisposable
{
    readonly bool _isPublished = options.Unfavourites == UnfavouriteRule.Published;
    readonly int _longest = options.HalfLivesInDays.ToList().IndexOf(options.HalfLivesInDays.Max());
    readonly double _minWeight = options.MinWeight;
    readonly long _nowSeconds = Seconds(nowMs);

    ulong[] _words = [];
    FavouriteEvent[] _sorted = [];

    internal FavouriteTolls Tolls { get; } = new();

    internal RowBlockWriter<HalfLifeWeights> Output { get; } = new();

    /// <summary>Writes the user's edges, ascending by author, and leaves at the front of the events those that count, ascending by author and item.</summary>
    /// <param name="events">The user's events. Under the published rule unfavourites that stand alone count, too.</param>
    /// <param name="carried">The user's edges of the graph before, decayed to now.</param>
    /// <param name="isLeftOut">Whether the user is not active: then the edges are counted and left out.</param>
    /// <param name="isActive">By author row; null when all are.</param>
    /// <returns>Events that count, and edges written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal (int KeptCount, int EdgeCount) Run(Span<FavouriteEvent> events, CarriedEdges carried, bool isLeftOut, bool[]? isActive)
    {
        SortByAuthor(events);
        int keptCount = 0, edgeCount = 0;
        for (int start = 0, end = 0, edge = 0; start < events.Length || edge < carried.Count; start = end)
        {
            var author = start < events.Length ? _sorted[start].AuthorRow : int.MaxValue;
            if (edge < carried.Count) author = Math.Min(author, carried.AuthorAt(edge));
            var sums = default(HalfLifeSums);
            if (edge < carried.Count && carried.AuthorAt(edge) == author) carried.AddTo(ref sums, edge++);
            for (end = start; end < events.Length && _sorted[end].AuthorRow == author; end++) continue;
            if (end > start + 1) _sorted.AsSpan(start, end - start).Sort();
            keptCount = AddStanding(_sorted.AsSpan(start, end - start), events, keptCount, ref sums);
            if (Write(author, sums, isLeftOut || (isActive is not null && !isActive[author]))) edgeCount++;
        }

        Tolls.Living += keptCount;
        Tolls.Edges += edgeCount;
        return (keptCount, edgeCount);
    }

    /// <summary>Whole seconds, rounded down.</summary>
    internal static long Seconds(long ms) => ms >= 0 ? ms / 1_000 : (ms - 999) / 1_000;

    public void Dispose() => Output.Dispose();

    // Author above, place below: numbers sort faster than events do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SortByAuthor(ReadOnlySpan<FavouriteEvent> events)
    {
        if (events.Length > _words.Length)
        {
            var length = Math.Max(events.Length, _words.Length * 2);
            (_words, _sorted) = (new ulong[length], new FavouriteEvent[length]);
        }

        var words = _words.AsSpan(0, events.Length);
        var unfavouriteCount = 0;
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = ((ulong)(uint)events[i].AuthorRow << 32) | (uint)i;
            if (events[i].IsUnfavourite) unfavouriteCount++;
            if (events[i].TimeMs > nowMs) Tolls.Future++;
        }

        Tolls.Unfavourites += unfavouriteCount;
        Tolls.Favourites += events.Length - unfavouriteCount;
        TopK.SortShort(words);
        for (var i = 0; i < words.Length; i++) _sorted[i] = events[(int)(uint)words[i]];
    }

    // Of one author's events, sorted: what each item comes to is kept, and added up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int AddStanding(ReadOnlySpan<FavouriteEvent> sorted, Span<FavouriteEvent> kept, int keptCount, ref HalfLifeSums sums)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end].Item == sorted[start].Item; end++) continue;
            if (!Stands(sorted[start..end], out var standing)) continue;
            ref readonly var favourite = ref sorted[start + standing];

            // What is later than now counts as if it were of now.
            var age = Math.Max(0, _nowSeconds - Seconds(favourite.TimeMs));
            if (!_isPublished && decays[_longest].At(age) < _minWeight)
            {
                Tolls.Forgotten++;
                continue;
            }

            for (var h = 0; h < decays.Length; h++) sums[h] += favourite.IsUnfavourite ? -decays[h].At(age) : decays[h].At(age);
            kept[keptCount++] = favourite;
        }

        return keptCount;
    }

    // Which of one item's events stands in the end, by the state machine of the published job; false when none does.
    bool Stands(ReadOnlySpan<FavouriteEvent> events, out int standing)
    {
        standing = 0;

        // Nearly all: one favourite, and nothing else.
        if (events.Length == 1 && !events[0].IsUnfavourite) return true;
        bool stands = false, isTakenBack = false;
        for (var i = 0; i < events.Length; i++)
        {
            var isLiked = stands && !events[standing].IsUnfavourite;
            if (!events[i].IsUnfavourite)
            {
                if (isLiked) Tolls.Replaced++;
                (standing, stands, isTakenBack) = (i, true, false);
            }
            else if (isLiked)
            {
                Tolls.TakenBack++;
                (stands, isTakenBack) = (false, true);
            }
            else
            {
                Tolls.UnknownUnfavourites++;
                if (_isPublished && !isTakenBack) (standing, stands) = (i, true);
            }
        }

        return stands;
    }

    bool Write(int author, in HalfLifeSums sums, bool isLeftOut)
    {
        var weights = default(HalfLifeWeights);
        var isKept = false;
        for (var h = 0; h < decays.Length; h++)
        {
            if (sums[h] < _minWeight) continue;
            weights[h] = (float)sums[h];
            isKept = true;
        }

        if (isKept && !isLeftOut)
        {
            Output.Add(author, weights);
            return true;
        }

        // Where nothing stands and nothing was carried there is no edge to speak of.
        if (isKept) Tolls.Inactive++;
        else if (!sums.IsZero) Tolls.Pruned++;
        return false;
    }
}

/// <summary>The sums of one edge while it is added up, one a half-life.</summary>
[InlineArray(HalfLifeWeights.Length)]
struct HalfLifeSums
{
    double _first;

    internal readonly bool IsZero
    {
        get
        {
            foreach (var sum in this)
                if (sum != 0) return false;
            return true;
        }
    }
}
