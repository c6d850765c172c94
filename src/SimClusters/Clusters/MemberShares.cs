using SimClusters.Graphs;

namespace SimClusters.Clusters;

/// <summary>What share of the members of each cluster is marked, or has a word.</summary>
static class MemberShares
{
    /// <summary>By row of <paramref name="clusterRows"/>: members that are marked over all members. Empty where no mark is known.</summary>
    /// <param name="members">Who is known for each cluster.</param>
    /// <param name="clusterRows">Clusters with a member.</param>
    /// <param name="userRows">By producer row: its row among the users, or <see cref="RowMap.None"/>.</param>
    /// <param name="isMarked">By user row; null where nothing is known, of a user or of all.</param>
    internal static double[] OfMarked(ClusterMembers members, int[] clusterRows, int[] userRows, bool?[]? isMarked)
    {
        if (isMarked is null) return [];
        var shares = new double[clusterRows.Length];
        for (var row = 0; row < shares.Length; row++)
        {
            var marked = 0;
            foreach (var member in members[clusterRows[row]])
                if (userRows[member] != RowMap.None && isMarked[userRows[member]] == true) marked++;
            shares[row] = (double)marked / members[clusterRows[row]].Length;
        }

        return shares;
    }

    /// <summary>The same of words: the most frequent first, ties to the lower word, the empty one lowest of all.</summary>
    internal static WordShare[][] OfWords(ClusterMembers members, int[] clusterRows, int[] userRows, UserWords? words)
    {
        if (words is null) return [];
        string[] texts = ["", .. Enumerable.Range(0, words.Words.Count).Select(words.Words.NameAt)];
        var counts = new int[texts.Length];
        var shares = new WordShare[clusterRows.Length][];
        for (var row = 0; row < shares.Length; row++)
        {
            var cluster = members[clusterRows[row]];
            var met = new List<int>();
            foreach (var member in cluster)
            {
                // RowMap.None is −1: who has no word has the first text.
                var text = userRows[member] == RowMap.None ? 0 : words.WordOf[userRows[member]] + 1;
                if (counts[text]++ == 0) met.Add(text);
            }

            var memberCount = (double)cluster.Length;
            shares[row] = [.. met.OrderByDescending(text => counts[text]).ThenBy(text => text).Select(text => new WordShare(texts[text], counts[text] / memberCount))];
            foreach (var text in met) counts[text] = 0;
        }

        return shares;
    }
}
