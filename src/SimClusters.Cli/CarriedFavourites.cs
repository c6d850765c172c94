using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The favourites of the model before, as the next run carries them on.</summary>
/// <param name="History">The state, or where there is none the graph; the run consumes the one and leaves the other.</param>
sealed record CarriedFavourites(FavouriteHistory History) : IDisposable
{
    /// <summary>Null where the model before has no favourites.</summary>
    /// <exception cref="InputException">The model's favourites cannot be carried on.</exception>
    internal static CarriedFavourites? Of(Host host, Model before, FavouriteGraphOptions options, FollowGraph follows)
    {
        if (options.Unfavourites == UnfavouriteRule.ItsFavourite && before.Has(FavouriteStateTable.Schema.Name))
        {
            var path = before.FileOf(FavouriteStateTable.Schema.Name);
            var source = new FavouriteSourceOptions { Inputs = [path], Users = follows.Consumers.Kind, Authors = follows.Producers.Kind };
            var state = host.Report.Read("favourites before", execution => FavouriteSource.Read(source, execution), read => $"{read.RowCount:N0} favourites that count");
            return new(new FavouriteHistory(state.Events, null));
        }

        if (!before.Has(FavouriteGraphTable.Name)) return null;
        if (before.Manifest.Now is null)
            throw new InputException($"{before.Path}: its favourites came added up, and no --now told of when they are; build it again with --now, or give all favourites in this run.");
        var missing = options.HalfLivesInDays.Except(before.Manifest.HalfLivesInDays).ToArray();
        if (missing.Length > 0)
            throw new InputException($"{before.Path}: its favourite graph has half-lives of {string.Join(", ", before.Manifest.HalfLivesInDays)} days and none of {string.Join(", ", missing)}; ask for those it has.");
        return new(new FavouriteHistory(null, host.Report.Read("favourites before", before.ReadFavouriteGraph, read => $"{read.EdgeCount:N0} edges")));
    }

    public void Dispose()
    {
        History.State?.Dispose();
        History.Graph?.Dispose();
    }
}
