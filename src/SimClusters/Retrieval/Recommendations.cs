using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>Each consumer's best items, found in the lists of the clusters that the consumer cares about most.</summary>
/// <remarks>Memory: 16 bytes an entry, 8 a consumer, and the ids.</remarks>
public sealed class Recommendations : IDisposable
{
    /// <param name="consumers">For whom: one row each.</param>
    /// <param name="items">The items that are recommended to anybody, in rows of their own.</param>
    /// <param name="entries">Consumers × items, unweighted, ascending by item.</param>
    /// <param name="dots">By entry: Σ over the clusters looked at of the consumer's score times the item's; &gt; 0.</param>
    /// <param name="cosines">By entry: the dot over the norm of the item's embedding; the consumer's norm, the same for all of a row, is not divided out.</param>
    /// <param name="logCosines">By entry: the dot over ln(1 + squared norm of the item's embedding): what rows are ranked by.</param>
    /// <exception cref="ArgumentException">The parts disagree about their sizes.</exception>
    public Recommendations(NodeIndex consumers, NodeIndex items, SparseMatrix entries, NativeArray<float> dots, NativeArray<float> cosines, NativeArray<float> logCosines)
    {
        if (entries.RowCount != consumers.Count || entries.ColumnCount != items.Count)
            throw new ArgumentException($"Entries of {entries.RowCount:N0} × {entries.ColumnCount:N0} for {consumers.Count:N0} consumers and {items.Count:N0} items.", nameof(entries));
        if (dots.Length != entries.EntryCount || cosines.Length != entries.EntryCount || logCosines.Length != entries.EntryCount)
            throw new ArgumentException($"{entries.EntryCount:N0} entries need as many of each score.", nameof(dots));
        Consumers = consumers;
        Items = items;
        Entries = entries;
        Dots = dots;
        Cosines = cosines;
        LogCosines = logCosines;
    }

    public NodeIndex Consumers { get; }

    public NodeIndex Items { get; }

    public SparseMatrix Entries { get; }

    public NativeArray<float> Dots { get; }

    public NativeArray<float> Cosines { get; }

    public NativeArray<float> LogCosines { get; }

    public void Dispose()
    {
        Consumers.Dispose();
        Items.Dispose();
        Entries.Dispose();
        Dots.Dispose();
        Cosines.Dispose();
        LogCosines.Dispose();
    }
}
