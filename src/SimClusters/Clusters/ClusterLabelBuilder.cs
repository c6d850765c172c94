using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>What is each cluster about? A label for people, of what its members have and others have not.</summary>
public static class ClusterLabelBuilder
{
    /// <param name="knownFor">V.</param>
    /// <param name="producers">Its rows.</param>
    /// <param name="users">Languages and names; null where nothing is known.</param>
    /// <param name="topics">What producers are interested in; null where nothing is known.</param>
    /// <param name="options">How distinctive a term must be; see <see cref="ClusterLabelOptions"/>.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>
    /// By cluster row. The topics, with blanks for underscores: "Hamid Karzai, Rumi"; with the language where it is distinctive: "Hamid Karzai, Rumi (pt)". Without
    /// topics the best-known members: "around Nina Okafor, Jonas Silva". Clusters that would be called the same are told apart: "Jazz (around Nina Okafor)". A cluster
    /// without members is "empty".
    /// </returns>
    /// <exception cref="ArgumentException">The ids and the communities count producers differently, or the ids are of different kinds.</exception>
    /// <remarks>Time: one step a pair of a producer and a term. Memory beyond the result: 60 bytes a producer, 4 such a pair, and 36 bytes a term a thread.</remarks>
    public static ClusterLabel[] Build(
        KnownFor knownFor, NodeIndex producers, Users? users, UserTopics? topics, ClusterLabelOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (producers.Count != knownFor.ProducerCount)
            throw new ArgumentException($"There are ids of {producers.Count:N0} producers, and communities of {knownFor.ProducerCount:N0}.", nameof(producers));

        var members = ClusterMembers.Of(knownFor);
        var userRows = users is null ? [] : RowMap.Of(producers, users.Ids);
        using var topicTable = topics is null ? null : TermTable.Of(topics, producers);
        using var languageTable = users?.Languages is null ? null : TermTable.Of(users.Languages, userRows);
        using var matrix = knownFor.ToMatrix();
        using var affiliations = Transpose.Of(matrix, execution);
        var topicTerms = DistinctiveTerms.Of(affiliations, members, topicTable, options.MinTopicShare, options.MaxTerms, options, execution);
        var languageTerms = DistinctiveTerms.Of(affiliations, members, languageTable, options.MinLanguageShare, maxTerms: 1, options, execution);

        var bestKnown = new BestKnownMembers(knownFor, members, producers, users, userRows);
        var terms = new ClusterTerm[members.ClusterCount][];
        var drafts = new LabelDraft[terms.Length];
        for (var cluster = 0; cluster < terms.Length; cluster++)
        {
            var names = topicTerms[cluster].Length > 0 ? [] : bestKnown.Of(cluster, options.MaxNames);
            terms[cluster] = [.. topicTerms[cluster], .. languageTerms[cluster], .. names];
            drafts[cluster] = new(cluster, terms[cluster], row => bestKnown.NameOf(members[row][0]));
        }

        return [.. LabelDraft.Texts(drafts).Zip(terms, (text, row) => new ClusterLabel(text, row))];
    }
}
