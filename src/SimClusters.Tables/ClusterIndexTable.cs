using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>item_index, and item_index_push_open and so on by preset: each cluster's top items.</summary>
/// <remarks>cluster INT32 from 1 on, item (id, of a kind of its own), score FLOAT &gt; 0: that of the item's embedding; ascending by cluster, then item (not by score). Some 10 bytes a row on disk.</remarks>
public static class ClusterIndexTable
{
    const string Name = "item_index";

    public static TableSchema Schema(string preset) => new(NameOf(preset), 2,
        new TableColumn("cluster", ColumnKind.Integer), new("item", ColumnKind.Id), new("score", ColumnKind.Score));

    /// <summary>The name of a preset's table: item_index of "fav", item_index_push_open of "push-open".</summary>
    public static string NameOf(string preset) => PresetNames.NameOf(Name, preset);

    /// <summary>The preset of a table's name; null where the table is another.</summary>
    internal static string? PresetOf(string table) => PresetNames.PresetOf(Name, table);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string preset, ClusterIndex index, Execution execution) => MatrixTable.Write(
        path, Schema(preset), index.Scores, Axis.Clusters(index.ClusterCount), Axis.Users("item", index.Items), [MatrixTable.Scores(index.Scores.Values!)], execution);

    /// <summary>The index, empty clusters included; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is double, out of order or out of range.</exception>
    public static ClusterIndex Read(string path, string preset, int clusterCount, Execution execution)
    {
        using var table = TableReader.Open(path, Schema(preset));
        var items = ColumnIds.Read(table, "item", execution);
        return new(items, MatrixTable.Read(table, Axis.Clusters(clusterCount), Axis.Users("item", items), "score"));
    }
}
