using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>communities: which community each vertex of a graph of any kind is in. A vertex has at most one row.</summary>
/// <remarks>id (id), community INT32 from 1 on, score FLOAT in [0, 1]: its affiliation; ascending by id. Vertices without a community have no row.</remarks>
public static class CommunitiesTable
{
    public static TableSchema Schema { get; } = new("communities", 1,
        new TableColumn("id", ColumnKind.Id), new("community", ColumnKind.Integer), new("score", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex vertices, KnownFor knownFor, Execution execution)
    {
        var rows = Enumerable.Range(0, knownFor.ProducerCount).Where(row => knownFor.Clusters[row] != KnownFor.None).ToArray();
        TableWriter.Write(path, Schema, vertices.Kind, rows.Length,
        [
            ColumnSource.Ids(vertices, (first, values) => rows.AsSpan((int)first, values.Length).CopyTo(values)),
            ColumnSource.Clusters((first, values) => Gather(knownFor.Clusters, rows, (int)first, values)),
            new ValueColumn<float>((first, values) => Gather(knownFor.Scores, rows, (int)first, values)),
        ], execution);
    }

    static void Gather<T>(T[] source, int[] rows, int first, Span<T> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = source[rows[first + i]];
    }
}
