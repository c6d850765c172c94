using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Interests;

namespace SimClusters.Tests.Oracles;

/// <summary>U and Ṽ by their formulas, with dictionaries.</summary>
static class ProductOracle
{
    /// <summary>The five scores of a consumer and cluster that pass social proof, before truncation.</summary>
    internal static Dictionary<(int Consumer, int Cluster), double[]> Interests(EngagementGraph graph, KnownFor knownFor, int minProducers)
    {
        var pairs =
            from consumer in Enumerable.Range(0, graph.ConsumerCount)
            from producer in Enumerable.Range(0, graph.ProducerCount)
            where knownFor.Clusters[producer] != KnownFor.None && knownFor.Scores[producer] > 0
            let follow = graph.Follows[consumer, producer]
            let fav = graph.Favourites?.Weights[consumer, producer] ?? 0
            where follow > 0 || fav > 0
            select (consumer, producer, follow, fav);
        return pairs.GroupBy(pair => (pair.consumer, knownFor.Clusters[pair.producer])).Where(group => group.Count() >= minProducers).ToDictionary(group => group.Key, group =>
        {
            double Sum(Func<int, double, double, double> value) => group.Sum(pair => knownFor.Scores[pair.producer] * value(pair.producer, pair.follow, pair.fav));
            return new[]
            {
                Sum((_, follow, _) => follow), Sum((p, follow, _) => follow == 0 ? 0 : follow / Math.Sqrt(graph.Norms.FollowerCounts[p])), Sum((_, _, fav) => fav),
                Sum((p, _, fav) => fav == 0 ? 0 : fav / graph.Norms.FaverNorms[p]), Sum((_, _, fav) => Math.Log10(1 + fav)),
            };
        });
    }

    /// <summary>The norms of the scores' columns.</summary>
    internal static double[][] Norms(Dictionary<(int Consumer, int Cluster), double[]> interests, int clusterCount) =>
        [.. Enumerable.Range(0, InterestedIn.ScoreCount).Select(score => Enumerable.Range(0, clusterCount).Select(cluster =>
            Math.Sqrt(interests.Where(entry => entry.Key.Cluster == cluster).Sum(entry => entry.Value[score] * entry.Value[score]))).ToArray())];

    /// <summary>The clusters that a consumer keeps, by the published order.</summary>
    /// <param name="row">The scores as they are stored: rounding decides what is a tie.</param>
    internal static IEnumerable<int> Kept(IEnumerable<KeyValuePair<(int Consumer, int Cluster), double[]>> row, double[][] norms, int max) => row
        .OrderByDescending(entry => (float)entry.Value[2]).ThenByDescending(entry => (float)entry.Value[4]).ThenByDescending(entry => (float)entry.Value[0])
        .ThenByDescending(entry => norms[4][entry.Key.Cluster] > 0 ? (float)((float)entry.Value[4] / norms[4][entry.Key.Cluster]) : 0)
        .ThenByDescending(entry => (float)entry.Value[1]).ThenBy(entry => entry.Key.Cluster).Take(max).Select(entry => entry.Key.Cluster).Order();

    /// <summary>The cosines of a variant, and what each is stored as, of all entries above the threshold.</summary>
    internal static Dictionary<(int Producer, int Cluster), (double Cosine, double Stored)> Vectors(
        EngagementGraph graph, InterestedIn interests, ProducerVariant variant, double minCosine)
    {
        double Edge(int consumer, int producer) => variant.IsByFollows() ? graph.Follows[consumer, producer]
            : variant.Score() == InterestScore.Fav ? graph.Favourites!.Weights[consumer, producer] : Math.Log10(1 + graph.Favourites!.Weights[consumer, producer]);
        var scores = interests.Of(variant.Score());
        double StoredNorm(int cluster) => Math.Sqrt(Enumerable.Range(0, graph.ConsumerCount).Sum(u => (double)scores[u, cluster] * scores[u, cluster]));
        var vectors = new Dictionary<(int, int), (double, double)>();
        for (var producer = 0; producer < graph.ProducerCount; producer++)
        {
            var present = Math.Sqrt(Enumerable.Range(0, graph.ConsumerCount).Sum(u => Edge(u, producer) * Edge(u, producer)));
            var all = variant.IsByFollows() ? graph.Norms.FollowerNorm(producer) : variant.Score() == InterestScore.Fav ? graph.Norms.FaverNorms[producer] : graph.Norms.LogFavNorms[producer];
            for (var cluster = 0; cluster < interests.ClusterCount; cluster++)
            {
                var sum = Enumerable.Range(0, graph.ConsumerCount).Sum(u => Edge(u, producer) * scores[u, cluster]);
                if (sum == 0) continue;
                var cosine = variant.IsCosine() ? sum / (all * interests.Norms(variant.Score())[cluster]) : sum / (present * StoredNorm(cluster));
                var scale = variant.IsCosine() ? 1 : variant == ProducerVariant.AggregatableFollow ? present / all : present;
                if (variant.IsCosine() ? cosine >= minCosine : cosine > minCosine) vectors.Add((producer, cluster), (cosine, cosine * scale));
            }
        }

        return vectors;
    }
}
