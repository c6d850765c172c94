using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>One score of U by cluster and by consumer: the two sides of UᵀU. It owns the transpose.</summary>
readonly struct ScoreSides(InterestedIn interests, InterestScore score, Execution execution) : IDisposable
{
    readonly NativeArray<float> _rows = interests.Scores(score)!;

    internal SparseMatrix Columns { get; } = Transpose.Of(interests.Of(score), execution);

    internal double Product(long columnEntry, long rowEntry) => (double)Columns.Values![columnEntry] * _rows[rowEntry];

    public void Dispose() => Columns.Dispose();
}

/// <summary>One consumer's term of UᵀU for two clusters, in all three scores.</summary>
readonly struct NeighborTerm(ScoreSides follow, ScoreSides fav, ScoreSides logFav) : ITerm<NeighborSums>
{
    public NeighborSums Of(long leftEntry, int inner, long rightEntry) =>
        new(follow.Product(leftEntry, rightEntry), fav.Product(leftEntry, rightEntry), logFav.Product(leftEntry, rightEntry));

    public static NeighborSums Add(NeighborSums sum, NeighborSums term) => sum.Plus(term);
}

/// <summary>The same where follows are all there is.</summary>
readonly struct FollowNeighborTerm(ScoreSides follow) : ITerm<NeighborSums>
{
    public NeighborSums Of(long leftEntry, int inner, long rightEntry) => new(follow.Product(leftEntry, rightEntry), 0, 0);

    public static NeighborSums Add(NeighborSums sum, NeighborSums term) => sum.Plus(term);
}
