using SimClusters.Favourites;

namespace SimClusters.Tests.Oracles;

/// <summary>Favourites by their definition: the last event of a user and an item of an author decides; an edge is a sum over what is left.</summary>
static class FavouriteOracle
{
    internal static SortedDictionary<(long User, long Author), double[]> Weights(
        IEnumerable<(long User, long Item, long Author, long TimeMs, bool IsUnfavourite)> log, long nowMs, FavouriteGraphOptions options)
    {
        var edges = new SortedDictionary<(long, long), double[]>();
        foreach (var events in log.GroupBy(one => (one.User, one.Item, one.Author)))
        {
            var last = events.OrderBy(one => one.TimeMs).ThenBy(one => one.IsUnfavourite).Last();
            var age = Math.Floor(nowMs / 1000.0) - Math.Floor(Math.Min(last.TimeMs, nowMs) / 1000.0);
            double Worth(double days) => Math.Pow(2, -age / (days * 86_400));
            if (last.IsUnfavourite || Worth(options.HalfLivesInDays.Max()) < options.MinWeight) continue;
            if (!edges.TryGetValue((last.User, last.Author), out var sums)) edges.Add((last.User, last.Author), sums = new double[options.HalfLivesInDays.Count]);
            for (var h = 0; h < sums.Length; h++) sums[h] += Worth(options.HalfLivesInDays[h]);
        }

        foreach (var sums in edges.Values)
            for (var h = 0; h < sums.Length; h++) if (sums[h] < options.MinWeight) sums[h] = 0;
        return edges;
    }
}
