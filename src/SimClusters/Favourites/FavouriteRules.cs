using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SimClusters.Favourites;

/// <summary>What counts, and how much, of one run: half-lives, now, the least weight, and who is active.</summary>
sealed class FavouriteRules : IDisposable
{
    readonly HalfLifeDecays _decays;

    // Seconds from what times count from to now.
    readonly long _nowSeconds;

    // The lane of the longest half-life, as a bit; none where nothing is forgotten.
    readonly uint _forgetting;
    readonly bool[]? _isActive;
    readonly bool[]? _isActiveAuthor;

    /// <param name="options">Half-lives, least weight, and what an unfavourite takes back.</param>
    /// <param name="packing">What times count from.</param>
    /// <param name="nowMs">The time to which ages are counted.</param>
    /// <param name="isActive">By user row; null when all are.</param>
    /// <param name="isActiveAuthor">By author row; null when all are.</param>
    internal FavouriteRules(FavouriteGraphOptions options, in FavouritePacking packing, long nowMs, bool[]? isActive, bool[]? isActiveAuthor)
    {
        _nowSeconds = FavouritePacking.Seconds(nowMs) - FavouritePacking.Seconds(packing.OldestMs);
        _decays = new([.. options.HalfLivesInDays.Select(days => new HalfLifeDecay(days, Math.Max(0, _nowSeconds)))]);
        IsPublished = options.Unfavourites == UnfavouriteRule.Published;
        _forgetting = IsPublished ? 0 : 1U << options.HalfLivesInDays.ToList().IndexOf(options.HalfLivesInDays.Max());
        MinWeight = Vector256.Create(options.MinWeight);
        (_isActive, _isActiveAuthor) = (isActive, isActiveAuthor);
    }

    internal bool IsPublished { get; }

    internal Vector256<double> MinWeight { get; }

    /// <summary>By half-life. What is later than now counts as if it were of now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<double> WorthOf(ulong timeMs) => _decays.At(Math.Max(0, _nowSeconds - (long)(timeMs / 1_000)));

    /// <summary>Whether a favourite of such a worth is too old to be kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsForgotten(in Vector256<double> worth) => (Vector256.LessThan(worth, MinWeight).ExtractMostSignificantBits() & _forgetting) != 0;

    /// <summary>Whether the graph may have an edge of the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsActive(int user, int author) => (_isActive is null || _isActive[user]) && (_isActiveAuthor is null || _isActiveAuthor[author]);

    public void Dispose() => _decays.Dispose();
}
