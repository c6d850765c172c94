using SimClusters.Events;
using SimClusters.Indexing;

namespace SimClusters.Tests.Oracles;

/// <summary>Pairs, items' vectors and clusters' lists by their definition, with dictionaries: entities_and_indexes.md §5.1 and §6, one step a line.</summary>
sealed class ItemIndexOracle((long User, long Item, EventKind Kind, long TimeMs)[] log, long nowMs, IReadOnlyDictionary<long, (int Cluster, float Score)[]> users)
{
    /// <summary>By item, when it was made; items that are not here are of unknown age.</summary>
    internal IReadOnlyDictionary<long, long> CreatedMs { get; init; } = new Dictionary<long, long>();

    internal IReadOnlySet<long> HealthyVideos { get; init; } = new HashSet<long>();

    internal IReadOnlySet<long> Denied { get; init; } = new HashSet<long>();

    internal List<(long Item, long User, long TimeMs)> Pairs(EngagementPairOptions options)
    {
        var startMs = options.Window is { } window ? nowMs - window.TotalMilliseconds : 0;
        var live = log.Where(one => one.TimeMs >= Math.Max(0, startMs) && one.TimeMs <= nowMs).Distinct().ToArray();
        bool Counts(long item) =>
            (!options.LimitsItemAge || (CreatedMs.TryGetValue(item, out var made) && made >= startMs))
            && (options.RequiredOfItem == EventKinds.None || live.Any(one => one.Item == item && options.RequiredOfItem.Has(one.Kind)));
        var read = options.Contributing | options.Undoing | options.AlsoRequired;
        var pairs = new List<(long, long, long)>();
        foreach (var events in live.Where(one => read.Has(one.Kind) && Counts(one.Item)).GroupBy(one => (one.Item, one.User)))
        {
            var ordered = events.OrderBy(one => one.TimeMs).ThenBy(one => options.Undoing.Has(one.Kind)).ToArray();
            if (options.Rule == PairRule.EveryEvent) pairs.AddRange(ordered.Select(one => (one.Item, one.User, one.TimeMs)));
            else if (ordered.Length > (options.MaxEventsPerPair ?? int.MaxValue)) continue;
            else if (options.Rule == PairRule.LatestOfPair && options.Contributing.Has(ordered[^1].Kind)) pairs.Add((events.Key.Item, events.Key.User, ordered[^1].TimeMs));
            else if (options.Rule == PairRule.CombinedSignals)
            {
                // By signal: its latest event; what takes back names the signal.
                EventKind SignalOf(EventKind kind) => options.Undoing.Has(kind) ? kind - 1 : kind;
                var standing = ordered.GroupBy(one => SignalOf(one.Kind)).Select(signal => signal.Last()).Where(one => !options.Undoing.Has(one.Kind)).ToArray();
                var own = standing.Where(one => options.Contributing.Has(one.Kind)).ToArray();
                if (own.Length > 0 && (options.AlsoRequired == EventKinds.None || standing.Any(one => options.AlsoRequired.Has(one.Kind))))
                    pairs.Add((events.Key.Item, events.Key.User, own.Max(one => one.TimeMs)));
            }
        }

        return [.. pairs.Order()];
    }

    internal Dictionary<(long Item, int Cluster), (double Score, int PairCount)> Embeddings(ItemIndexOptions options)
    {
        var likes = Pairs(new() { Window = options.Pairs.Window, LimitsItemAge = false }).GroupBy(pair => pair.Item).ToDictionary(pair => pair.Key, all => all.Count());
        var entries = new Dictionary<(long Item, int Cluster), (double Score, int PairCount)>();
        foreach (var item in Pairs(options.Pairs).GroupBy(pair => pair.Item))
        {
            if (item.DistinctBy(pair => pair.User).Count() < options.MinInteractionCount || likes.GetValueOrDefault(item.Key) < options.MinFavouriteCount) continue;
            if (Denied.Contains(item.Key) || (options.OnlyHealthyVideo && !HealthyVideos.Contains(item.Key))) continue;
            var sums = new Dictionary<int, (double Score, int PairCount)>();
            foreach (var (_, user, timeMs) in item)
                foreach (var (cluster, score) in users.GetValueOrDefault(user, []).Where(entry => entry.Score > 0))
                {
                    var before = sums.GetValueOrDefault(cluster);
                    sums[cluster] = (before.Score + score * (options.HalfLife is { } h ? Math.Pow(0.5, (nowMs - timeMs) / h.TotalMilliseconds) : 1), before.PairCount + 1);
                }

            foreach (var (cluster, sum) in sums.OrderByDescending(one => (float)one.Value.Score).ThenBy(one => one.Key).Take(options.MaxClustersPerItem)) entries.Add((item.Key, cluster), sum);
        }

        return entries;
    }

    internal Dictionary<(long Item, int Cluster), double> Lists(ItemIndexOptions options) => Embeddings(options)
        .Where(entry => entry.Value.PairCount >= options.MinEngagementsPerCluster).GroupBy(entry => entry.Key.Cluster)
        .SelectMany(cluster => cluster.OrderByDescending(entry => (float)entry.Value.Score).ThenBy(entry => entry.Key.Item).Take(options.MaxItemsPerCluster))
        .ToDictionary(entry => entry.Key, entry => entry.Value.Score);
}
