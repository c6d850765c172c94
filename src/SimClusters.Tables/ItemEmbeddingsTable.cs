using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>item_embeddings, and item_embeddings_push_open and so on by preset: each item's strongest clusters, by who engaged with it.</summary>
/// <remarks>item (id, of a kind of its own), cluster INT32 from 1 on, score FLOAT &gt; 0: a decayed sum, not normalised; ascending by item, then cluster. Some 6 bytes a row on disk.</remarks>
public static class ItemEmbeddingsTable
{
    const string Name = "item_embeddings";

    public static TableSchema Schema(string preset) => new(NameOf(preset), 2,
        new TableColumn("item", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("score", ColumnKind.Score));

    /// <summary>The name of a preset's table: item_embeddings of "fav", item_embeddings_push_open of "push-open".</summary>
    public static string NameOf(string preset) => PresetNames.NameOf(Name, preset);

    /// <summary>The preset of a table's name; null where the table is another.</summary>
    internal static string? PresetOf(string table) => PresetNames.PresetOf(Name, table);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string preset, ItemEmbeddings embeddings, Execution execution) => MatrixTable.Write(
        path, Schema(preset), embeddings.Scores, Axis.Users("item", embeddings.Items), Axis.Clusters(embeddings.ClusterCount), [MatrixTable.Scores(embeddings.Scores.Values!)], execution);

    /// <summary>The items that have a cluster, with their vectors; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is double, out of order or out of range.</exception>
    public static ItemEmbeddings Read(string path, string preset, int clusterCount)
    {
        using var table = TableReader.Open(path, Schema(preset));
        var items = SortedIds.Read(table);
        return new(items, MatrixTable.Read(table, Axis.Users("item", items), Axis.Clusters(clusterCount), "score"));
    }
}
