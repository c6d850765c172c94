using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>Which clusters have an audience in common: clusters × clusters, the cosines of their columns of U.</summary>
/// <remarks>
/// The diagonal is empty. Symmetric unless a limit a cluster was set. Memory: 16 bytes a pair in each direction, 8 without favourites, and 8 a cluster. Source:
/// neighborClusters of ClusterDetails, T/clustering.thrift; offline.md §9.
/// </remarks>
public sealed class ClusterNeighbors : IDisposable
{
    /// <param name="pairs">Clusters × clusters, unweighted.</param>
    /// <param name="followCosines">By pair: cosine of the followScores, 0 to 1.</param>
    /// <param name="favCosines">By pair: of the favScores; null without favourites.</param>
    /// <param name="logFavCosines">By pair: of the logFavScores; null without favourites.</param>
    /// <exception cref="ArgumentException">The arrays' lengths disagree.</exception>
    public ClusterNeighbors(SparseMatrix pairs, NativeArray<float> followCosines, NativeArray<float>? favCosines, NativeArray<float>? logFavCosines)
    {
        NativeArray<float>?[] kinds = [followCosines, favCosines, logFavCosines];
        if (kinds.Any(cosines => cosines is not null && cosines.Length != pairs.EntryCount))
            throw new ArgumentException($"{pairs.EntryCount:N0} pairs need as many cosines of each kind.", nameof(followCosines));
        Pairs = pairs;
        FollowCosines = followCosines;
        FavCosines = favCosines;
        LogFavCosines = logFavCosines;
    }

    public SparseMatrix Pairs { get; }

    public NativeArray<float> FollowCosines { get; }

    public NativeArray<float>? FavCosines { get; }

    public NativeArray<float>? LogFavCosines { get; }

    public int ClusterCount => Pairs.RowCount;

    /// <summary>The neighbours of one cluster, the strongest first, ties to the lower cluster.</summary>
    public ClusterNeighbor[] Of(int clusterRow)
    {
        var start = Pairs.Offsets[clusterRow];
        var neighbors = new ClusterNeighbor[Pairs.RowLength(clusterRow)];
        for (var i = 0; i < neighbors.Length; i++)
            neighbors[i] = new(Pairs.Keys[start + i], new(FollowCosines[start + i], FavCosines?[start + i] ?? 0, LogFavCosines?[start + i] ?? 0));
        return [.. neighbors.OrderByDescending(neighbor => neighbor.Cosines.Strength)];
    }

    public void Dispose()
    {
        Pairs.Dispose();
        FollowCosines.Dispose();
        FavCosines?.Dispose();
        LogFavCosines?.Dispose();
    }
}

/// <summary>One neighbour of a cluster.</summary>
/// <param name="ClusterRow">The neighbour.</param>
/// <param name="Cosines">How much audience it shares.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClusterNeighbor(int ClusterRow, NeighborCosines Cosines);

/// <summary>The cosines of two clusters' columns of U, 0 to 1; those of favourites are 0 where nothing is known of them.</summary>
public readonly record struct NeighborCosines(float Follow, float Fav, float LogFav)
{
    /// <summary>What neighbours are ordered by, as published: (follow + logFav) / 2.</summary>
    public float Strength => (Follow + LogFav) / 2;
}
