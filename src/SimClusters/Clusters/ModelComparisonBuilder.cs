using SimClusters.Communities;
using SimClusters.Graphs;

namespace SimClusters.Clusters;

/// <summary>What changed from one model to the next?</summary>
public static class ModelComparisonBuilder
{
    // What can become of a producer; New and Lost are those whom the one or the other model does not have at all.
    enum Fate
    {
        Unassigned,
        Assigned,
        New,
        Dropped,
        Lost,
        Kept,
        Moved,
    }

    /// <param name="before">V of the one model.</param>
    /// <param name="beforeProducers">Its rows.</param>
    /// <param name="after">V of the other, with as many clusters or not.</param>
    /// <param name="afterProducers">Its rows; other producers, perhaps.</param>
    /// <param name="options">Which clusters have a cosine.</param>
    /// <exception cref="ArgumentException">A model and its ids count producers differently, or the ids are of different kinds.</exception>
    /// <remarks>
    /// The published counts are of the producers that either table lists, with a cluster or without; here those are all rows of either. Sums are doubles in the order
    /// of rows; published, floats. One walk along both, on one thread. Memory beyond the result: 4 bytes a producer of each, 40 a cluster.
    /// </remarks>
    public static ModelComparison Build(KnownFor before, NodeIndex beforeProducers, KnownFor after, NodeIndex afterProducers, ModelComparisonOptions options)
    {
        options = options.Validated();
        CheckIds(before, beforeProducers, nameof(beforeProducers));
        CheckIds(after, afterProducers, nameof(afterProducers));
        var clusters = new ChangeTally[Math.Max(before.ClusterCount, after.ClusterCount)];
        var fates = new int[Enum.GetValues<Fate>().Length];
        foreach (var (beforeRow, afterRow) in OuterJoin(beforeProducers, afterProducers))
        {
            var (from, fromScore) = MembershipOf(before, beforeRow);
            var (to, toScore) = MembershipOf(after, afterRow);
            fates[(int)FateOf(from, to, beforeRow, afterRow)]++;
            if (from != KnownFor.None) clusters[from].AddBefore(fromScore);
            if (to != KnownFor.None) clusters[to].AddAfter(toScore);
            if (from != KnownFor.None && from == to) clusters[from].AddStayed(fromScore, toScore);
        }

        ClusterChange[] changes = [.. clusters.Select(tally => tally.Change(options.MinMembers))];
        return new()
        {
            Clusters = changes,
            Cosines = ScoreDistribution.Of(changes.Select(change => change.Cosine).OfType<double>()),
            UnassignedToAssigned = fates[(int)Fate.Assigned] + fates[(int)Fate.New],
            AssignedToUnassigned = fates[(int)Fate.Dropped] + fates[(int)Fate.Lost],
            Unassigned = fates[(int)Fate.Unassigned],
            Kept = fates[(int)Fate.Kept],
            Moved = fates[(int)Fate.Moved],
            New = fates[(int)Fate.New],
            Lost = fates[(int)Fate.Lost],
        };
    }

    static void CheckIds(KnownFor knownFor, NodeIndex producers, string name)
    {
        if (producers.Count != knownFor.ProducerCount)
            throw new ArgumentException($"There are ids of {producers.Count:N0} producers, and communities of {knownFor.ProducerCount:N0}.", name);
    }

    // All rows of before with the row after, then those that are after alone.
    static IEnumerable<(int BeforeRow, int AfterRow)> OuterJoin(NodeIndex before, NodeIndex after)
    {
        var afterRows = RowMap.Of(before, after);
        for (var row = 0; row < afterRows.Length; row++) yield return (row, afterRows[row]);
        var beforeRows = RowMap.Of(after, before);
        for (var row = 0; row < beforeRows.Length; row++)
            if (beforeRows[row] == RowMap.None) yield return (RowMap.None, row);
    }

    static (int ClusterRow, float Score) MembershipOf(KnownFor knownFor, int producerRow) =>
        producerRow == RowMap.None ? (KnownFor.None, 0) : (knownFor.Clusters[producerRow], knownFor.Scores[producerRow]);

    static Fate FateOf(int from, int to, int beforeRow, int afterRow) => (from == KnownFor.None, to == KnownFor.None) switch
    {
        (true, true) => Fate.Unassigned,
        (true, false) => beforeRow == RowMap.None ? Fate.New : Fate.Assigned,
        (false, true) => afterRow == RowMap.None ? Fate.Lost : Fate.Dropped,
        _ => from == to ? Fate.Kept : Fate.Moved,
    };
}
