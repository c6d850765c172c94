using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What a table tells of the items of a log, by their keys.</summary>
/// <remarks>Memory: 4 bytes a key.</remarks>
/// <param name="items">The log's.</param>
/// <param name="facts">The table.</param>
/// <param name="execution">Threads.</param>
sealed class KnownItems(EventKeys items, ItemFacts facts, Execution execution) : IDisposable
{
    readonly NativeArray<int> _rows = items.RowsIn(facts.Ids, execution);

    /// <summary>Whether the table says when items were made.</summary>
    internal bool HasTimes => facts.CreatedMs is not null;

    /// <summary>When an item was made, or <see cref="ItemFacts.UnknownTime"/>. Of a table that <see cref="HasTimes"/>.</summary>
    internal long CreatedMs(int key) => _rows[key] is var row and >= 0 ? facts.CreatedMs![row] : ItemFacts.UnknownTime;

    /// <summary>Whether an item is known to be a video that is fit for everybody. Of a table that has both columns.</summary>
    internal bool IsHealthyVideo(int key) => _rows[key] is var row and >= 0 && facts.Media![row] == MediaKind.Video && !facts.IsSensitive![row];

    public void Dispose() => _rows.Dispose();
}
