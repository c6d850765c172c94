using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Engagements;

/// <summary>Here is who follows and who likes whom: which edges does each consumer have, and how much does each count?</summary>
public static class EngagementGraphBuilder
{
    /// <param name="follows">A, in the rows that <see cref="SharedRows"/> gave both; stays the caller's, and must outlive the result.</param>
    /// <param name="favourites">F in the same rows: consumers × producers, weights &gt; 0. Taken over. Null where nothing is known of favourites.</param>
    /// <param name="options">The limit of a consumer's edges.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The two count users differently.</exception>
    /// <remarks>
    /// Time: a transpose, and one walk along both directions. Norms are taken before the cut, as published; the quotients of an edge's weight and its producer's norms are made when they are
    /// asked for. Source: UserUserNormalizedGraph.scala; offline.md §2.3. It drops edges to producers without a row of norms; here every producer has one.
    /// </remarks>
    public static EngagementGraph Build(FollowGraph follows, SparseMatrix? favourites, EngagementGraphOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (favourites is not null && (favourites.RowCount != follows.ConsumerCount || favourites.ColumnCount != follows.ProducerCount))
            throw new ArgumentException(
                $"The follow graph has {follows.ConsumerCount:N0} consumers and {follows.ProducerCount:N0} producers, the favourites {favourites.RowCount:N0} and {favourites.ColumnCount:N0}: give both the same rows.",
                nameof(favourites));

        var favers = favourites is null ? null : FavouriteEdges.Of(Transpose.Of(favourites, execution), execution);
        var norms = NormsAndCounts.Of(follows, favers, execution);
        var cut = EngagementCut.Of(follows, favourites, norms, options.MaxProducersPerConsumer, execution);
        if (cut.Report.ConsumerCount == 0)
            return new(follows, follows.Follows, follows.Followers, favourites is null ? null : FavouriteEdges.Of(favourites, execution), favers, norms, cut.Report);

        favers?.Dispose();
        var cutFollows = cut.Follows(follows.Follows);
        var cutFavourites = favourites is null ? null : cut.Favourites(favourites);
        favourites?.Dispose();
        return new(
            follows, cutFollows, Transpose.Of(cutFollows, execution), cutFavourites is null ? null : FavouriteEdges.Of(cutFavourites, execution),
            cutFavourites is null ? null : FavouriteEdges.Of(Transpose.Of(cutFavourites, execution), execution), norms, cut.Report);
    }
}
