using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Interests;

namespace SimClusters.Tests.Oracles;

/// <summary>U and Ṽ by their formulas, with dictionaries.</summary>
static class ProductOracle
{
    internal static Dictionary<(int Consumer, int Cluster), (double Follow, double Normalized)> Interests(
        FollowGraph follows, KnownFor knownFor, InterestedInOptions options)
    {
        var pairs =
            from consumer in Enumerable.Range(0, follows.ConsumerCount)
            from producer in follows.Follows.RowKeys(consumer).ToArray()
            where knownFor.Clusters[producer] != KnownFor.None
            select (consumer, producer);
        return pairs
            .GroupBy(pair => (pair.consumer, knownFor.Clusters[pair.producer]))
            .Where(group => group.Count() >= options.MinProducersFollowed)
            .Select(group => (group.Key, Follow: group.Sum(pair => (double)knownFor.Scores[pair.producer]),
                Normalized: group.Sum(pair => knownFor.Scores[pair.producer] / Math.Sqrt(follows.FollowerCount(pair.producer)))))
            .GroupBy(entry => entry.Key.consumer)
            .SelectMany(row => row.OrderByDescending(entry => (float)entry.Follow).ThenBy(entry => entry.Key.Item2).Take(options.MaxClustersPerConsumer))
            .ToDictionary(entry => entry.Key, entry => (entry.Follow, entry.Normalized));
    }

    internal static Dictionary<(int Producer, int Cluster), double> Cosines(
        FollowGraph follows, InterestedIn interests, double minCosine) =>
        (from consumer in Enumerable.Range(0, follows.ConsumerCount)
         from producer in follows.Follows.RowKeys(consumer).ToArray()
         from cluster in interests.FollowScores.RowKeys(consumer).ToArray()
         group (double)interests.FollowScores[consumer, cluster] by (producer, cluster))
        .Select(group => (group.Key, Cosine: group.Sum() / (Math.Sqrt(follows.FollowerCount(group.Key.producer)) * interests.FollowNorms[group.Key.cluster])))
        .Where(entry => entry.Cosine >= minCosine)
        .ToDictionary(entry => entry.Key, entry => entry.Cosine);
}
