namespace SimClusters.Clusters;

/// <summary>A label on the way: what it says, and in brackets what else there is to say.</summary>
/// <param name="clusterRow">The cluster.</param>
/// <param name="terms">Its topics, language and names; none of an empty cluster.</param>
/// <param name="bestKnown">What the best-known member of a cluster's row is called; asked where another label says the same.</param>
sealed class LabelDraft(int clusterRow, ClusterTerm[] terms, Func<int, string> bestKnown)
{
    readonly string _topics = string.Join(" · ", Of(terms, terms.Any(term => term.Source == TermSource.Item) ? TermSource.Item : TermSource.Topic)).Replace('_', ' ');
    readonly string _names = string.Join(", ", Of(terms, TermSource.Name));
    readonly List<string> _brackets = [.. Of(terms, TermSource.Language)];

    string Text
    {
        get
        {
            if (IsEmpty) return "empty";
            var head = _topics.Length > 0 ? _topics : $"around {_names}";
            return _brackets.Count == 0 ? head : $"{head} ({string.Join(", ", _brackets)})";
        }
    }

    /// <summary>
    /// The texts of all drafts. Those that say the same are told apart by their best-known member, and where that is not enough by the number of the cluster.
    /// </summary>
    internal static string[] Texts(LabelDraft[] drafts)
    {
        foreach (var draft in Doubled(drafts))
            if (draft._topics.Length > 0) draft._brackets.Add($"around {draft.BestKnown}");
        foreach (var draft in Doubled(drafts)) draft._brackets.Add($"cluster {draft.Cluster}");
        return [.. drafts.Select(draft => draft.Text)];
    }

    bool IsEmpty => terms.Length == 0;

    string BestKnown => bestKnown(clusterRow);

    ClusterId Cluster => ClusterId.FromRow(clusterRow);

    static IEnumerable<string> Of(ClusterTerm[] terms, TermSource source) => terms.Where(term => term.Source == source).Select(term => term.Text);

    static LabelDraft[] Doubled(LabelDraft[] drafts)
    {
        var counts = drafts.CountBy(draft => draft.Text).ToDictionary();
        return Array.FindAll(drafts, draft => !draft.IsEmpty && counts[draft.Text] > 1);
    }
}
