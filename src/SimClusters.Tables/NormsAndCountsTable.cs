using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>norms_and_counts: what each producer's audience comes to, over all edges, before a consumer's are cut.</summary>
/// <remarks>
/// producer (id), follower_l2_norm and faver_l2_norm DOUBLE, follower_count and faver_count INT32, six more DOUBLE as published: the sums of favourite weights on favourite and on follow
/// edges, plain and as log10(1 + w), and the norm of the latter. Ascending by producer; zeros where nothing is known of favourites. Some 45 bytes a row on disk, 6 without favourites.
/// </remarks>
public static class NormsAndCountsTable
{
    public static TableSchema Schema { get; } = new("norms_and_counts", 1,
        new TableColumn("producer", ColumnKind.Id), new("follower_l2_norm", ColumnKind.Norm), new("faver_l2_norm", ColumnKind.Norm), new("follower_count", ColumnKind.Integer),
        new("faver_count", ColumnKind.Integer), new("fav_weights_on_fav_edges_sum", ColumnKind.Norm), new("fav_weights_on_follow_edges_sum", ColumnKind.Norm), new("log_fav_l2_norm", ColumnKind.Norm),
        new("log_fav_weights_on_fav_edges_sum", ColumnKind.Norm), new("log_fav_weights_on_follow_edges_sum", ColumnKind.Norm));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex producers, NormsAndCounts norms, Execution execution) => TableWriter.Write(path, Schema, producers.Count,
    [
        ColumnSource.Ids(producers, (first, rows) => { for (var i = 0; i < rows.Length; i++) rows[i] = (int)first + i; }),
        new ValueColumn<double>((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = norms.FollowerNorm((int)first + i); }),
        Column(norms.FaverNorms), Column(norms.FollowerCounts), Column(norms.FaverCounts), Column(norms.FavSumsOnFavEdges), Column(norms.FavSumsOnFollowEdges),
        Column(norms.LogFavNorms), Column(norms.LogFavSumsOnFavEdges), Column(norms.LogFavSumsOnFollowEdges),
    ], execution);

    // An array that is empty stands for zeros.
    static ValueColumn<T> Column<T>(T[] values)
        where T : unmanaged => new((first, span) =>
        {
            if (values.Length == 0) span.Clear();
            else values.AsSpan((int)first, span.Length).CopyTo(span);
        });
}
