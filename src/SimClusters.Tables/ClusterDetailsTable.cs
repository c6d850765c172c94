using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_details: how many care about each cluster, how much, and what share of its members is marked as not safe for work.</summary>
/// <remarks>
/// cluster INT32 from 1 on; member_count and three counts of consumers INT32, named as published; for each of follow, fav and log_fav: mean, standard_deviation, min, p25, p50, p75, p95 and max of
/// the scores above 0, DOUBLE; fraction_known_for_marked_nsfw_user DOUBLE. Ascending by cluster; clusters without a consumer or without a member have no row. Some 200 bytes a row.
/// </remarks>
public static class ClusterDetailsTable
{
    static readonly string[] s_scores = ["follow_score", "fav_score", "log_fav_score"];

    static readonly (string Name, Func<InterestDistribution, double> Value)[] s_figures =
    [
        ("mean", one => one.Mean), ("standard_deviation", one => one.StandardDeviation), ("min", one => one.Min), ("p25", one => one.P25), ("p50", one => one.P50), ("p75", one => one.P75),
        ("p95", one => one.P95), ("max", one => one.Max),
    ];

    public static TableSchema Schema { get; } = new("cluster_details", 1,
    [
        new TableColumn("cluster", ColumnKind.Integer), new("member_count", ColumnKind.Integer), new("num_users_with_any_non_zero_score", ColumnKind.Integer),
        new("num_users_with_non_zero_follow_score", ColumnKind.Integer), new("num_users_with_non_zero_fav_score", ColumnKind.Integer),
        .. s_scores.SelectMany(score => s_figures.Select(figure => new TableColumn($"{score}_{figure.Name}", ColumnKind.Norm))),
        new("fraction_known_for_marked_nsfw_user", ColumnKind.Norm),
    ]);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ClusterDetails details, Execution execution)
    {
        var columns = new RecordColumns<int>([.. Enumerable.Range(0, details.ClusterRows.Length)]);
        InterestDistribution[][] scores = [details.FollowScores, details.FavScores, details.LogFavScores];
        TableWriter.Write(path, Schema, details.ClusterRows.Length,
        [
            columns.Of(row => ClusterId.FromRow(details.ClusterRows[row]).Value), columns.Of(row => details.MemberCounts[row]), columns.Of(row => details.ConsumerCounts[row]),
            columns.Of(row => details.FollowScores[row].Count), columns.Of(row => At(details.FavScores, row).Count),
            .. scores.SelectMany(score => s_figures.Select(figure => columns.Of(row => figure.Value(At(score, row))))),
            columns.Of(row => At(details.SensitiveShares, row)),
        ], execution);
    }

    // What is not known is empty, and stands as zeros.
    static T At<T>(T[] values, int row)
        where T : struct => values.Length == 0 ? default : values[row];
}
