using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>The finish of Ṽ: sums become cosines, what is below the minimum goes, and each cluster hears of the rest. One a thread.</summary>
readonly struct CosineFinish(FollowGraph follows, double[] clusterNorms, ProducerEmbeddingsOptions options, TopRows bestOfCluster)
    : IRowFinish<double, float>
{
    readonly double[] _clusterNorms = clusterNorms;
    readonly double _minCosine = options.MinCosine;
    readonly int _minFollowers = options.MinFollowers;

    internal CosineTolls Tolls { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(int row, int column, in double sum, int termCount)
    {
        var followers = follows.FollowerCount(row);
        if (followers < _minFollowers) return 0;

        var cosine = sum / (Math.Sqrt(followers) * _clusterNorms[column]);
        if (!(cosine >= _minCosine) || cosine == 0)
        {
            Tolls.BelowMinimum++;
            return 0;
        }

        // Cauchy–Schwarz holds up to rounding; a cosine stays a cosine.
        var score = (float)Math.Min(1, cosine);
        bestOfCluster.Offer(column, Ranked.Pack(score, row));
        return score;
    }

    public float Store(in double sum, float score) => score;

    public void Truncated(int row, int count) => Tolls.Cut += count;
}

/// <summary>What Ṽ's thresholds took on one thread.</summary>
sealed class CosineTolls
{
    internal long BelowMinimum { get; set; }

    internal long Cut { get; set; }
}
