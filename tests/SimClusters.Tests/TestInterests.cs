using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tests;

/// <summary>Interests from what one would write down.</summary>
static class TestInterests
{
    /// <summary>Scores of each consumer's clusters, rows from 0; norms are over what is given.</summary>
    internal static InterestedIn Of(int clusterCount, params (int Cluster, float Follow, float Fav, float LogFav)[][] rows)
    {
        rows = [.. rows.Select(row => row.OrderBy(entry => entry.Cluster).ToArray())];
        var all = rows.SelectMany(row => row).ToArray();
        return Made(clusterCount, rows, [All(all, entry => entry.Follow), All(all, entry => entry.Follow), All(all, entry => entry.Fav), All(all, entry => entry.Fav), All(all, entry => entry.LogFav)]);
    }

    /// <summary>The same of follows alone.</summary>
    internal static InterestedIn OfFollows(int clusterCount, params (int Cluster, float Follow)[][] rows)
    {
        var given = rows.Select(row => row.OrderBy(entry => entry.Cluster).Select(entry => (entry.Cluster, entry.Follow, 0f, 0f)).ToArray()).ToArray();
        var all = given.SelectMany(row => row).ToArray();
        return Made(clusterCount, given, [All(all, entry => entry.Follow), All(all, entry => entry.Follow)]);
    }

    static InterestedIn Made(int clusterCount, (int Cluster, float Follow, float Fav, float LogFav)[][] rows, NativeArray<float>[] scores)
    {
        var entries = SparseMatrix.FromRows(clusterCount, [.. rows.Select(row => row.Select(entry => entry.Cluster).ToArray())]);
        var norms = scores.Select(score => new SparseMatrix(clusterCount, entries.Offsets, entries.Keys, score).ColumnNorms(new(1))).ToArray();
        int[] counts = [.. Enumerable.Range(0, clusterCount).Select(cluster => rows.Count(row => row.Any(entry => entry.Cluster == cluster)))];
        return new(entries, scores, new NativeArray<int>(entries.EntryCount), scores.Length > InterestedIn.FollowScoreCount ? new NativeArray<int>(entries.EntryCount) : null, norms, counts, 0, 0);
    }

    static NativeArray<float> All<T>(T[] entries, Func<T, float> score) => NativeArray<float>.From([.. entries.Select(score)]);
}
