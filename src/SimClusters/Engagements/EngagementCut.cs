using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Engagements;

/// <summary>Which edges stay of the consumers that have more than are kept.</summary>
/// <remarks>Memory: the kept edges of those consumers alone.</remarks>
sealed class EngagementCut
{
    readonly SortedDictionary<int, Row> _rows = [];

    internal EngagementCutReport Report { get; private set; }

    internal static EngagementCut Of(FollowGraph follows, SparseMatrix? favourites, NormsAndCounts norms, int maxPerConsumer, Execution execution)
    {
        var cut = new EngagementCut();
        var gate = new Lock();
        long removed = 0;
        ParallelRows.Run(follows.ConsumerCount, 1_024, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var followed = follows.Follows.RowKeys(row);
                var liked = favourites is null ? [] : favourites.RowKeys(row);
                if (followed.Length + liked.Length <= maxPerConsumer) continue;
                var count = followed.Length + liked.Length - EngagementGraph.SharedCount(followed, liked);
                if (count <= maxPerConsumer) continue;
                var kept = Kept(followed, liked, favourites is null ? [] : favourites.RowValues(row), norms, maxPerConsumer);
                lock (gate)
                {
                    cut._rows.Add(row, kept);
                    removed += count - maxPerConsumer;
                }
            }
        });
        cut.Report = new(cut._rows.Count, removed);
        return cut;
    }

    internal SparseMatrix Follows(SparseMatrix all) => Cut(all, row => row.Followed, null);

    internal SparseMatrix Favourites(SparseMatrix all) => Cut(all, row => row.Liked, row => row.Weights);

    // By weight, then by the follow's own weight, 1/√followers: of accounts never liked the less popular stay.
    static Row Kept(ReadOnlySpan<int> followed, ReadOnlySpan<int> liked, ReadOnlySpan<float> weights, NormsAndCounts norms, int maxPerConsumer)
    {
        var edges = new List<(float Weight, double FollowScore, int Producer)>(followed.Length + liked.Length);
        for (int i = 0, j = 0; i < followed.Length || j < liked.Length;)
        {
            var producer = Math.Min(i < followed.Length ? followed[i] : int.MaxValue, j < liked.Length ? liked[j] : int.MaxValue);
            var isFollowed = i < followed.Length && followed[i] == producer;
            var isLiked = j < liked.Length && liked[j] == producer;
            edges.Add((isLiked ? weights[j] : 0, isFollowed ? NormsAndCounts.Inverse(norms.FollowerNorm(producer)) : 0, producer));
            if (isFollowed) i++;
            if (isLiked) j++;
        }

        edges.Sort((left, right) =>
            left.Weight != right.Weight ? right.Weight.CompareTo(left.Weight)
            : left.FollowScore != right.FollowScore ? right.FollowScore.CompareTo(left.FollowScore)
            : left.Producer.CompareTo(right.Producer));
        var kept = edges.Take(maxPerConsumer).OrderBy(edge => edge.Producer).ToArray();
        return new(
            [.. kept.Where(edge => edge.FollowScore > 0).Select(edge => edge.Producer)],
            [.. kept.Where(edge => edge.Weight > 0).Select(edge => edge.Producer)], [.. kept.Where(edge => edge.Weight > 0).Select(edge => edge.Weight)]);
    }

    SparseMatrix Cut(SparseMatrix all, Func<Row, int[]> keysOf, Func<Row, float[]>? weightsOf)
    {
        var offsets = new NativeArray<long>(all.RowCount + 1L);
        for (var row = 0; row < all.RowCount; row++)
            offsets[row + 1L] = offsets[row] + (_rows.TryGetValue(row, out var kept) ? keysOf(kept).Length : all.RowLength(row));
        var keys = new NativeArray<int>(offsets[all.RowCount], cleared: false);
        var values = weightsOf is null ? null : new NativeArray<float>(keys.Length, cleared: false);
        for (var row = 0; row < all.RowCount; row++)
        {
            var length = (int)(offsets[row + 1L] - offsets[row]);
            var isCut = _rows.TryGetValue(row, out var kept);
            (isCut ? keysOf(kept!) : all.RowKeys(row)).CopyTo(keys.Slice(offsets[row], length));
            if (values is not null) (isCut ? weightsOf!(kept!) : all.RowValues(row)).CopyTo(values.Slice(offsets[row], length));
        }

        return new(all.ColumnCount, offsets, keys, values);
    }

    sealed record Row(int[] Followed, int[] Liked, float[] Weights);
}
