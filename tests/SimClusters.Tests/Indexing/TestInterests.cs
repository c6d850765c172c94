using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tests.Indexing;

/// <summary>Interests written down: by user, the score of each cluster. All scores are the same, and norms are 1 unless given.</summary>
static class TestInterests
{
    internal static (NodeIndex Consumers, InterestedIn Interests) Of(int clusterCount, IReadOnlyDictionary<long, (int Cluster, float Score)[]> users, double[]? norms = null)
    {
        var ids = users.Keys.Order().ToArray();
        return (NodeIndex.FromIntegers(NativeArray<long>.From(ids)), Of(clusterCount, [.. ids.Select(id => users[id])], norms));
    }

    internal static InterestedIn Of(int clusterCount, IReadOnlyList<(int Cluster, float Score)[]> rows, double[]? norms = null)
    {
        var matrix = SparseMatrix.FromRows(clusterCount, rows);
        return new(
            new(clusterCount, matrix.Offsets, matrix.Keys, null), [.. Enumerable.Range(0, InterestedIn.ScoreCount).Select(_ => NativeArray<float>.From(matrix.Values!.AsSpan()))],
            new(matrix.EntryCount), new(matrix.EntryCount), [.. Enumerable.Repeat(norms ?? [.. Enumerable.Repeat(1.0, clusterCount)], InterestedIn.ScoreCount)], new int[clusterCount], 0, 0);
    }
}
