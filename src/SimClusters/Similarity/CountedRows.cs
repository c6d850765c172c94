using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>One thread's work on S: counts a producer's pairs with lower rows and offers those above the threshold to both ends.</summary>
sealed class CountedRows : IDisposable
{
    // A step of the dense pass costs about a twentieth of noting and revisiting one pair: measured on the graphs of bench/results/xeon-2-cores/SimilarityComparison.md.
    const int DenseStepsPerPair = 20;

    readonly FollowGraph _follows;
    readonly NativeArray<float> _inverseNorms;
    readonly double _minCosine;
    readonly TopRows _best;
    readonly CommonFollowers _common;
    readonly (int Row, int Count)[] _found;
    readonly int _minDenseFollowers;

    internal CountedRows(FollowGraph follows, NativeArray<float> inverseNorms, double minCosine, TopRows best)
    {
        _follows = follows;
        _inverseNorms = inverseNorms;
        _minCosine = minCosine;
        _best = best;
        _common = new(follows.ProducerCount);
        _found = new (int, int)[follows.ProducerCount];

        var meanFollows = Math.Max(1, follows.FollowCount / (double)Math.Max(1, follows.ConsumerCount));
        _minDenseFollowers = (int)Math.Min(int.MaxValue, follows.ProducerCount / (DenseStepsPerPair * meanFollows));
    }

    /// <summary>Pairs above the threshold so far.</summary>
    internal long EdgeCount { get; private set; }

    internal void Offer(int row)
    {
        if (_inverseNorms[row] == 0) return;
        var followers = _follows.Followers.RowKeys(row);

        // Single precision may be off by a few units in the last place: a little below the threshold is looked at, too.
        var minScaled = (float)((_minCosine + 1e-5) * Math.Sqrt(followers.Length) * (1 - 1e-5));
        int foundCount;
        if (followers.Length >= _minDenseFollowers)
        {
            _common.CountDense(row, _follows.Follows, followers);
            foundCount = _common.TakeDense(row, _inverseNorms, minScaled, _found);
        }
        else
        {
            _common.CountSparse(row, _follows.Follows, followers);
            foundCount = _common.TakeSparse(_inverseNorms, minScaled, _found);
        }

        foreach (var (other, count) in _found.AsSpan(0, foundCount))
        {
            // In single precision, as twitter/sbf has it, so that the same cosines tie; but the product of two audiences is formed
            // in 64 bits, where theirs wraps at 46,341 followers each.
            var cosine = count / MathF.Sqrt((long)followers.Length * _follows.FollowerCount(other));
            if (!SimilarityGraphBuilder.Clears(cosine, _minCosine)) continue;
            EdgeCount++;
            _best.Offer(row, Ranked.Pack(cosine, other));
            _best.Offer(other, Ranked.Pack(cosine, row));
        }
    }

    public void Dispose() => _common.Dispose();
}
