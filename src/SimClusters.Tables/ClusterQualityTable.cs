using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_quality: how well each cluster explains the similarity graph.</summary>
/// <remarks>cluster and size INT32, and the seven measures of the published ClusterQuality, DOUBLE; ascending by cluster, 1 to k. Some 60 bytes a row.</remarks>
public static class ClusterQualityTable
{
    public static TableSchema Schema { get; } = new("cluster_quality", 1,
        new TableColumn("cluster", ColumnKind.Integer), new("size", ColumnKind.Integer), new("unweighted_recall", ColumnKind.Norm), new("unweighted_recall_denominator", ColumnKind.Norm),
        new("weighted_recall", ColumnKind.Norm), new("weighted_recall_denominator", ColumnKind.Norm), new("relative_precision_numerator", ColumnKind.Norm), new("relative_precision", ColumnKind.Norm),
        new("weight_and_product_of_node_scores_correlation", ColumnKind.Norm));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ClusterQuality> clusters, Execution execution)
    {
        var columns = new RecordColumns<int>([.. Enumerable.Range(0, clusters.Count)]);
        TableWriter.Write(path, Schema, clusters.Count,
        [
            columns.Of(row => ClusterId.FromRow(row).Value), columns.Of(row => clusters[row].Size), columns.Of(row => clusters[row].UnweightedRecall),
            columns.Of(row => (double)clusters[row].UnweightedRecallDenominator), columns.Of(row => clusters[row].WeightedRecall), columns.Of(row => clusters[row].WeightedRecallDenominator),
            columns.Of(row => clusters[row].RelativePrecisionNumerator), columns.Of(row => clusters[row].RelativePrecision), columns.Of(row => clusters[row].Correlation),
        ], execution);
    }

    internal static ClusterQuality Read(ModelLookup lookup, ClusterId cluster)
    {
        var (table, rows) = lookup.Find(Schema, cluster);
        double At(string column) => table.Read<double>(column, rows)[0];
        return new()
        {
            Size = table.Read<int>("size", rows)[0],
            UnweightedRecallDenominator = (long)At("unweighted_recall_denominator"),
            EdgesInside = (long)Math.Round(At("unweighted_recall") * At("unweighted_recall_denominator")),
            WeightedRecallDenominator = At("weighted_recall_denominator"),
            WeightInside = At("weighted_recall") * At("weighted_recall_denominator"),
            RelativePrecision = At("relative_precision"),
            Correlation = At("weight_and_product_of_node_scores_correlation"),
        };
    }
}
