using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>known_for: which cluster each producer is known for. A producer has at most one row.</summary>
/// <remarks>
/// producer (id), cluster INT32 from 1 on, score FLOAT in [0, 1]; ascending by producer. Producers without a row are in
/// <see cref="UnassignedTable"/>. Some 8 bytes a producer on disk.
/// </remarks>
public static class KnownForTable
{
    public static TableSchema Schema { get; } = new("known_for", 2,
        new TableColumn("producer", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("score", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, KnownFor knownFor, Execution execution)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(knownFor.ProducerCount, producers.Count);
        WriteRows(path, Schema, producers, knownFor, execution);
    }

    /// <summary>A row for each vertex that has a cluster, whatever its score: id, cluster, score.</summary>
    internal static void WriteRows(string path, TableSchema schema, NodeIndex vertices, KnownFor knownFor, Execution execution)
    {
        var rows = Enumerable.Range(0, knownFor.ProducerCount).Where(row => knownFor.Clusters[row] != KnownFor.None).ToArray();
        TableWriter.Write(path, schema, rows.Length,
        [
            ColumnSource.Ids(vertices, (first, values) => rows.AsSpan((int)first, values.Length).CopyTo(values)),
            ColumnSource.Clusters((first, values) => Gather(knownFor.Clusters, rows, (int)first, values)),
            new ValueColumn<float>((first, values) => Gather(knownFor.Scores, rows, (int)first, values)),
        ], execution);
    }

    /// <param name="path">A file that <see cref="Write"/> made.</param>
    /// <param name="producers">All producers of the graph, those without a row included.</param>
    /// <param name="clusterCount">k, empty clusters included.</param>
    /// <exception cref="TableFormatException">The file is damaged, or holds an unknown or double producer, a cluster above k or a score out of range.</exception>
    public static KnownFor Read(string path, NodeIndex producers, int clusterCount)
    {
        using var table = TableReader.Open(path, Schema);
        using var matrix = MatrixTable.Read(table, Axis.Users("producer", producers), Axis.Clusters(clusterCount), "score", MatrixTable.MaxCosine, acceptsZero: true);
        var clusters = new int[producers.Count];
        var scores = new float[producers.Count];
        Array.Fill(clusters, KnownFor.None);
        for (var row = 0; row < producers.Count; row++)
        {
            var keys = matrix.RowKeys(row);
            if (keys.Length > 1) throw new TableFormatException(path, $"expected at most one cluster a producer, found {keys.Length:N0} for {producers.NameAt(row)}.");
            if (keys.IsEmpty) continue;
            clusters[row] = keys[0];
            scores[row] = matrix.RowValues(row)[0];
        }

        return new(clusterCount, clusters, scores);
    }

    static void Gather<T>(T[] source, int[] rows, int first, Span<T> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = source[rows[first + i]];
    }
}
