namespace SimClusters.Clusters;

/// <summary>What a term of a label is.</summary>
public enum TermSource
{
    /// <summary>What members say they are interested in.</summary>
    Topic,

    /// <summary>The language of the members.</summary>
    Language,

    /// <summary>The name of a member, or the id of one without a name.</summary>
    Name,

    /// <summary>What the items are about that the cluster's audience likes; see <see cref="ItemTopicLabels"/>.</summary>
    Item,
}

/// <summary>What a cluster may be called by people, and why. The original has nothing of the kind: its clusters have numbers.</summary>
/// <param name="Text">Never empty; no two clusters with members have the same.</param>
/// <param name="Terms">
/// Topics of items by falling score, then those of members, then the language, then names by falling affiliation, which are there only without topics of members. The
/// text has the first of these sources that there is, and the language. None of an empty cluster.
/// </param>
public sealed record ClusterLabel(string Text, IReadOnlyList<ClusterTerm> Terms);

/// <summary>A term, and how much of it there is in a cluster and elsewhere.</summary>
/// <remarks>
/// The score of a topic or a language is s · ln(s / all): what the term adds to the Kullback–Leibler divergence of the cluster from all clusters. It grows with the
/// share inside and with the lift, so that what everybody has scores 0, and what hardly anybody inside has scores little, however rare it is elsewhere. The lift alone
/// is highest for the rarest term, and a log-likelihood ratio grows with the cluster, so that no two can be compared. s is the share inside when m members like
/// everybody else join the n that have any term of the source, (n · inside + m · all) / (n + m), the mean under a Dirichlet prior: a term that one or two of a small
/// cluster have is not taken at its word.
/// </remarks>
/// <param name="Source">What it is. Of an item's topic the three that follow are made of cosines in the place of shares: see <see cref="ItemTopicLabels"/>.</param>
/// <param name="Text">The topic, language or name as the input has it.</param>
/// <param name="Score">How well it tells the cluster from others; &gt; 0. The terms of a source are ranked by it. Of a name its affiliation.</param>
/// <param name="ShareInside">
/// Affiliations of the members that have it, over those of the members that have any of its source: 0 to 1. Of a name the member's share of all the cluster's
/// affiliations.
/// </param>
/// <param name="ShareAll">The same over the members of all clusters.</param>
/// <param name="Support">How many members have it, those with an affiliation of 0 left out; of a name 1; of an item's topic all users who like items of it.</param>
public sealed record ClusterTerm(TermSource Source, string Text, double Score, double ShareInside, double ShareAll, int Support);
