using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>interested_in: the clusters each consumer cares about, by whom they follow and like, in every weighting of the published tables.</summary>
/// <remarks>
/// consumer (id), cluster INT32 from 1 on, ten FLOAT ≥ 0 and three INT32, named as the fields of UserToInterestedInClusterScores in T/interests.thrift; ascending by consumer, then cluster.
/// What is cluster-normalised is computed while writing. Without favourites their columns are zeros, and take next to no room. Some 40 bytes a row on disk with favourites, 18 without.
/// </remarks>
public static class InterestedInTable
{
    static readonly (InterestScore Score, string Plain, string ClusterNormalized)[] s_scores =
    [
        (InterestScore.Follow, "follow_score", "follow_score_cluster_normalized_only"),
        (InterestScore.FollowProducerNormalized, "follow_score_producer_normalized_only", "follow_score_cluster_and_producer_normalized"),
        (InterestScore.Fav, "fav_score", "fav_score_cluster_normalized_only"),
        (InterestScore.FavProducerNormalized, "fav_score_producer_normalized_only", "fav_score_cluster_and_producer_normalized"),
        (InterestScore.LogFav, "log_fav_score", "log_fav_score_cluster_normalized_only"),
    ];

    public static TableSchema Schema { get; } = new("interested_in", 2,
    [
        new TableColumn("consumer", ColumnKind.Id), new("cluster", ColumnKind.Integer),
        .. s_scores.SelectMany(score => new[] { new TableColumn(score.Plain, ColumnKind.Score), new(score.ClusterNormalized, ColumnKind.Score) }),
        new("num_users_being_followed", ColumnKind.Integer), new("num_users_that_were_faved", ColumnKind.Integer), new("num_users_interested_in_this_cluster_upper_bound", ColumnKind.Integer),
    ]);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex consumers, InterestedIn interestedIn, Execution execution) => MatrixTable.Write(
        path, Schema, interestedIn.Entries, Axis.Users("consumer", consumers), Axis.Clusters(interestedIn.ClusterCount),
        [
            .. s_scores.SelectMany(score => new IColumnSource[] { MatrixTable.ScoresOrZeros(interestedIn.Scores(score.Score)), ClusterNormalized(interestedIn, score.Score) }),
            Counts(interestedIn.FollowedCounts), Counts(interestedIn.FavedCounts),
            new ValueColumn<int>((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = interestedIn.ConsumerCounts[interestedIn.Entries.Keys[first + i]]; }),
        ], execution);

    /// <param name="path">A file that <see cref="Write"/> made.</param>
    /// <param name="consumers">All consumers of the graph, those without a row included.</param>
    /// <param name="clusters">The norms, from <see cref="ClustersTable.Read"/>.</param>
    /// <param name="maxConsumersPerCluster">Clusters with so many consumers or more are left out: nobody is told apart by what all care about. Null takes all; published readers: 5,000,000.</param>
    /// <param name="removedBySocialProof">Told by the manifest.</param>
    /// <param name="removedByTruncation">Told by the manifest.</param>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double or out of range.</exception>
    public static InterestedIn Read(
        string path, NodeIndex consumers, IReadOnlyList<ClusterRow> clusters, int? maxConsumersPerCluster = null, long removedBySocialProof = 0, long removedByTruncation = 0)
    {
        using var table = TableReader.Open(path, Schema);
        var hasFavourites = clusters.Any(cluster => cluster.FavNorm > 0);
        var scores = s_scores.Take(hasFavourites ? InterestedIn.ScoreCount : InterestedIn.FollowScoreCount).ToArray();
        var first = MatrixTable.Read(table, Axis.Users("consumer", consumers), Axis.Clusters(clusters.Count), scores[0].Plain, acceptsZero: true);
        var all = new InterestedIn(
            new SparseMatrix(clusters.Count, first.Offsets, first.Keys, null),
            [first.Values!, .. scores.Skip(1).Select(score => MatrixTable.ReadScores(table, score.Plain, acceptsZero: true))],
            ReadCounts(table, "num_users_being_followed"), hasFavourites ? ReadCounts(table, "num_users_that_were_faved") : null,
            [.. scores.Select(score => clusters.Select(cluster => cluster.NormOf(score.Score)).ToArray())], [.. clusters.Select(cluster => cluster.ConsumerCount)],
            removedBySocialProof, removedByTruncation);
        return maxConsumersPerCluster is { } max && clusters.Any(cluster => cluster.ConsumerCount >= max) ? all.WithoutClustersOf(max) : all;
    }

    static ValueColumn<int> Counts(NativeArray<int>? counts) => new((first, values) =>
    {
        if (counts is null) values.Clear();
        else counts.Slice(first, values.Length).CopyTo(values);
    });

    static ValueColumn<float> ClusterNormalized(InterestedIn interestedIn, InterestScore score)
    {
        var norms = interestedIn.Norms(score);
        var scores = interestedIn.Scores(score);
        return new((first, values) =>
        {
            values.Clear();
            if (scores is null) return;
            var keys = interestedIn.Entries.Keys.Slice(first, values.Length);
            var numerators = scores.Slice(first, values.Length);
            for (var i = 0; i < values.Length; i++)
                if (norms[keys[i]] > 0) values[i] = (float)(numerators[i] / norms[keys[i]]);
        });
    }

    static NativeArray<int> ReadCounts(TableReader table, string column)
    {
        var counts = new NativeArray<int>(table.RowCount, cleared: false);
        table.Scan<int>(table.Schema.IndexOf(column), table.AllRows, (first, values) => values.CopyTo(counts.Slice(first, values.Length)));
        return counts;
    }
}
