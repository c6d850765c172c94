using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>recommendations, and recommendations_push_open and so on by the preset of the items: each consumer's best items.</summary>
/// <remarks>
/// consumer (id), item (id, of a kind of its own), dot, cosine and log_cosine FLOAT &gt; 0, as <see cref="Recommendations"/> has them; ascending by consumer, then item (not by score: log_cosine is what
/// ranks). Some 15 bytes a row on disk.
/// </remarks>
public static class RecommendationsTable
{
    const string Name = "recommendations";

    public static TableSchema Schema(string preset) => new(NameOf(preset), 2,
        new TableColumn("consumer", ColumnKind.Id), new("item", ColumnKind.Id), new("dot", ColumnKind.Score), new("cosine", ColumnKind.Score), new("log_cosine", ColumnKind.Score));

    /// <summary>The name of a preset's table: recommendations of "fav", recommendations_push_open of "push-open".</summary>
    public static string NameOf(string preset) => PresetNames.NameOf(Name, preset);

    /// <summary>The preset of a table's name; null where the table is another.</summary>
    internal static string? PresetOf(string table) => PresetNames.PresetOf(Name, table);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string preset, Recommendations recommendations, Execution execution) => MatrixTable.Write(
        path, Schema(preset), recommendations.Entries, Axis.Users("consumer", recommendations.Consumers), Axis.Users("item", recommendations.Items),
        [MatrixTable.Scores(recommendations.Dots), MatrixTable.Scores(recommendations.Cosines), MatrixTable.Scores(recommendations.LogCosines)], execution);

    /// <summary>The consumers who have a recommendation, and theirs; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is double, out of order or out of range.</exception>
    public static Recommendations Read(string path, string preset, Execution execution)
    {
        using var table = TableReader.Open(path, Schema(preset));
        var consumers = SortedIds.Read(table);
        var items = ColumnIds.Read(table, "item", execution);
        var dots = MatrixTable.Read(table, Axis.Users("consumer", consumers), Axis.Users("item", items), "dot");
        return new(
            consumers, items, new(items.Count, dots.Offsets, dots.Keys, null), dots.Values!, MatrixTable.ReadScores(table, "cosine"), MatrixTable.ReadScores(table, "log_cosine"));
    }
}
