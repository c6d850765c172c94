using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What a table tells of the items of a log, by their keys.</summary>
/// <remarks>Memory: 4 bytes a key.</remarks>
/// <param name="items">The log's.</param>
/// <param name="facts">The table.</param>
/// <param name="execution">Threads.</param>
sealed unsafe class KnownItems(EventKeys items, ItemFacts facts, Execution execution) : IDisposable
{
    readonly NativeArray<int> _rows = items.RowsIn(facts.Ids, execution);

    /// <summary>Whether the table says when items were made.</summary>
    internal bool HasTimes => facts.CreatedMs is not null;

    /// <summary>When an item was made, or <see cref="ItemFacts.UnknownTime"/>. Of a table that <see cref="HasTimes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long CreatedMs(int key) => _rows.Pointer[key] is var row and >= 0 ? facts.CreatedMs!.Pointer[row] : ItemFacts.UnknownTime;

    /// <summary>Whether an item is known to be a video that is fit for everybody. Of a table that has both columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsHealthyVideo(int key) => _rows.Pointer[key] is var row and >= 0 && facts.Media!.Pointer[row] == MediaKind.Video && !facts.IsSensitive!.Pointer[row];

    public void Dispose() => _rows.Dispose();
}
