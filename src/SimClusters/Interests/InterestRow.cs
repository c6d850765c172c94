using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SimClusters.Engagements;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>What one producer adds to its cluster: its KnownFor score s, plain and over its norms. 16 bytes, so that a large V stays in the cache.</summary>
/// <param name="Cluster">The cluster row, or −1.</param>
/// <param name="Affinity">s.</param>
/// <param name="OverFollowerNorm">s / √followers.</param>
/// <param name="OverFaverNorm">s / ‖w_p‖; 0 without favourites.</param>
[StructLayout(LayoutKind.Sequential)]
readonly record struct InterestTerm(int Cluster, float Affinity, float OverFollowerNorm, float OverFaverNorm);

/// <summary>The sums of one consumer and cluster, in doubles.</summary>
/// <param name="ProofCount">Producers that are followed or liked.</param>
readonly record struct InterestSums(
    double Follow, double FollowProducerNormalized, double Fav, double FavProducerNormalized, double LogFav, int ProofCount, int FollowedCount, int FavedCount);

/// <summary>What is stored of them.</summary>
readonly record struct InterestEntry(
    float Follow, float FollowProducerNormalized, float Fav, float FavProducerNormalized, float LogFav, int FollowedCount, int FavedCount)
{
    internal static InterestEntry Of(in InterestSums sums) => new(
        (float)sums.Follow, (float)sums.FollowProducerNormalized, (float)sums.Fav, (float)sums.FavProducerNormalized, (float)sums.LogFav, sums.FollowedCount, sums.FavedCount);
}

/// <summary>One thread's dense sums over the clusters, for one consumer at a time: a walk along its follows and favourites together.</summary>
/// <remarks>
/// A producer that is both followed and liked is met once, which is what makes social proof a count of the union. Memory: 32 bytes a cluster for follows, 32 for favourites. All cells are
/// zero between rows. The loops are optimised at once: a command meets them once, and is through before the runtime would have come back to them.
/// </remarks>
sealed unsafe class InterestRow : IDisposable
{
    readonly NativeArray<FollowCell> _follow;
    readonly NativeArray<FavCell> _fav;
    readonly NativeArray<int> _touched;
    readonly NativeArray<InterestTerm> _terms;
    readonly EngagementGraph _graph;

    /// <param name="graph">Whose rows.</param>
    /// <param name="terms">By producer.</param>
    /// <param name="clusterCount">Clusters.</param>
    internal InterestRow(EngagementGraph graph, NativeArray<InterestTerm> terms, int clusterCount)
    {
        _graph = graph;
        _terms = terms;
        _follow = new(clusterCount);
        _fav = new(graph.Favourites is null ? 0 : clusterCount);
        _touched = new(clusterCount + 1L, cleared: false);
    }

    struct FollowCell
    {
        internal Vector128<double> Sums;
        internal int ProofCount;
        internal int FollowedCount;
    }

    struct FavCell
    {
        internal Vector128<double> Sums;
        internal double LogSum;
        internal int FavedCount;
    }

    /// <summary>The clusters that the row has touched, in the order in which they were met.</summary>
    internal ReadOnlySpan<int> Touched => new(_touched.Pointer, TouchedCount);

    internal int TouchedCount { get; private set; }

    /// <summary>Adds up one consumer's producers, a step each, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(int row)
    {
        TouchedCount = 0;
        var follows = _graph.Follows.Keys.Pointer;
        var (follow, followEnd) = (_graph.Follows.Offsets[row], _graph.Follows.Offsets[row + 1]);
        if (_graph.Favourites is { } favourites)
        {
            var favs = favourites.Weights.Keys.Pointer;
            var (fav, favEnd) = (favourites.Weights.Offsets[row], favourites.Weights.Offsets[row + 1]);
            while (follow < followEnd && fav < favEnd)
            {
                var (followed, faved) = (follows[follow], favs[fav]);
                if (followed <= faved)
                {
                    AddFollow(followed);
                    follow++;
                }

                if (faved > followed) continue;
                AddFav(favourites, faved, fav, isProof: faved < followed);
                fav++;
            }

            for (; fav < favEnd; fav++) AddFav(favourites, favs[fav], fav, isProof: true);
        }

        for (; follow < followEnd; follow++) AddFollow(follows[follow]);
    }

    /// <summary>The sums of a cluster that the row has touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal InterestSums Of(int cluster)
    {
        ref readonly var follow = ref _follow.Pointer[cluster];
        if (_fav.Length == 0) return new(follow.Sums[0], follow.Sums[1], 0, 0, 0, follow.ProofCount, follow.FollowedCount, 0);
        ref readonly var fav = ref _fav.Pointer[cluster];
        return new(follow.Sums[0], follow.Sums[1], fav.Sums[0], fav.Sums[1], fav.LogSum, follow.ProofCount, follow.FollowedCount, fav.FavedCount);
    }

    /// <summary>Clears the cells of a cluster that the row has touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Clear(int cluster)
    {
        _follow.Pointer[cluster] = default;
        if (_fav.Length > 0) _fav.Pointer[cluster] = default;
    }

    public void Dispose()
    {
        _follow.Dispose();
        _fav.Dispose();
        _touched.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddFollow(int producer)
    {
        ref readonly var term = ref _terms.Pointer[producer];
        if (term.Cluster < 0) return;
        var cell = _follow.Pointer + term.Cluster;
        Touch(cell, term.Cluster);
        cell->Sums += Vector128.Create(term.Affinity, (double)term.OverFollowerNorm);
        cell->FollowedCount++;
        cell->ProofCount++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddFav(FavouriteEdges favourites, int producer, long edge, bool isProof)
    {
        ref readonly var term = ref _terms.Pointer[producer];
        if (term.Cluster < 0) return;
        var follow = _follow.Pointer + term.Cluster;
        Touch(follow, term.Cluster);
        follow->ProofCount += isProof ? 1 : 0;
        var cell = _fav.Pointer + term.Cluster;
        double weight = favourites.Weights.Values!.Pointer[edge];
        cell->Sums += Vector128.Create(weight * term.Affinity, weight * term.OverFaverNorm);
        cell->LogSum += (double)favourites.Logs.Pointer[edge] * term.Affinity;
        cell->FavedCount++;
    }

    // Noted always, kept only the first time: no branch to mispredict.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Touch(FollowCell* cell, int cluster)
    {
        _touched.Pointer[TouchedCount] = cluster;
        TouchedCount += cell->ProofCount == 0 ? 1 : 0;
    }
}
