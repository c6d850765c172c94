using SimClusters.Communities;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>A cluster in figures.</summary>
/// <param name="MemberCount">Producers known for it.</param>
/// <param name="ConsumerCount">Consumers who care about it and pass social proof, before each is cut to the strongest.</param>
/// <param name="FollowNorm">L2 norm of their follow scores.</param>
/// <param name="FollowProducerNormalizedNorm">L2 norm of their producer-normalised follow scores.</param>
public readonly record struct ClusterRow(ClusterId Cluster, int MemberCount, int ConsumerCount, double FollowNorm, double FollowProducerNormalizedNorm);

/// <summary>clusters: one row a cluster, empty ones included.</summary>
/// <remarks>
/// cluster INT32, 1 to k, member_count and consumer_count INT32, follow_norm and follow_producer_normalized_norm DOUBLE; ascending by cluster.
/// Some 24 bytes a row.
/// </remarks>
public static class ClustersTable
{
    public static TableSchema Schema { get; } = new("clusters", 1,
        new TableColumn("cluster", ColumnKind.Integer), new("member_count", ColumnKind.Integer), new("consumer_count", ColumnKind.Integer),
        new("follow_norm", ColumnKind.Norm), new("follow_producer_normalized_norm", ColumnKind.Norm));

    /// <summary>The figures of all clusters of a model.</summary>
    /// <param name="memberCounts">By cluster row, from <see cref="CountMembers"/>.</param>
    public static IReadOnlyList<ClusterRow> Rows(IReadOnlyList<int> memberCounts, InterestedIn interestedIn) =>
        [.. memberCounts.Select((count, row) => new ClusterRow(ClusterId.FromRow(row), count, interestedIn.ConsumerCounts[row], interestedIn.FollowNorms[row], interestedIn.ProducerNormalizedNorms[row]))];

    /// <summary>Producers known for each cluster row.</summary>
    public static int[] CountMembers(KnownFor knownFor)
    {
        var counts = new int[knownFor.ClusterCount];
        foreach (var cluster in knownFor.Clusters)
            if (cluster != KnownFor.None) counts[cluster]++;
        return counts;
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ClusterRow> rows, Execution execution) => TableWriter.Write(path, Schema, rows.Count,
    [
        Column(rows, row => row.Cluster.Value), Column(rows, row => row.MemberCount), Column(rows, row => row.ConsumerCount),
        Column(rows, row => row.FollowNorm), Column(rows, row => row.FollowProducerNormalizedNorm),
    ], execution);

    /// <returns>Clusters 1 to k.</returns>
    /// <exception cref="TableFormatException">The file is damaged, or the clusters are not 1 to k.</exception>
    public static IReadOnlyList<ClusterRow> Read(string path)
    {
        using var table = TableReader.Open(path, Schema);
        var clusters = table.Read<int>("cluster", table.AllRows);
        var members = table.Read<int>("member_count", table.AllRows);
        var consumers = table.Read<int>("consumer_count", table.AllRows);
        var norms = table.Read<double>("follow_norm", table.AllRows);
        var producerNorms = table.Read<double>("follow_producer_normalized_norm", table.AllRows);
        var rows = new ClusterRow[clusters.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            if (clusters[row] != row + 1) throw new TableFormatException(path, $"row {row + 1:N0}: expected cluster {row + 1:N0}, found {clusters[row]:N0}.");
            rows[row] = new(new(clusters[row]), members[row], consumers[row], norms[row], producerNorms[row]);
        }

        return rows;
    }

    static ValueColumn<T> Column<T>(IReadOnlyList<ClusterRow> rows, Func<ClusterRow, T> value)
        where T : unmanaged =>
        new((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = value(rows[(int)first + i]); });
}
