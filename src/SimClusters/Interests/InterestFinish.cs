using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>The two scores of a consumer and a cluster; and, of one producer, what it adds to them.</summary>
readonly record struct InterestScores(float Follow, float ProducerNormalized);

/// <summary>The finish of U: social proof, then the column sums, then the score to rank by. One a thread.</summary>
readonly struct InterestFinish(InterestedInOptions options, int clusterCount) : IRowFinish<Vector128<double>, InterestScores>
{
    readonly int _minProducers = options.MinProducersFollowed;

    internal InterestTolls Tolls { get; } = new(clusterCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(int row, int column, in Vector128<double> sum, int termCount)
    {
        if (termCount < _minProducers)
        {
            Tolls.RemovedBySocialProof++;
            return 0;
        }

        Tolls.Count(column, sum);
        return (float)sum[0];
    }

    public InterestScores Store(in Vector128<double> sum, float score) => new(score, (float)sum[1]);

    public void Truncated(int row, int count) => Tolls.RemovedByTruncation += count;
}

/// <summary>What U's finish counts on the way: norms and audiences of clusters, and what each threshold took.</summary>
/// <remarks>36 bytes a cluster. Sums are exact, so threads may share the rows in any way.</remarks>
sealed class InterestTolls(int clusterCount)
{
    readonly ExactSum[] _follow = new ExactSum[clusterCount];
    readonly ExactSum[] _normalized = new ExactSum[clusterCount];

    internal int[] ConsumerCounts { get; } = new int[clusterCount];

    internal long RemovedBySocialProof { get; set; }

    internal long RemovedByTruncation { get; set; }

    internal void Count(int cluster, Vector128<double> sum)
    {
        var squares = sum * sum;
        _follow[cluster].Add(squares[0]);
        _normalized[cluster].Add(squares[1]);
        ConsumerCounts[cluster]++;
    }

    internal void Add(InterestTolls other)
    {
        for (var cluster = 0; cluster < ConsumerCounts.Length; cluster++)
        {
            _follow[cluster].Add(other._follow[cluster]);
            _normalized[cluster].Add(other._normalized[cluster]);
            ConsumerCounts[cluster] += other.ConsumerCounts[cluster];
        }

        RemovedBySocialProof += other.RemovedBySocialProof;
        RemovedByTruncation += other.RemovedByTruncation;
    }

    internal double[] FollowNorms() => [.. _follow.Select(sum => Math.Sqrt(sum.Value))];

    internal double[] NormalizedNorms() => [.. _normalized.Select(sum => Math.Sqrt(sum.Value))];
}
