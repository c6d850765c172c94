namespace SimClusters.Favourites;

/// <summary>What a run before has left for the next: the favourites that count, or under the published rule and for weights that came added up, the graph itself.</summary>
/// <param name="State">The state's rows, read as favourites; consumed.</param>
/// <param name="Graph">The graph before, whose weights decay on; not both, or a favourite would count twice.</param>
public sealed record FavouriteHistory(FavouriteColumns? State, FavouriteGraph? Graph);
