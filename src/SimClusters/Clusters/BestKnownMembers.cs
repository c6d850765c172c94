using SimClusters.Communities;
using SimClusters.Graphs;

namespace SimClusters.Clusters;

/// <summary>The last resort of a label: what the members that a cluster is best known by are called.</summary>
sealed class BestKnownMembers(KnownFor knownFor, ClusterMembers members, NodeIndex producers, Users? users, int[] userRows)
{
    readonly double _weight = knownFor.Scores.Sum(score => (double)score);

    /// <summary>The name of a producer, or its id where it has none.</summary>
    internal string NameOf(int producerRow)
    {
        var name = users?.Names?.At(userRows[producerRow]);
        return string.IsNullOrWhiteSpace(name) ? producers.NameAt(producerRow) : name;
    }

    /// <summary>The best-known members of a cluster as terms.</summary>
    internal IEnumerable<ClusterTerm> Of(int clusterRow, int maxNames)
    {
        var cluster = members[clusterRow];
        var weight = 0.0;
        foreach (var row in cluster) weight += knownFor.Scores[row];
        return cluster[..Math.Min(maxNames, cluster.Length)].ToArray().Select(row =>
            new ClusterTerm(TermSource.Name, NameOf(row), knownFor.Scores[row], Share(knownFor.Scores[row], weight), Share(knownFor.Scores[row], _weight), 1));
    }

    // Affiliations may all be 0: of members without a neighbour in their cluster.
    static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
