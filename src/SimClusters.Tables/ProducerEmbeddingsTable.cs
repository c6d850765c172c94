using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>producer_embeddings and its variants: each producer's strongest clusters, by who follows or likes it.</summary>
/// <remarks>
/// producer (id), cluster INT32 from 1 on, score FLOAT: a cosine in (0, 1], of the aggregatable ones a score &gt; 0; ascending by producer, then cluster. Some 6 bytes a row on disk.
/// </remarks>
public static class ProducerEmbeddingsTable
{
    public static TableSchema Schema(ProducerVariant variant) => new(NameOf(variant), 2,
        new TableColumn("producer", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("score", ColumnKind.Score));

    /// <summary>The name of a variant's table.</summary>
    public static string NameOf(ProducerVariant variant) => variant switch
    {
        ProducerVariant.Follow => "producer_embeddings",
        ProducerVariant.Fav => "producer_embeddings_fav",
        ProducerVariant.AggregatableFollow => "aggregatable_producer_embeddings_follow",
        ProducerVariant.AggregatableFav => "aggregatable_producer_embeddings_fav",
        ProducerVariant.AggregatableLogFav => "aggregatable_producer_embeddings_log_fav",
        _ => "aggregatable_producer_embeddings_log_fav_relaxed",
    };

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, ProducerVariant variant, SparseMatrix byProducer, Execution execution) => MatrixTable.Write(
        path, Schema(variant), byProducer, Axis.Users("producer", producers), Axis.Clusters(byProducer.ColumnCount), [MatrixTable.Scores(byProducer.Values!)], execution);

    /// <summary><see cref="ProducerEmbeddings.ByProducer"/>; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static SparseMatrix Read(string path, NodeIndex producers, int clusterCount, ProducerVariant variant)
    {
        using var table = TableReader.Open(path, Schema(variant));
        return MatrixTable.Read(table, Axis.Users("producer", producers), Axis.Clusters(clusterCount), "score", variant.IsCosine() ? MatrixTable.MaxCosine : float.MaxValue);
    }
}
