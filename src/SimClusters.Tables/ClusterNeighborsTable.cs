using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_neighbors: which clusters have an audience in common.</summary>
/// <remarks>
/// cluster and neighbor INT32 from 1 on, and three FLOAT in [0, 1]: the cosines of their columns by followScore, favScore and logFavScore, of which one at least is above the option's
/// minimum; ascending by cluster, then neighbor (not by cosine). Some 14 bytes a row on disk.
/// </remarks>
public static class ClusterNeighborsTable
{
    public static TableSchema Schema { get; } = new("cluster_neighbors", 2,
        new TableColumn("cluster", ColumnKind.Integer), new("neighbor", ColumnKind.Integer), new("follow_cosine_similarity", ColumnKind.Score), new("fav_cosine_similarity", ColumnKind.Score),
        new("log_fav_cosine_similarity", ColumnKind.Score));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ClusterNeighbors neighbors, Execution execution) => MatrixTable.Write(
        path, Schema, neighbors.Pairs, Axis.Clusters(neighbors.ClusterCount), Axis.Clusters(neighbors.ClusterCount, "neighbor"),
        [MatrixTable.ScoresOrZeros(neighbors.FollowCosines), MatrixTable.ScoresOrZeros(neighbors.FavCosines), MatrixTable.ScoresOrZeros(neighbors.LogFavCosines)], execution);
}
