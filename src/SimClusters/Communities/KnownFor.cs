using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>V: which community each producer is known for, and how strongly. At most one a producer.</summary>
/// <remarks>Memory: 8 bytes a producer.</remarks>
public sealed class KnownFor
{
    /// <summary>The cluster of a producer that has none.</summary>
    public const int None = -1;

    /// <param name="clusterCount">Clusters, empty ones included.</param>
    /// <param name="clusters">By producer row: its cluster, or <see cref="None"/>.</param>
    /// <param name="scores">By producer row: its affiliation in [0, 1]; 0 where it has no cluster, and where it has no neighbour in the one it has.</param>
    /// <exception cref="ArgumentException">The arrays' lengths differ.</exception>
    public KnownFor(int clusterCount, int[] clusters, float[] scores)
    {
        if (clusters.Length != scores.Length)
            throw new ArgumentException($"{clusters.Length:N0} clusters need as many scores, found {scores.Length:N0}.", nameof(scores));
        ClusterCount = clusterCount;
        Clusters = clusters;
        Scores = scores;
    }

    public int ProducerCount => Clusters.Length;

    public int ClusterCount { get; }

    public int[] Clusters { get; }

    public float[] Scores { get; }

    /// <summary>V as a matrix, producers × clusters, of all scores above 0; the caller disposes it.</summary>
    /// <remarks>A score of 0 adds nothing to a sum, and must not count as social proof.</remarks>
    public SparseMatrix ToMatrix()
    {
        var offsets = new NativeArray<long>(ProducerCount + 1L);
        for (var row = 0; row < ProducerCount; row++)
            offsets[row + 1] = offsets[row] + (IsEntry(row) ? 1 : 0);
        var keys = new NativeArray<int>(offsets[ProducerCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        for (var row = 0; row < ProducerCount; row++)
        {
            if (!IsEntry(row)) continue;
            keys[offsets[row]] = Clusters[row];
            values[offsets[row]] = Scores[row];
        }

        return new(ClusterCount, offsets, keys, values);
    }

    bool IsEntry(int row) => Clusters[row] != None && Scores[row] != 0;
}
