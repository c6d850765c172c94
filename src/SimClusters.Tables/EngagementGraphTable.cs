using SimClusters.Engagements;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>engagement_graph: whom each consumer follows or likes, and how much each edge counts; a consumer's edges cut to the strongest.</summary>
/// <remarks>
/// consumer (id), producer (id), is_followed BOOLEAN, and five FLOAT ≥ 0 of the published NeighborWithWeights: 1/√followers of a follow, the weight of the favourites (half-life 100 days
/// unless another was asked for), that over its producer's norm, log10(1 + weight), and that over its producer's norm. Ascending by consumer, then producer. The quotients
/// are made while writing. Some 13 bytes a row on disk, 5 without favourites.
/// </remarks>
public static class EngagementGraphTable
{
    public static TableSchema Schema { get; } = new("engagement_graph", 2,
        new TableColumn("consumer", ColumnKind.Id), new("producer", ColumnKind.Id), new("is_followed", ColumnKind.Flag), new("follow_score_normalized_by_neighbor_followers_l2", ColumnKind.Score),
        new("fav_score_half_life_100_days", ColumnKind.Score), new("fav_score_half_life_100_days_normalized_by_neighbor_favers_l2", ColumnKind.Score), new("log_fav_score", ColumnKind.Score),
        new("log_fav_score_l2_normalized", ColumnKind.Score));

    /// <returns>Edges written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(string path, EngagementGraph graph, Execution execution)
    {
        var starts = EngagementCursor.StartsOf(graph);
        TableWriter.Write(path, Schema, starts[^1],
        [
            ColumnSource.Ids(graph.Consumers, Fill(graph, starts, cursor => cursor.ConsumerRow)), ColumnSource.Ids(graph.Producers, Fill(graph, starts, cursor => cursor.ProducerRow)),
            new ValueColumn<bool>(Fill(graph, starts, cursor => cursor.IsFollowed)), new ValueColumn<float>(Fill(graph, starts, cursor => cursor.FollowOverNorm)),
            new ValueColumn<float>(Fill(graph, starts, cursor => cursor.Fav)), new ValueColumn<float>(Fill(graph, starts, cursor => cursor.FavOverNorm)),
            new ValueColumn<float>(Fill(graph, starts, cursor => cursor.LogFav)), new ValueColumn<float>(Fill(graph, starts, cursor => cursor.LogFavOverNorm)),
        ], execution);
        return starts[^1];
    }

    static ColumnFill<T> Fill<T>(EngagementGraph graph, long[] starts, Func<EngagementCursor, T> field) => (first, values) =>
    {
        var cursor = new EngagementCursor(graph, starts);
        cursor.Seek(first);
        for (var i = 0; i < values.Length && cursor.MoveNext(); i++) values[i] = field(cursor);
    };
}
