using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_top_producers and its variant by favourites: each cluster's strongest producers; the other direction of <see cref="ProducerEmbeddingsTable"/>.</summary>
/// <remarks>
/// cluster INT32 from 1 on, producer (id), score FLOAT in (0, 1]: a cosine; ascending by cluster, then producer (not by score). A producer may be
/// among a cluster's strongest although the cluster is not among its own. Some 8 bytes a row on disk.
/// </remarks>
public static class ClusterTopProducersTable
{
    public static TableSchema Schema(ProducerVariant variant) => new(NameOf(variant), 2,
        new TableColumn("cluster", ColumnKind.Integer), new("producer", ColumnKind.Id), new("score", ColumnKind.Score));

    /// <summary>The name of a variant's table.</summary>
    public static string NameOf(ProducerVariant variant) => variant == ProducerVariant.Fav ? "cluster_top_producers_fav" : "cluster_top_producers";

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, ProducerVariant variant, SparseMatrix byCluster, Execution execution) => MatrixTable.Write(
        path, Schema(variant), byCluster, Axis.Clusters(byCluster.RowCount), Axis.Users("producer", producers), [MatrixTable.Scores(byCluster.Values!)], execution);

    /// <summary><see cref="ProducerEmbeddings.ByCluster"/>; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static SparseMatrix Read(string path, NodeIndex producers, int clusterCount, ProducerVariant variant)
    {
        using var table = TableReader.Open(path, Schema(variant));
        return MatrixTable.Read(table, Axis.Clusters(clusterCount), Axis.Users("producer", producers), "score", MatrixTable.MaxCosine);
    }
}
