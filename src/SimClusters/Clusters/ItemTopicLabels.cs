using SimClusters.Embeddings;

namespace SimClusters.Clusters;

/// <summary>What is a cluster about whose members do not say? What the items are about that its audience likes.</summary>
/// <remarks>
/// A term's score is s · ln(s / all), as of members' topics, but with cosines for shares: s is R, how alike the users of the cluster and those of the topic are, and all
/// is the mean of R over all clusters. A topic that everybody likes has s = all and scores 0, however high its cosines; a topic that two people of a small cluster like
/// has a small cosine, since R² is at most the part of the cluster's weight that these two hold. s is drawn towards the mean by <see cref="ClusterLabelOptions.PriorMembers"/>
/// more users, (n · s + m · all) / (n + m). The original has no labels.
/// </remarks>
public static class ItemTopicLabels
{
    /// <param name="labels">By cluster, as they are. Topics of items that an earlier run gave them are dropped first.</param>
    /// <param name="topics">R, in both directions; of the same clusters.</param>
    /// <param name="names">By row of a topic: what it is called.</param>
    /// <param name="userCounts">By row of a topic: how many like items of it.</param>
    /// <param name="ofAll">Also where members say what they are interested in. Otherwise only clusters that are called after members get topics of items.</param>
    /// <param name="bestKnown">What the best-known member of a cluster's row is called; asked where two labels say the same.</param>
    /// <param name="options">How distinctive a topic must be.</param>
    /// <returns>By cluster: a label is what its terms say, so that one that gets no new ones stays as it is, unless another says the same now.</returns>
    /// <exception cref="ArgumentException">The labels, topics or names are of another number.</exception>
    /// <remarks>Time: one step an entry of R, and a sort of each cluster's. Memory beyond the result: 8 bytes a topic.</remarks>
    public static ClusterLabel[] Build(
        IReadOnlyList<ClusterLabel> labels, NounEmbeddings topics, IReadOnlyList<string> names, IReadOnlyList<int> userCounts, bool ofAll, Func<int, string> bestKnown, ClusterLabelOptions options)
    {
        options = options.Validated();
        if (topics.ByCluster.RowCount != labels.Count)
            throw new ArgumentException($"There are {labels.Count:N0} labels, and topics of {topics.ByCluster.RowCount:N0} clusters.", nameof(topics));
        if (names.Count != topics.ByNoun.RowCount || userCounts.Count != names.Count)
            throw new ArgumentException($"{topics.ByNoun.RowCount:N0} topics need as many names and counts, found {names.Count:N0} and {userCounts.Count:N0}.", nameof(names));

        var found = ItemTopicTerms.Of(topics, names, userCounts, options);
        var terms = new ClusterTerm[labels.Count][];
        for (var cluster = 0; cluster < terms.Length; cluster++)
        {
            ClusterTerm[] own = [.. labels[cluster].Terms.Where(term => term.Source != TermSource.Item)];
            var isAsked = own.Length > 0 && (ofAll || own.All(term => term.Source != TermSource.Topic));
            terms[cluster] = isAsked ? [.. found[cluster], .. own] : own;
        }

        return [.. LabelDraft.Texts([.. terms.Select((row, cluster) => new LabelDraft(cluster, row, bestKnown))]).Zip(terms, (text, row) => new ClusterLabel(text, row))];
    }
}
