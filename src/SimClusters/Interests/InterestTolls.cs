using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>What U's rows add up on the way: norms and audiences of clusters, and what each threshold took. One a thread.</summary>
/// <remarks>
/// 84 bytes a cluster. Sums are exact, so threads may share the rows in any way. Squares of favourite scores are taken at a scale, a power of two, such that no sum leaves the range of an exact one.
/// </remarks>
sealed class InterestTolls(int clusterCount, double favScale)
{
    readonly ExactSum[][] _squares = [.. Enumerable.Range(0, InterestedIn.ScoreCount).Select(_ => new ExactSum[clusterCount])];

    internal int[] ConsumerCounts { get; } = new int[clusterCount];

    internal long RemovedBySocialProof { get; set; }

    internal long RemovedByTruncation { get; set; }

    /// <summary>The largest power of two, at most 1, that keeps Σ (score · scale)² within an exact sum.</summary>
    /// <param name="maxScore">No favourite score is above this.</param>
    /// <param name="consumerCount">How many there are of a cluster at most.</param>
    internal static double ScaleFor(double maxScore, int consumerCount)
    {
        const double Limit = 1L << 62;
        var scale = 1.0;
        while (maxScore * scale * (maxScore * scale) * Math.Max(1, consumerCount) > Limit) scale /= 2;
        return scale;
    }

    internal void Count(int cluster, in InterestSums sums)
    {
        Add(InterestScore.Follow, cluster, sums.Follow);
        Add(InterestScore.FollowProducerNormalized, cluster, sums.FollowProducerNormalized);
        ConsumerCounts[cluster]++;
        if (sums.FavedCount == 0) return;
        Add(InterestScore.Fav, cluster, sums.Fav * favScale);
        Add(InterestScore.FavProducerNormalized, cluster, sums.FavProducerNormalized);
        Add(InterestScore.LogFav, cluster, sums.LogFav);
    }

    internal void Add(InterestTolls other)
    {
        for (var cluster = 0; cluster < clusterCount; cluster++)
        {
            for (var score = 0; score < _squares.Length; score++) _squares[score][cluster].Add(other._squares[score][cluster]);
            ConsumerCounts[cluster] += other.ConsumerCounts[cluster];
        }

        RemovedBySocialProof += other.RemovedBySocialProof;
        RemovedByTruncation += other.RemovedByTruncation;
    }

    internal double[] Norms(InterestScore score) =>
        [.. _squares[(int)score].Select(sum => Math.Sqrt(sum.Value) / (score == InterestScore.Fav ? favScale : 1))];

    void Add(InterestScore score, int cluster, double value) => _squares[(int)score][cluster].Add(value * value);
}
