using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_changes: what became of each cluster since the model before; in models that an update has made.</summary>
/// <remarks>
/// cluster INT32 from 1 on; members_before, members_after, stayed, joined and left INT32; is_compared BOOLEAN, false where both sides have too few members; cosine DOUBLE of the members'
/// affiliations before and after, 0 where not compared. Ascending by cluster. Some 20 bytes a row.
/// </remarks>
public static class ClusterChangesTable
{
    public static TableSchema Schema { get; } = new("cluster_changes", 1,
        new TableColumn("cluster", ColumnKind.Integer), new("members_before", ColumnKind.Integer), new("members_after", ColumnKind.Integer), new("stayed", ColumnKind.Integer),
        new("joined", ColumnKind.Integer), new("left", ColumnKind.Integer), new("is_compared", ColumnKind.Flag), new("cosine", ColumnKind.Norm));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ClusterChange> changes, Execution execution)
    {
        var columns = new RecordColumns<int>([.. Enumerable.Range(0, changes.Count)]);
        TableWriter.Write(path, Schema, changes.Count,
        [
            columns.Of(row => ClusterId.FromRow(row).Value), columns.Of(row => changes[row].BeforeCount), columns.Of(row => changes[row].AfterCount), columns.Of(row => changes[row].StayedCount),
            columns.Of(row => changes[row].JoinedCount), columns.Of(row => changes[row].LeftCount), columns.Of(row => changes[row].Cosine is not null), columns.Of(row => changes[row].Cosine ?? 0),
        ], execution);
    }
}
