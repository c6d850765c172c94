using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>unassigned: the producers that are known for no cluster, and why.</summary>
/// <remarks>producer (id), reason (a word); ascending by producer. A few bytes a row on disk.</remarks>
public static class UnassignedTable
{
    public static TableSchema Schema { get; } = new("unassigned", 1, new TableColumn("producer", ColumnKind.Id), new("reason", ColumnKind.Word));

    /// <param name="path">A new file.</param>
    /// <param name="unassigned">Ascending by row.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, IReadOnlyList<(int ProducerRow, string Reason)> unassigned, Execution execution)
    {
        string[] words = [.. unassigned.Select(producer => producer.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i, StringComparer.Ordinal);
        using var index = ColumnSource.IndexOf(words);
        TableWriter.Write(path, Schema, unassigned.Count,
        [
            ColumnSource.Ids(producers, (first, rows) => { for (var i = 0; i < rows.Length; i++) rows[i] = unassigned[(int)first + i].ProducerRow; }),
            ColumnSource.Words(index, (first, rows) => { for (var i = 0; i < rows.Length; i++) rows[i] = numbers[unassigned[(int)first + i].Reason]; }),
        ], execution);
    }

    /// <exception cref="TableFormatException">The file is damaged, or a producer is unknown or out of order.</exception>
    public static IReadOnlyList<(int ProducerRow, string Reason)> Read(string path, NodeIndex producers)
    {
        using var table = TableReader.Open(path, Schema);
        using var rows = Axis.Users("producer", producers).Read(table);
        var reasons = table.ReadTexts("reason", table.AllRows);
        for (var i = 1; i < rows.Length; i++)
            if (rows[i] <= rows[i - 1]) throw new TableFormatException(path, $"row {i + 1:N0}: expected producer to ascend, found one that is not above the one before.");
        return [.. reasons.Select((reason, i) => (rows[i], reason))];
    }
}
