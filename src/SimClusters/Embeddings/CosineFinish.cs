using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>The finish of Ṽ: sums become cosines, what is below the minimum goes, and each cluster hears of the rest. One a thread.</summary>
sealed class CosineFinish(FollowGraph follows, double[] clusterNorms, ProducerEmbeddingsOptions options, TopRows bestOfCluster)
    : IRowFinish<double, float>
{
    int _row = -1;
    double _inverseNorm;

    internal long BelowMinimum { get; private set; }

    internal long CutCount { get; private set; }

    public float Score(int row, int column, in double sum, int termCount)
    {
        if (row != _row)
        {
            _row = row;
            var followers = follows.FollowerCount(row);
            _inverseNorm = followers < options.MinFollowers ? 0 : 1 / Math.Sqrt(followers);
        }

        var cosine = sum * _inverseNorm / clusterNorms[column];
        if (!(cosine >= options.MinCosine) || cosine == 0)
        {
            if (_inverseNorm > 0) BelowMinimum++;
            return 0;
        }

        // Cauchy–Schwarz holds up to rounding; a cosine stays a cosine.
        var score = (float)Math.Min(1, cosine);
        bestOfCluster.Offer(column, Ranked.Pack(score, row));
        return score;
    }

    public float Store(in double sum, float score) => score;

    public void Truncated(int row, int count) => CutCount += count;
}
