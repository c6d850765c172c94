using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Similarity;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>similarity: how alike two producers are. Both directions of each edge, so that a producer's neighbours are one range of rows.</summary>
/// <remarks>producer (id), neighbor (id), cosine FLOAT in (0, 1]; ascending by producer, then neighbor. Some 6 to 8 bytes a row on disk.</remarks>
public static class SimilarityTable
{
    public static TableSchema Schema { get; } = new("similarity", 2,
        new TableColumn("producer", ColumnKind.Id), new("neighbor", ColumnKind.Id), new("cosine", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, SimilarityGraph similarity, Execution execution) =>
        MatrixTable.Write(path, Schema, similarity.Cosines, Axis.Users("producer", producers), Axis.Users("neighbor", producers), [MatrixTable.Scores(similarity.Cosines.Values!)], execution);

    /// <param name="path">A file that <see cref="Write"/> made.</param>
    /// <param name="producers">All producers of the graph.</param>
    /// <param name="edgesAboveThreshold">Told by the manifest; the table holds only the edges kept.</param>
    /// <exception cref="TableFormatException">The file is damaged, or an edge is unknown, double, one-sided, to itself or out of range.</exception>
    public static SimilarityGraph Read(string path, NodeIndex producers, long edgesAboveThreshold)
    {
        using var table = TableReader.Open(path, Schema);
        var cosines = MatrixTable.Read(table, Axis.Users("producer", producers), Axis.Users("neighbor", producers), "cosine", MatrixTable.MaxCosine);
        for (var row = 0; row < cosines.RowCount; row++)
        {
            var neighbors = cosines.RowKeys(row);
            for (var i = 0; i < neighbors.Length; i++)
            {
                if (neighbors[i] == row) throw new TableFormatException(path, $"expected no edge from a producer to itself, found one for {producers.NameAt(row)}.");
                if (cosines[neighbors[i], row].Equals(cosines.RowValues(row)[i])) continue;
                throw new TableFormatException(path, $"expected each edge in both directions, found {producers.NameAt(row)} to {producers.NameAt(neighbors[i])} in one, or with another cosine.");
            }
        }

        return new(cosines, edgesAboveThreshold);
    }
}
