using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>Here are interests: who stands behind each?</summary>
public static class InterestProofsBuilder
{
    const int BlockSize = 512;

    /// <param name="graph">The graph that the interests were made of.</param>
    /// <param name="knownFor">The communities that they were made of.</param>
    /// <param name="interests">U; entries that truncation took have no proof.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The parts are of other graphs.</exception>
    /// <remarks>Two walks along the edges. Memory: the result, 8 bytes a consumer, and 8 a cluster a thread.</remarks>
    public static InterestProofs Build(EngagementGraph graph, KnownFor knownFor, InterestedIn interests, Execution? execution = null)
    {
        execution ??= Execution.Default;
        if (graph.ConsumerCount != interests.ConsumerCount || graph.ProducerCount != knownFor.ProducerCount || knownFor.ClusterCount != interests.ClusterCount)
            throw new ArgumentException("The graph, the communities and the interests are not of one run.", nameof(interests));
        var starts = EngagementCursor.StartsOf(graph);
        var offsets = new NativeArray<long>(interests.Entries.EntryCount + 1);
        ForEachEdge(graph, knownFor, interests, starts, execution, (entry, _) => offsets[entry + 1]++);
        for (long entry = 0; entry < interests.Entries.EntryCount; entry++) offsets[entry + 1] += offsets[entry];

        using var next = new NativeArray<long>(interests.Entries.EntryCount, cleared: false);
        for (long entry = 0; entry < next.Length; entry++) next[entry] = offsets[entry];
        var producers = new NativeArray<int>(offsets[interests.Entries.EntryCount], cleared: false);
        var kinds = new NativeArray<byte>(producers.Length, cleared: false);
        ForEachEdge(graph, knownFor, interests, starts, execution, (entry, cursor) =>
        {
            var to = next[entry]++;
            producers[to] = cursor.ProducerRow;
            kinds[to] = (byte)((cursor.IsFollowed ? InterestProofs.Followed : 0) | (cursor.Fav > 0 ? InterestProofs.Faved : 0));
        });
        return new(offsets, producers, kinds);
    }

    // The edges that stand behind an entry of U. An entry is met by one thread, which has its consumer.
    static void ForEachEdge(EngagementGraph graph, KnownFor knownFor, InterestedIn interests, long[] starts, Execution execution, Action<long, EngagementCursor> use) => ParallelRows.Run(
        graph.ConsumerCount, BlockSize, execution.WithoutProgress(), () => new long[knownFor.ClusterCount],
        (entryOf, _, first, end) =>
        {
            var cursor = new EngagementCursor(graph, starts);
            cursor.Seek(starts[first]);
            for (var row = first; row < end; row++)
            {
                for (var entry = interests.Entries.Offsets[row]; entry < interests.Entries.Offsets[row + 1]; entry++) entryOf[interests.Entries.Keys[entry]] = entry + 1;
                for (var edge = starts[row]; edge < starts[row + 1] && cursor.MoveNext(); edge++)
                {
                    var cluster = knownFor.Clusters[cursor.ProducerRow];
                    if (cluster != KnownFor.None && knownFor.Scores[cursor.ProducerRow] > 0 && entryOf[cluster] > 0) use(entryOf[cluster] - 1, cursor);
                }

                foreach (var cluster in interests.Entries.RowKeys(row)) entryOf[cluster] = 0;
            }
        });
}
