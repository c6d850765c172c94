using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>interested_in: the clusters each consumer cares about, by whom they follow, in the four weightings of the published tables.</summary>
/// <remarks>
/// consumer (id), cluster INT32 from 1 on, follow_score FLOAT &gt; 0, and three FLOAT ≥ 0: follow_score over its cluster's norm, the
/// producer-normalised score, and that over its cluster's norm; ascending by consumer, then cluster. The quotients are computed while writing.
/// Some 16 bytes a row on disk.
/// </remarks>
public static class InterestedInTable
{
    public static TableSchema Schema { get; } = new("interested_in", 2,
        new TableColumn("consumer", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("follow_score", ColumnKind.Score),
        new("follow_score_cluster_normalized_only", ColumnKind.Score), new("follow_score_producer_normalized_only", ColumnKind.Score),
        new("follow_score_cluster_and_producer_normalized", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex consumers, InterestedIn interestedIn, Execution execution)
    {
        var matrix = interestedIn.FollowScores;
        MatrixTable.Write(path, Schema, matrix, Axis.Users("consumer", consumers), Axis.Clusters(interestedIn.ClusterCount),
        [
            MatrixTable.Scores(matrix.Values!),
            Quotients(matrix, matrix.Values!, interestedIn.FollowNorms),
            MatrixTable.Scores(interestedIn.ProducerNormalizedScores),
            Quotients(matrix, interestedIn.ProducerNormalizedScores, interestedIn.ProducerNormalizedNorms),
        ], execution);
    }

    /// <param name="path">A file that <see cref="Write"/> made.</param>
    /// <param name="consumers">All consumers of the graph, those without a row included.</param>
    /// <param name="clusters">The norms, from <see cref="ClustersTable.Read"/>.</param>
    /// <param name="removedBySocialProof">Told by the manifest.</param>
    /// <param name="removedByTruncation">Told by the manifest.</param>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static InterestedIn Read(
        string path, NodeIndex consumers, IReadOnlyList<ClusterRow> clusters, long removedBySocialProof = 0, long removedByTruncation = 0)
    {
        using var table = TableReader.Open(path, Schema);
        var scores = MatrixTable.Read(table, Axis.Users("consumer", consumers), Axis.Clusters(clusters.Count), "follow_score");
        return new(
            scores, MatrixTable.ReadScores(table, "follow_score_producer_normalized_only"),
            [.. clusters.Select(cluster => cluster.FollowNorm)], [.. clusters.Select(cluster => cluster.FollowProducerNormalizedNorm)],
            [.. clusters.Select(cluster => cluster.ConsumerCount)], removedBySocialProof, removedByTruncation);
    }

    static ValueColumn<float> Quotients(SparseMatrix matrix, NativeArray<float> scores, double[] norms) => new((first, values) =>
    {
        var keys = matrix.Keys.Slice(first, values.Length);
        var numerators = scores.Slice(first, values.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = norms[keys[i]] > 0 ? (float)(numerators[i] / norms[keys[i]]) : 0;
    });
}
