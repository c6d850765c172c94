using SimClusters.Benchmarks.Products;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Retrieval;

namespace SimClusters.Benchmarks.Retrieval;

/// <summary>Each consumer's items as one finds them on a first afternoon: a dictionary of sums a consumer, then the best of it; one thread.</summary>
static class NaiveRecommendations
{
    /// <summary>By consumer the items, both by their rows, strongest first.</summary>
    internal static (int Item, float Dot, float Cosine, float LogCosine)[][] Build(InterestedIn interests, ItemEmbeddings items, RecommendationsOptions options)
    {
        var lists = new NaiveTable(options.MaxItemsPerCluster);
        var squaredNorms = new Dictionary<long, double>();
        for (var item = 0; item < items.Items.Count; item++)
        {
            foreach (var (cluster, score) in items.Scores.RowKeys(item).ToArray().Zip(items.Scores.RowValues(item).ToArray()))
            {
                lists.Add(cluster, item, score);
                squaredNorms[item] = squaredNorms.GetValueOrDefault(item) + (double)score * score;
            }
        }

        lists.Cut();
        var scores = interests.Of(options.Score);
        return [.. Enumerable.Range(0, interests.ConsumerCount).Select(consumer =>
        {
            var sums = new Dictionary<long, double>();
            var clusters = scores.RowKeys(consumer).ToArray().Zip(scores.RowValues(consumer).ToArray()).Where(entry => entry.Second > 0);
            foreach (var (cluster, interest) in clusters.OrderByDescending(entry => entry.Second).ThenBy(entry => entry.First).Take(options.MaxClustersPerConsumer))
                foreach (var (item, score) in lists.Of(cluster)) sums[item] = sums.GetValueOrDefault(item) + interest * score;
            return sums.Select(sum => (Item: (int)sum.Key, Dot: (float)sum.Value, Cosine: (float)(sum.Value / Math.Sqrt(squaredNorms[sum.Key])), LogCosine: (float)(sum.Value / Math.Log(1 + squaredNorms[sum.Key]))))
                .OrderByDescending(found => found.LogCosine).ThenBy(found => found.Item).Take(options.MaxItemsPerConsumer).ToArray();
        })];
    }
}
