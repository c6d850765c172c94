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
    public static void Write(string path, NodeIndex vertices, KnownFor knownFor, Execution execution) =>
        KnownForTable.WriteRows(path, Schema, vertices, knownFor, execution);
}
