using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>topic_names: what topics are called.</summary>
/// <remarks>topic (id, of a kind of its own), name string; ascending by topic. Some 20 bytes a row on disk.</remarks>
public static class TopicNamesTable
{
    public static TableSchema Schema { get; } = new("topic_names", 1, new TableColumn("topic", ColumnKind.Id), new("name", ColumnKind.Word));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TopicNames names, Execution execution) => TableWriter.Write(path, Schema, names.Topics.Count,
    [
        ColumnSource.Ids(names.Topics, (first, rows) => { for (var i = 0; i < rows.Length; i++) rows[i] = (int)first + i; }),
        ColumnSource.Words(names.Names.Words, (first, rows) => names.Names.WordOf.AsSpan((int)first, rows.Length).CopyTo(rows)),
    ], execution);

    /// <summary>The names; the caller disposes them.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a topic is double or out of order.</exception>
    public static TopicNames Read(string path, Execution execution)
    {
        using var table = TableReader.Open(path, Schema);
        var topics = SortedIds.Read(table);
        if (topics.Count != table.RowCount) throw new TableFormatException(path, $"expected one row a topic, found {table.RowCount:N0} rows of {topics.Count:N0} topics.");
        var words = ColumnIds.Read(table, "name", execution);
        using var wordOf = Axis.Users("name", words).Read(table);
        return new(topics, new(words, wordOf.AsSpan().ToArray()));
    }
}
