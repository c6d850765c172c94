using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>producer_embeddings: each producer's strongest clusters, by who follows it.</summary>
/// <remarks>producer (id), cluster INT32 from 1 on, score FLOAT in (0, 1]: a cosine; ascending by producer, then cluster. Some 6 bytes a row on disk.</remarks>
public static class ProducerEmbeddingsTable
{
    public static TableSchema Schema { get; } = new("producer_embeddings", 2,
        new TableColumn("producer", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("score", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, SparseMatrix byProducer, Execution execution) =>
        MatrixTable.Write(path, Schema, byProducer, Axis.Users("producer", producers), Axis.Clusters(byProducer.ColumnCount), [MatrixTable.Scores(byProducer.Values!)], execution);

    /// <summary><see cref="ProducerEmbeddings.ByProducer"/>; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static SparseMatrix Read(string path, NodeIndex producers, int clusterCount)
    {
        using var table = TableReader.Open(path, Schema);
        return MatrixTable.Read(table, Axis.Users("producer", producers), Axis.Clusters(clusterCount), "score", MatrixTable.MaxCosine);
    }
}
