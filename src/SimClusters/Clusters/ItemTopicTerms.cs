using SimClusters.Embeddings;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>The topics of items that set each cluster apart: high cosines here, and not everywhere.</summary>
static class ItemTopicTerms
{
    /// <param name="topics">R, in both directions.</param>
    /// <param name="names">By row of a topic.</param>
    /// <param name="userCounts">By row of a topic: who likes items of it.</param>
    /// <param name="options">Support, lift, prior, the least cosine, and how many terms.</param>
    /// <returns>By cluster: terms by falling score, ties to the lower topic.</returns>
    internal static ClusterTerm[][] Of(NounEmbeddings topics, IReadOnlyList<string> names, IReadOnlyList<int> userCounts, ClusterLabelOptions options)
    {
        var means = Means(topics);
        var found = new ClusterTerm[topics.ByCluster.RowCount][];
        for (var cluster = 0; cluster < found.Length; cluster++)
        {
            var (rows, cosines) = (topics.ByCluster.RowKeys(cluster).ToArray(), topics.ByCluster.RowValues(cluster).ToArray());
            found[cluster] =
            [
                .. rows.Zip(cosines).Where(entry => IsDistinctive(entry.First, entry.Second))
                    .Select(entry => new ClusterTerm(TermSource.Item, names[entry.First], Score(entry.First, entry.Second), entry.Second, means[entry.First], userCounts[entry.First]))
                    .OrderByDescending(term => term.Score).Take(options.MaxTerms),
            ];
        }

        return found;

        bool IsDistinctive(int topic, double cosine) =>
            userCounts[topic] >= options.MinSupport && cosine >= options.MinItemTopicCosine && cosine > means[topic] && cosine >= options.MinLift * means[topic] &&
            !names[topic].AsSpan().Trim(" _").IsEmpty;

        double Score(int topic, double cosine)
        {
            var drawn = (userCounts[topic] * cosine + options.PriorMembers * means[topic]) / (userCounts[topic] + options.PriorMembers);
            return drawn * NaturalLogarithm.Of(drawn / means[topic]);
        }
    }

    // Each direction is cut by a limit of its own: an entry that either one has counts once.
    static double[] Means(NounEmbeddings topics)
    {
        var sums = new double[topics.ByNoun.RowCount];
        for (var topic = 0; topic < sums.Length; topic++)
            foreach (var cosine in topics.ByNoun.RowValues(topic)) sums[topic] += cosine;
        for (var cluster = 0; cluster < topics.ByCluster.RowCount; cluster++)
        {
            var rows = topics.ByCluster.RowKeys(cluster);
            var cosines = topics.ByCluster.RowValues(cluster);
            for (var i = 0; i < rows.Length; i++)
                if (topics.ByNoun.RowKeys(rows[i]).BinarySearch(cluster) < 0) sums[rows[i]] += cosines[i];
        }

        return [.. sums.Select(sum => sum / topics.ByCluster.RowCount)];
    }
}
