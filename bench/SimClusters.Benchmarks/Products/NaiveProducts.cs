using System.Diagnostics;
using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;

namespace SimClusters.Benchmarks.Products;

/// <summary>The products as one writes them on a first afternoon: dictionaries, one thread. Each gives its seconds.</summary>
static class NaiveProducts
{
    internal static double FavouriteGraph(FavouriteColumns log)
    {
        var watch = Stopwatch.StartNew();
        var state = new Dictionary<(long User, long Author, long Item), (long TimeMs, bool IsUnfavourite)>();
        long newest = long.MinValue;
        foreach (var block in log.Blocks)
        {
            var (users, authors, items) = (Integers(block.Users), Integers(block.Authors), Integers(block.Items));
            for (var i = 0; i < block.Count; i++)
            {
                var key = (users[i], authors[i], items[i]);
                var (time, isUnfavourite) = (block.TimesMs[i], block.AreUnfavourites is { } flags && flags[i]);
                newest = Math.Max(newest, time);
                if (!state.TryGetValue(key, out var last) || (time, isUnfavourite).CompareTo(last) > 0) state[key] = (time, isUnfavourite);
            }
        }

        var edges = new Dictionary<(long User, long Author), (double Short, double Middle, double Long)>();
        foreach (var ((user, author, _), (timeMs, isUnfavourite)) in state)
        {
            if (isUnfavourite) continue;
            var days = (newest / 1000 - timeMs / 1000) / 86_400.0;
            var sums = edges.GetValueOrDefault((user, author));
            edges[(user, author)] = (sums.Short + Math.Pow(0.5, days / 14), sums.Middle + Math.Pow(0.5, days / 50), sums.Long + Math.Pow(0.5, days / 100));
        }

        return Done(watch, edges.Count);
    }

    internal static double Interests(EngagementGraph graph, KnownFor knownFor)
    {
        var watch = Stopwatch.StartNew();
        long kept = 0;
        for (var consumer = 0; consumer < graph.ConsumerCount; consumer++)
        {
            var sums = new Dictionary<int, (double Follow, double Fav, double LogFav, HashSet<int> Proof)>();
            void Add(int producer, double follow, double fav)
            {
                if (knownFor.Clusters[producer] is var cluster && cluster == KnownFor.None) return;
                double affinity = knownFor.Scores[producer];
                var sum = sums.TryGetValue(cluster, out var found) ? found : (0, 0, 0, []);
                sum.Proof.Add(producer);
                sums[cluster] = (sum.Follow + follow * affinity, sum.Fav + fav * affinity, sum.LogFav + Math.Log10(1 + fav) * affinity, sum.Proof);
            }

            foreach (var producer in graph.Follows.RowKeys(consumer)) Add(producer, 1, 0);
            if (graph.Favourites is { } favourites)
            {
                var producers = favourites.Weights.RowKeys(consumer);
                var weights = favourites.Weights.RowValues(consumer);
                for (var i = 0; i < producers.Length; i++) Add(producers[i], 0, weights[i]);
            }

            kept += sums.Where(entry => entry.Value.Proof.Count >= 2).OrderByDescending(entry => entry.Value.Fav).ThenByDescending(entry => entry.Value.LogFav)
                .ThenByDescending(entry => entry.Value.Follow).Take(50).Count();
        }

        return Done(watch, kept);
    }

    internal static double FavVectors(EngagementGraph graph, InterestedIn interests)
    {
        var watch = Stopwatch.StartNew();
        long kept = 0;
        var scores = interests.Of(InterestScore.Fav);
        var norms = interests.Norms(InterestScore.Fav);
        for (var producer = 0; producer < graph.ProducerCount; producer++)
        {
            var sums = new Dictionary<int, double>();
            var favers = graph.Favers!.Weights.RowKeys(producer);
            var weights = graph.Favers.Weights.RowValues(producer);
            for (var i = 0; i < favers.Length; i++)
            {
                var clusters = scores.RowKeys(favers[i]);
                var values = scores.RowValues(favers[i]);
                for (var j = 0; j < clusters.Length; j++) sums[clusters[j]] = sums.GetValueOrDefault(clusters[j]) + (double)weights[i] * values[j];
            }

            var norm = graph.Norms.FaverNorms[producer];
            kept += sums.Select(sum => (sum.Key, Cosine: sum.Value / (norm * norms[sum.Key]))).Where(entry => entry.Cosine >= 0.01).OrderByDescending(entry => entry.Cosine).Take(60).Count();
        }

        return Done(watch, kept);
    }

    static long[] Integers(IdBlock block) => block.IsNarrow ? [.. block.Narrow.ToArray().Select(id => (long)id)] : block.Wide.ToArray();

    // Uses what was counted, so that nothing can be left out.
    static double Done(Stopwatch watch, long count) => count < 0 ? 0 : watch.Elapsed.TotalSeconds;
}
