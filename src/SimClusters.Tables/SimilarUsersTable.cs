using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>similar_users and its variant by favourites: whom to follow next, by the nearest vectors of each producer.</summary>
/// <remarks>producer (id), similar (id), score FLOAT in (0, 1]: the cosine of the two vectors; ascending by producer, then similar (not by score). Some 6 bytes a row on disk.</remarks>
public static class SimilarUsersTable
{
    public static TableSchema Schema(ProducerVariant variant) => new(NameOf(variant), 2,
        new TableColumn("producer", ColumnKind.Id), new("similar", ColumnKind.Id), new("score", ColumnKind.Score));

    /// <summary>The name of a variant's table.</summary>
    public static string NameOf(ProducerVariant variant) => variant == ProducerVariant.Fav ? "similar_users_fav" : "similar_users";

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, SimilarUsers similar, Execution execution) => MatrixTable.Write(
        path, Schema(similar.Variant), similar.Cosines, Axis.Users("producer", producers), Axis.Users("similar", producers), [MatrixTable.Scores(similar.Cosines.Values!)], execution);

    /// <summary><see cref="SimilarUsers.Cosines"/>; the caller disposes it.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static SparseMatrix Read(string path, NodeIndex producers, ProducerVariant variant)
    {
        using var table = TableReader.Open(path, Schema(variant));
        return MatrixTable.Read(table, Axis.Users("producer", producers), Axis.Users("similar", producers), "score", MatrixTable.MaxCosine);
    }
}
