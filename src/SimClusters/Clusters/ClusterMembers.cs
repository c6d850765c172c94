using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>V by cluster: who is known for each, best known first.</summary>
/// <remarks>Memory: 4 bytes a member and 4 a cluster. The published knownForUsersAndScores.</remarks>
public sealed class ClusterMembers
{
    readonly int[] _offsets;
    readonly int[] _producerRows;

    ClusterMembers(int[] offsets, int[] producerRows)
    {
        _offsets = offsets;
        _producerRows = producerRows;
    }

    public int ClusterCount => _offsets.Length - 1;

    /// <summary>Members of all clusters: the producers that have one.</summary>
    public int Count => _producerRows.Length;

    /// <summary>Producer rows of one cluster, by falling affiliation, then by rising row.</summary>
    public ReadOnlySpan<int> this[int clusterRow] => _producerRows.AsSpan(_offsets[clusterRow].._offsets[clusterRow + 1]);

    /// <summary>The members of every cluster: a counting sort, and one sort a cluster. 8 bytes a member more for the time being.</summary>
    public static ClusterMembers Of(KnownFor knownFor)
    {
        var offsets = new int[knownFor.ClusterCount + 1];
        foreach (var cluster in knownFor.Clusters)
            if (cluster != KnownFor.None) offsets[cluster + 1]++;
        for (var cluster = 0; cluster < knownFor.ClusterCount; cluster++) offsets[cluster + 1] += offsets[cluster];

        var words = new ulong[offsets[^1]];
        var next = offsets.ToArray();
        for (var row = 0; row < knownFor.ProducerCount; row++)
            if (knownFor.Clusters[row] != KnownFor.None) words[next[knownFor.Clusters[row]]++] = Ranked.Pack(knownFor.Scores[row], row);

        // The greatest word, which is the best-known member, comes last.
        var rows = new int[words.Length];
        for (var cluster = 0; cluster < knownFor.ClusterCount; cluster++)
        {
            words.AsSpan(offsets[cluster]..offsets[cluster + 1]).Sort();
            for (var i = offsets[cluster]; i < offsets[cluster + 1]; i++) rows[i] = Ranked.Key(words[offsets[cluster] + offsets[cluster + 1] - 1 - i]);
        }

        return new(offsets, rows);
    }
}
