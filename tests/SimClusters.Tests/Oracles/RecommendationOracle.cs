using SimClusters.Numerics;
using SimClusters.Retrieval;

namespace SimClusters.Tests.Oracles;

/// <summary>The plan of the published query, step by step: entities_and_indexes.md §6.12. Sums in the order of the clusters, so that ties are ties here too.</summary>
static class RecommendationOracle
{
    /// <summary>By user the items, ascending, with their three scores. Users and items are called by their rows.</summary>
    internal static (int Item, float Dot, float Cosine, float LogCosine)[][] Of((int Cluster, float Score)[][] users, (int Cluster, float Score)[][] items, RecommendationsOptions options)
    {
        var lists = items.SelectMany((row, item) => row.Select(entry => (Item: item, entry.Cluster, entry.Score))).GroupBy(entry => entry.Cluster)
            .ToDictionary(list => list.Key, list => list.OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Item).Take(options.MaxItemsPerCluster).ToArray());
        double SquaredNorm(int item) => items[item].OrderBy(entry => entry.Cluster).Sum(entry => (double)entry.Score * entry.Score);
        return [.. users.Select(user => user
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Cluster).Take(options.MaxClustersPerConsumer).OrderBy(query => query.Cluster)
            .SelectMany(query => lists.GetValueOrDefault(query.Cluster, []).Select(entry => (entry.Item, Term: (double)query.Score * entry.Score)))
            .GroupBy(entry => entry.Item, entry => entry.Term)
            .Select(terms => (Item: terms.Key, Dot: terms.Sum(), SquaredNorm: SquaredNorm(terms.Key)))
            .Where(found => 1 + found.SquaredNorm > 1)
            .Select(found => (found.Item, (float)found.Dot, (float)(found.Dot / Math.Sqrt(found.SquaredNorm)), LogCosine: (float)(found.Dot / NaturalLogarithm.Of(1 + found.SquaredNorm))))
            .OrderByDescending(found => found.LogCosine).ThenBy(found => found.Item).Take(options.MaxItemsPerConsumer).OrderBy(found => found.Item).ToArray())];
    }
}
