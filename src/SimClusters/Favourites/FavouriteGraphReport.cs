namespace SimClusters.Favourites;

/// <summary>What became of each event: favourites + carried = living + replaced + taken back + forgotten; unfavourites = taken back + unknown.</summary>
/// <remarks>Under the published rule unknown unfavourites count −1, nothing is carried as events, and nothing is forgotten.</remarks>
public sealed record FavouriteGraphReport
{
    /// <summary>Favourites of the log.</summary>
    public long FavouriteCount { get; init; }

    /// <summary>Unfavourites of the log.</summary>
    public long UnfavouriteCount { get; init; }

    /// <summary>Favourites of the state of the run before.</summary>
    public long CarriedCount { get; init; }

    /// <summary>Favourites that count: the state.</summary>
    public long LivingCount { get; init; }

    /// <summary>Favourites of an item that the user likes again later.</summary>
    public long ReplacedCount { get; init; }

    /// <summary>Favourites that an unfavourite took back.</summary>
    public long TakenBackCount { get; init; }

    /// <summary>Favourites that are worth less than the least weight by now.</summary>
    public long ForgottenCount { get; init; }

    /// <summary>Unfavourites of what the user does not like, as far as is known.</summary>
    public long UnknownUnfavouriteCount { get; init; }

    /// <summary>Events later than now; they count as if they were of now, and keep their time in the state.</summary>
    public long FutureCount { get; init; }

    /// <summary>Edges left out since all their weights are below the least.</summary>
    public long PrunedCount { get; init; }

    /// <summary>Edges left out since one of their ends is not active.</summary>
    public long InactiveCount { get; init; }

    /// <summary>Edges of the graph.</summary>
    public long EdgeCount { get; init; }

    public override string ToString() =>
        $"{FavouriteCount:N0} favourites and {UnfavouriteCount:N0} unfavourites: {LivingCount:N0} favourites count, {EdgeCount:N0} edges";
}
