using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>Which clusters a consumer keeps of more than it may: the published order of favScore, logFavScore, followScore, the cluster-normalised logFavScore, and the producer-normalised followScore.</summary>
/// <remarks>
/// All descending, compared as the floats that are stored; then the lower cluster. The fourth needs the clusters' norms, which are known only when all rows are through: clusters that tie in the
/// first three at a row's last place are therefore all kept at first, and <see cref="Settle"/> chooses among them. It happens to rows of equal sums alone.
/// </remarks>
static class InterestTruncation
{
    /// <summary>Orders what is kept to the front, more than the limit where the last place is tied.</summary>
    /// <param name="entries">A row's clusters with social proof, in any order; reordered.</param>
    /// <param name="max">How many are kept, fewer than there are.</param>
    /// <param name="words">A buffer.</param>
    /// <returns>How many stay at the front.</returns>
    internal static int KeepBest(Span<(int Cluster, InterestEntry Entry)> entries, int max, List<ulong> words)
    {
        words.Clear();
        foreach (ref readonly var entry in entries) words.Add(Word(entry.Entry));
        var all = CollectionsMarshal.AsSpan(words);
        TopK.MoveGreatestToFront(all, max);
        var last = ulong.MaxValue;
        foreach (var word in all[..max]) last = Math.Min(last, word);

        // What is above the last word is in, what is below it is out, and of what ties with it the best.
        var above = MoveToFront(entries, entry => Word(entry) > last);
        var tied = MoveToFront(entries[above..], entry => Word(entry) == last);
        if (above + tied == max) return max;
        var ties = entries.Slice(above, tied);
        ties.Sort((left, right) => Compare(left, right));
        var end = max;
        while (end < above + tied && IsUndecided(entries[max - 1].Entry, entries[end].Entry)) end++;
        return end;
    }

    /// <summary>Of entries of which more are kept than may be, the best, now that the norms are known.</summary>
    /// <param name="entries">All that <see cref="KeepBest"/> has left of a row.</param>
    /// <param name="max">How many are kept.</param>
    /// <param name="logNorms">By cluster, the norm of logFavScore.</param>
    internal static void Settle(Span<(int Cluster, InterestEntry Entry)> entries, int max, double[] logNorms)
    {
        entries.Sort((left, right) =>
        {
            var order = CompareFirstThree(left.Entry, right.Entry);
            if (order == 0) order = Quotient(right, logNorms).CompareTo(Quotient(left, logNorms));
            if (order == 0) order = right.Entry.FollowProducerNormalized.CompareTo(left.Entry.FollowProducerNormalized);
            return order != 0 ? order : left.Cluster.CompareTo(right.Cluster);
        });
        entries[..max].Sort((left, right) => left.Cluster.CompareTo(right.Cluster));
    }

    // The first two scores in one number; where nothing is liked both are 0, and the third stands in their place. Bits of floats ≥ 0 ascend with them.
    static ulong Word(in InterestEntry entry) => entry.Fav > 0
        ? ((ulong)BitConverter.SingleToUInt32Bits(entry.Fav) << 32) | BitConverter.SingleToUInt32Bits(entry.LogFav)
        : BitConverter.SingleToUInt32Bits(entry.Follow);

    static int Compare(in (int Cluster, InterestEntry Entry) left, in (int Cluster, InterestEntry Entry) right)
    {
        var order = CompareFirstThree(left.Entry, right.Entry);

        // Without favourites the fourth is 0 for both; with them it is not known yet.
        if (order == 0 && left.Entry.LogFav == 0) order = right.Entry.FollowProducerNormalized.CompareTo(left.Entry.FollowProducerNormalized);
        return order != 0 ? order : left.Cluster.CompareTo(right.Cluster);
    }

    static int CompareFirstThree(in InterestEntry left, in InterestEntry right) =>
        left.Fav != right.Fav ? right.Fav.CompareTo(left.Fav)
        : left.LogFav != right.LogFav ? right.LogFav.CompareTo(left.LogFav)
        : right.Follow.CompareTo(left.Follow);

    static bool IsUndecided(in InterestEntry last, in InterestEntry next) => last.LogFav > 0 && CompareFirstThree(last, next) == 0;

    static float Quotient(in (int Cluster, InterestEntry Entry) entry, double[] norms) => norms[entry.Cluster] > 0 ? (float)(entry.Entry.LogFav / norms[entry.Cluster]) : 0;

    static int MoveToFront(Span<(int Cluster, InterestEntry Entry)> entries, Func<InterestEntry, bool> isWanted)
    {
        var count = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (!isWanted(entries[i].Entry)) continue;
            (entries[count], entries[i]) = (entries[i], entries[count]);
            count++;
        }

        return count;
    }
}
