using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>One thread's work on S when long lists are sampled: the counts are estimates, and add up in double.</summary>
/// <remarks>Memory: 12 bytes a producer.</remarks>
sealed class WeightedRows(SampledFollows sample, FollowGraph follows, NativeArray<float> inverseNorms, double minCosine, TopRows best)
{
    readonly double[] _counts = new double[follows.ProducerCount];
    readonly List<int> _seen = [];

    /// <summary>Pairs above the threshold so far.</summary>
    internal long EdgeCount { get; private set; }

    internal void Offer(int row)
    {
        if (inverseNorms[row] == 0) return;
        foreach (var consumer in sample.Followers.RowKeys(row))
        {
            var weight = sample.PairWeights[consumer];
            foreach (var other in sample.Follows.RowKeys(consumer))
            {
                if (other >= row) break;
                if (_counts[other] == 0) _seen.Add(other);
                _counts[other] += weight;
            }
        }

        foreach (var other in _seen)
        {
            var count = _counts[other];
            _counts[other] = 0;
            if (inverseNorms[other] == 0) continue;

            // In single precision as in CountedRows, so that pairs of which nothing was left out have the very same cosine.
            // An estimate can exceed the audience itself; a cosine cannot exceed 1.
            var cosine = MathF.Min(1, (float)count / MathF.Sqrt((long)follows.FollowerCount(row) * follows.FollowerCount(other)));
            if (!SimilarityGraphBuilder.Clears(cosine, minCosine)) continue;
            EdgeCount++;
            best.Offer(row, Ranked.Pack(cosine, other));
            best.Offer(other, Ranked.Pack(cosine, row));
        }

        _seen.Clear();
    }
}
