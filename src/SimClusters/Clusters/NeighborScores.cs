using System.Runtime.InteropServices;
using SimClusters.Interests;

namespace SimClusters.Clusters;

/// <summary>One entry of U as UᵀU takes it: its three scores, 0 where nothing is known of favourites.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct NeighborScores(float Follow, float Fav, float LogFav)
{
    /// <summary>The scores of each entry.</summary>
    internal static Func<long, NeighborScores> Of(InterestedIn interests)
    {
        var (follow, fav, logFav) = (interests.Scores(InterestScore.Follow)!, interests.Scores(InterestScore.Fav), interests.Scores(InterestScore.LogFav));
        return fav is null || logFav is null ? entry => new(follow[entry], 0, 0) : entry => new(follow[entry], fav[entry], logFav[entry]);
    }
}

/// <summary>Σ over consumers of the products of two clusters' scores.</summary>
struct NeighborSums
{
    internal double Follow, Fav, LogFav;

    internal void Add(in NeighborScores one, in NeighborScores other)
    {
        Follow += (double)one.Follow * other.Follow;
        Fav += (double)one.Fav * other.Fav;
        LogFav += (double)one.LogFav * other.LogFav;
    }
}
