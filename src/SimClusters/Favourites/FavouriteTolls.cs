namespace SimClusters.Favourites;

/// <summary>What one thread counts while it makes the favourite graph; see <see cref="FavouriteGraphReport"/> for the meanings.</summary>
sealed class FavouriteTolls
{
    internal long Favourites, Unfavourites, Living, Replaced, TakenBack, Forgotten, UnknownUnfavourites, Future, Pruned, Inactive, Edges;

    internal void Add(FavouriteTolls other)
    {
        Favourites += other.Favourites;
        Unfavourites += other.Unfavourites;
        Living += other.Living;
        Replaced += other.Replaced;
        TakenBack += other.TakenBack;
        Forgotten += other.Forgotten;
        UnknownUnfavourites += other.UnknownUnfavourites;
        Future += other.Future;
        Pruned += other.Pruned;
        Inactive += other.Inactive;
        Edges += other.Edges;
    }

    internal FavouriteGraphReport Report(long carriedCount) => new()
    {
        FavouriteCount = Favourites - carriedCount,
        UnfavouriteCount = Unfavourites,
        CarriedCount = carriedCount,
        LivingCount = Living,
        ReplacedCount = Replaced,
        TakenBackCount = TakenBack,
        ForgottenCount = Forgotten,
        UnknownUnfavouriteCount = UnknownUnfavourites,
        FutureCount = Future,
        PrunedCount = Pruned,
        InactiveCount = Inactive,
        EdgeCount = Edges,
    };
}
