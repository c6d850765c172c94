using System.Numerics;
using System.Runtime.InteropServices;

namespace SimClusters.Favourites;

/// <summary>How the events of a log lie in 16 bytes each, or in 24 where their ids and times take more bits.</summary>
/// <remarks>
/// An event is user, author, item, time and kind; from the highest bit down in this order they are one number, which sorts as events do. Items and times count from the least of the log; a user
/// counts from the first of its bucket, 2^<see cref="UserBits"/> users.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
readonly record struct FavouritePacking
{
    /// <summary>Bits of a user within a bucket, ≥ 0.</summary>
    internal required int UserBits { get; init; }

    /// <summary>Bits of an author row, ≥ 1.</summary>
    internal required int AuthorBits { get; init; }

    /// <summary>Bits of a time; 64 where an event is wide.</summary>
    internal required int TimeBits { get; init; }

    /// <summary>The least item.</summary>
    internal required long LeastItem { get; init; }

    /// <summary>What times count from: the oldest, in milliseconds since 1970 (UTC), rounded down to a whole second.</summary>
    internal required long OldestMs { get; init; }

    internal bool IsWide => TimeBits == 64;

    /// <summary>Words of 64 bits an event.</summary>
    internal int WordCount => IsWide ? 3 : 2;

    /// <summary>Bits of a pair of a user and an author.</summary>
    internal int PairBits => UserBits + AuthorBits;

    /// <summary>Where the pair begins in an event's first word. Below it: the high bits of the item, or of a wide event the kind.</summary>
    internal int PairShift => IsWide ? 1 : 64 - PairBits;

    /// <param name="userBits">Bits of a user within a bucket.</param>
    /// <param name="authorCount">Author rows.</param>
    /// <param name="items">The least and the greatest item.</param>
    /// <param name="timesMs">The oldest and the newest time.</param>
    internal static FavouritePacking Of(int userBits, int authorCount, (long Least, long Greatest) items, (long Oldest, long Newest) timesMs)
    {
        var authorBits = Math.Max(1, BitsOf((ulong)Math.Max(0, authorCount - 1)));
        var oldestMs = unchecked(Seconds(timesMs.Oldest) * 1_000);
        var timeBits = BitsOf(unchecked((ulong)timesMs.Newest - (ulong)oldestMs));
        var itemBits = BitsOf(unchecked((ulong)items.Greatest - (ulong)items.Least));
        var isWide = timeBits > 62 || userBits + authorBits + itemBits + timeBits + 1 > 128;
        return new() { UserBits = userBits, AuthorBits = authorBits, TimeBits = isWide ? 64 : timeBits, LeastItem = items.Least, OldestMs = oldestMs };
    }

    /// <summary>Whole seconds, rounded down.</summary>
    internal static long Seconds(long ms) => ms >= 0 ? ms / 1_000 : (ms - 999) / 1_000;

    static int BitsOf(ulong greatest) => 64 - BitOperations.LeadingZeroCount(greatest);
}
