using SimClusters.Retrieval;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>Why an item is recommended: the parts of its dot product, by the lists that it was found in.</summary>
/// <param name="lookup">The model.</param>
/// <param name="preset">That of the items.</param>
/// <param name="options">What the recommendations were made with.</param>
sealed class RecommendationReasons(ModelLookup lookup, string preset, RecommendationsOptions options)
{
    /// <summary>By item: the communities that make its score, the largest share first. The parts of an item add up to its dot.</summary>
    internal ILookup<NodeId, (ClusterId Cluster, double Part)> Of(NodeId consumer) =>
        (from interest in lookup.Interests(consumer).Select(one => (one.Cluster, Score: ScoreChoice.Of(one, options.Score))).Where(one => one.Score > 0)
             .OrderByDescending(one => one.Score).ThenBy(one => one.Cluster.Value).Take(options.MaxClustersPerConsumer)
         from item in lookup.Items.Top(preset, interest.Cluster).Take(options.MaxItemsPerCluster)
         let part = (double)interest.Score * item.Score
         orderby part descending
         select (item.Item, interest.Cluster, part)).ToLookup(one => one.Item, one => (one.Cluster, one.part));
}
