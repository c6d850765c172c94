using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>The follow graph with the longest lists sampled, and what a pair of each list stands for.</summary>
/// <remarks>
/// Of a consumer with d follows above the limit m, m are drawn; each pair among them is there with probability m(m−1)/(d(d−1)) and weighs the
/// inverse, so that the expected count of common followers is the exact one. Memory: 8 bytes a follow that is left, 4 a consumer.
/// </remarks>
sealed class SampledFollows : IDisposable
{
    const ulong Stream = 0x53616D70; // its own stream under the seed

    SampledFollows(SparseMatrix follows, SparseMatrix followers, NativeArray<float> pairWeights)
    {
        Follows = follows;
        Followers = followers;
        PairWeights = pairWeights;
    }

    internal SparseMatrix Follows { get; }

    internal SparseMatrix Followers { get; }

    /// <summary>By consumer: what one pair of its list counts; 1 where nothing was left out.</summary>
    internal NativeArray<float> PairWeights { get; }

    internal static bool AnyLongerThan(FollowGraph follows, int limit)
    {
        for (var consumer = 0; consumer < follows.ConsumerCount; consumer++)
            if (follows.Follows.RowLength(consumer) > limit) return true;
        return false;
    }

    internal static SampledFollows Draw(FollowGraph follows, int limit, ulong seed, Execution execution)
    {
        var full = follows.Follows;
        var offsets = new NativeArray<long>(full.RowCount + 1L);
        for (var row = 0; row < full.RowCount; row++) offsets[row + 1] = offsets[row] + Math.Min(limit, full.RowLength(row));
        var keys = new NativeArray<int>(offsets[full.RowCount], cleared: false);
        var weights = new NativeArray<float>(full.RowCount, cleared: false);

        var quiet = execution.WithoutProgress();
        ParallelRows.Run(full.RowCount, 4096, quiet, () => new List<ulong>(), (words, _, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var all = full.RowKeys(row);
                var drawn = keys.Slice(offsets[row], Math.Min(limit, all.Length));
                weights[row] = all.Length <= limit ? 1 : (float)((double)all.Length * (all.Length - 1) / ((double)limit * (limit - 1)));
                if (all.Length <= limit) all.CopyTo(drawn);
                else DrawRow(all, CounterRandom.Key(CounterRandom.Key(seed, Stream), (ulong)row), words, drawn);
            }
        });

        var sample = new SparseMatrix(full.ColumnCount, offsets, keys, values: null);
        return new(sample, Transpose.Of(sample, quiet), weights);
    }

    // The keys with the greatest draws; a draw is a function of the consumer and the producer alone.
    static void DrawRow(ReadOnlySpan<int> all, ulong key, List<ulong> words, Span<int> drawn)
    {
        words.Clear();
        foreach (var producer in all) words.Add((CounterRandom.Bits(key, (ulong)producer) & 0xFFFFFFFF00000000) | (uint)producer);
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(words);
        TopK.MoveGreatestToFront(span, drawn.Length);
        for (var i = 0; i < drawn.Length; i++) drawn[i] = (int)(uint)span[i];
        drawn.Sort();
    }

    public void Dispose()
    {
        Follows.Dispose();
        Followers.Dispose();
        PairWeights.Dispose();
    }
}
