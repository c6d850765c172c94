using SimClusters.Benchmarks.Embeddings;
using SimClusters.Benchmarks.Products;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Interests;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>The index by favourites as one writes it on a first afternoon: dictionaries, one thread.</summary>
static class NaiveItemIndex
{
    internal static (NaiveTable ByItem, NaiveTable ByCluster) Build(EventColumns log, NodeIndex consumers, InterestedIn interests, ItemFacts facts, ItemIndexOptions options, long nowMs)
    {
        var people = new NaiveInterests(consumers, interests, options.Score);
        var norms = interests.Norms(options.Score);
        var fans = new Dictionary<long, List<(long User, double Worth)>>();
        foreach (var (item, user, timeMs) in Pairs(log, facts, options.Pairs, nowMs))
        {
            if (!fans.TryGetValue(item, out var list)) fans.Add(item, list = []);
            list.Add((user, Math.Pow(0.5, (nowMs - timeMs) / options.HalfLife!.Value.TotalMilliseconds)));
        }

        // Whoever engages by a favourite likes the item, too: the larger of the two least counts is what counts.
        var byItem = new NaiveTable(options.MaxClustersPerItem);
        foreach (var (item, list) in fans.Where(one => one.Value.Count >= Math.Max(options.MinInteractionCount, options.MinFavouriteCount)))
            foreach (var (cluster, sum) in people.Sums(list)) byItem.Add(item, cluster, sum / norms[cluster]);
        byItem.Cut();

        var byCluster = new NaiveTable(options.MaxItemsPerCluster);
        foreach (var (item, cluster, score) in byItem.Entries) byCluster.Add(cluster, item, score);
        byCluster.Cut();
        return (byItem, byCluster);
    }

    static IEnumerable<(long Item, long User, long TimeMs)> Pairs(EventColumns log, ItemFacts facts, EngagementPairOptions options, long nowMs)
    {
        var startMs = nowMs - (long)options.Window!.Value.TotalMilliseconds;
        var created = new Dictionary<long, long>();
        for (var row = 0; row < facts.Ids.Count; row++) created.Add(facts.Ids.IntegerAt(row), facts.CreatedMs![row]);
        return NaivePairs.Of(log, options, nowMs, item => created.TryGetValue(item, out var madeMs) && madeMs >= startMs);
    }
}
