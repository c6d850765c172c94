using SimClusters.Favourites;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>favourite_state: every favourite that still counts. The next run reads it as part of its own log.</summary>
/// <remarks>
/// consumer (id), producer (id), item (id), time TIMESTAMP in milliseconds, UTC; ascending by consumer, producer, item. Some 13 bytes a row on disk. There is no Read: the columns
/// are those of a log of favourites, and <see cref="Input.FavouriteSource"/> reads them.
/// </remarks>
public static class FavouriteStateTable
{
    public static TableSchema Schema { get; } = new("favourite_state", 3,
        new TableColumn("consumer", ColumnKind.Id), new("producer", ColumnKind.Id), new("item", ColumnKind.Id), new("time", ColumnKind.Time));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, FavouriteGraph graph, FavouriteState state, Execution execution) => TableWriter.Write(path, Schema, state.Count,
    [
        ColumnSource.Ids(graph.Consumers, (first, rows) => MatrixTable.FillRows(state.Offsets, first, rows)),
        ColumnSource.Ids(graph.Producers, state.ReadAuthors),
        state.Items is { } items ? ColumnSource.Ids(items, (first, rows) => ReadItemRows(state, first, rows)) : new ValueColumn<long>(state.ReadItems),
        new ValueColumn<long>(state.ReadTimes),
    ], execution);

    static void ReadItemRows(FavouriteState state, long first, Span<int> rows)
    {
        var items = new long[rows.Length];
        state.ReadItems(first, items);
        for (var i = 0; i < rows.Length; i++) rows[i] = (int)items[i];
    }
}
