using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>The pairs that stand, by item, before anything has an id again.</summary>
/// <param name="Items">The items' keys, ascending.</param>
/// <param name="Starts">By item: its first pair among the records.</param>
/// <param name="Counts">By item: its pairs.</param>
/// <param name="UserCounts">By item: its distinct users; the same as <paramref name="Counts"/> unless every event counts.</param>
/// <param name="Records">The event that stands, by pair; of one item they lie together, ascending by user and time.</param>
sealed record ItemPairs(int[] Items, long[] Starts, int[] Counts, int[] UserCounts, NativeArray<EventRecord> Records) : IDisposable
{
    internal ReadOnlySpan<EventRecord> Of(int index) => Records.Slice(Starts[index], Counts[index]);

    /// <summary>These without the items that fail a test; the records are shared.</summary>
    internal ItemPairs Where(Func<int, bool> isKept)
    {
        int[] kept = [.. Enumerable.Range(0, Items.Length).Where(isKept)];
        return new(Of(Items), [.. kept.Select(index => Starts[index])], Of(Counts), Of(UserCounts), Records);

        int[] Of(int[] values) => [.. kept.Select(index => values[index])];
    }

    public void Dispose() => Records.Dispose();
}
