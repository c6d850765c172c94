using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>A cluster: what it is called, its size, and the norms that scores are divided by.</summary>
/// <param name="Label">What sets its members apart, in a few words.</param>
/// <param name="MemberCount">Producers known for it.</param>
/// <param name="ConsumerCount">Consumers who care about it and pass social proof, before each is cut to the strongest.</param>
/// <param name="FollowNorm">L2 norm of their follow scores; the others likewise.</param>
public sealed record ClusterRow(
    ClusterId Cluster, string Label, int MemberCount, int ConsumerCount, double FollowNorm, double FollowProducerNormalizedNorm, double FavNorm, double FavProducerNormalizedNorm, double LogFavNorm)
{
    public double NormOf(InterestScore score) => score switch
    {
        InterestScore.Follow => FollowNorm,
        InterestScore.FollowProducerNormalized => FollowProducerNormalizedNorm,
        InterestScore.Fav => FavNorm,
        InterestScore.FavProducerNormalized => FavProducerNormalizedNorm,
        _ => LogFavNorm,
    };
}

/// <summary>clusters: one row a cluster, empty ones included.</summary>
/// <remarks>
/// cluster INT32, 1 to k, label string, member_count and consumer_count INT32, five norms DOUBLE, 0 for those of favourites where nothing is known of them; ascending by cluster. Some 60 bytes a row.
/// </remarks>
public static class ClustersTable
{
    public static TableSchema Schema { get; } = new("clusters", 1,
        new TableColumn("cluster", ColumnKind.Integer), new("label", ColumnKind.Word), new("member_count", ColumnKind.Integer), new("consumer_count", ColumnKind.Integer),
        new("follow_norm", ColumnKind.Norm), new("follow_producer_normalized_norm", ColumnKind.Norm), new("fav_norm", ColumnKind.Norm), new("fav_producer_normalized_norm", ColumnKind.Norm),
        new("log_fav_norm", ColumnKind.Norm));

    /// <summary>The rows of a model's clusters.</summary>
    /// <param name="labels">By cluster row.</param>
    /// <param name="memberCounts">By cluster row, from <see cref="CountMembers"/>.</param>
    public static IReadOnlyList<ClusterRow> Rows(IReadOnlyList<ClusterLabel> labels, IReadOnlyList<int> memberCounts, InterestedIn interestedIn)
    {
        var norms = Enum.GetValues<InterestScore>().Select(interestedIn.Norms).ToArray();
        return
        [
            .. memberCounts.Select((count, row) => new ClusterRow(
                ClusterId.FromRow(row), labels[row].Text, count, interestedIn.ConsumerCounts[row], norms[0][row], norms[1][row], norms[2][row], norms[3][row], norms[4][row])),
        ];
    }

    /// <summary>Producers known for each cluster row.</summary>
    public static int[] CountMembers(KnownFor knownFor)
    {
        var counts = new int[knownFor.ClusterCount];
        foreach (var cluster in knownFor.Clusters)
            if (cluster != KnownFor.None) counts[cluster]++;
        return counts;
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ClusterRow> rows, Execution execution)
    {
        var columns = new RecordColumns<ClusterRow>(rows);
        using var labels = columns.Texts(row => row.Label);
        TableWriter.Write(path, Schema, rows.Count,
        [
            columns.Of(row => row.Cluster.Value), RecordColumns<ClusterRow>.Of(labels), columns.Of(row => row.MemberCount), columns.Of(row => row.ConsumerCount),
            .. Enum.GetValues<InterestScore>().Select(score => columns.Of(row => row.NormOf(score))),
        ], execution);
    }

    /// <returns>Clusters 1 to k.</returns>
    /// <exception cref="TableFormatException">The file is damaged, or the clusters are not 1 to k.</exception>
    public static IReadOnlyList<ClusterRow> Read(string path)
    {
        using var table = TableReader.Open(path, Schema);
        var clusters = table.Read<int>("cluster", table.AllRows);
        var labels = table.ReadTexts("label", table.AllRows);
        var members = table.Read<int>("member_count", table.AllRows);
        var consumers = table.Read<int>("consumer_count", table.AllRows);
        var norms = Schema.Columns.Where(column => column.Kind == ColumnKind.Norm).Select(column => table.Read<double>(column.Name, table.AllRows)).ToArray();
        var rows = new ClusterRow[clusters.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            if (clusters[row] != row + 1) throw new TableFormatException(path, $"row {row + 1:N0}: expected cluster {row + 1:N0}, found {clusters[row]:N0}.");
            rows[row] = new(new(clusters[row]), labels[row], members[row], consumers[row], norms[0][row], norms[1][row], norms[2][row], norms[3][row], norms[4][row]);
        }

        return rows;
    }
}
