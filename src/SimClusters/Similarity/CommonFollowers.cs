using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>One thread's counters: how many followers a producer shares with each producer of a lower row.</summary>
/// <remarks>
/// Every pair is counted once, from its higher row: a consumer's list ascends, so its lower part is read from the front
/// until the producer itself stands there, which needs neither a second index nor a copy of the graph.
/// Memory: 8 bytes a producer. Pointers and prefetch: see bench SimilarityComparison; the tests keep a safe twin as oracle.
/// </remarks>
sealed unsafe class CommonFollowers : IDisposable
{
    const int PrefetchDistance = 12;

    readonly NativeArray<int> _counts;
    readonly NativeArray<int> _seen;
    int _seenCount;

    internal CommonFollowers(int producerCount)
    {
        // A margin, so that whole vectors can be read at the end.
        _counts = new(producerCount + (long)Vector256<int>.Count);
        _seen = new(producerCount + 1L, cleared: false);
    }

    /// <summary>Counts the pairs of one producer with the lower rows, noting which were met: for short audiences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CountSparse(int producer, SparseMatrix follows, ReadOnlySpan<int> followers)
    {
        var counts = _counts.Pointer;
        var seen = _seen.Pointer;
        var n = 0;
        for (var f = 0; f < followers.Length; f++)
        {
            Prefetch(follows, followers, f);
            for (var key = follows.Keys.Pointer + follows.Offsets.Pointer[followers[f]]; *key < producer; key++)
            {
                // Written always, kept only when it was the first: no branch to mispredict.
                seen[n] = *key;
                n += counts[*key]++ == 0 ? 1 : 0;
            }
        }

        _seenCount = n;
    }

    /// <summary>Counts the pairs of one producer with the lower rows without noting them: for audiences that meet most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CountDense(int producer, SparseMatrix follows, ReadOnlySpan<int> followers)
    {
        var counts = _counts.Pointer;
        for (var f = 0; f < followers.Length; f++)
        {
            Prefetch(follows, followers, f);
            for (var key = follows.Keys.Pointer + follows.Offsets.Pointer[followers[f]]; *key < producer; key++)
                counts[*key]++;
        }
    }

    /// <summary>Takes the counts of the last sparse count, clears them, and keeps the pairs that may reach the threshold.</summary>
    /// <param name="inverseNorms">By producer: 1/√followers, 0 for producers that take no part.</param>
    /// <param name="minScaled">Least count · inverse norm that is worth an exact look.</param>
    /// <param name="found">Receives (lower row, count); large enough for all lower rows.</param>
    /// <returns>How many were found, in no order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int TakeSparse(NativeArray<float> inverseNorms, float minScaled, Span<(int Row, int Count)> found)
    {
        var counts = _counts.Pointer;
        var norms = inverseNorms.Pointer;
        var n = 0;
        for (var s = 0; s < _seenCount; s++)
        {
            var row = _seen.Pointer[s];
            var count = counts[row];
            counts[row] = 0;
            if (count * norms[row] >= minScaled) found[n++] = (row, count);
        }

        return n;
    }

    /// <summary>The same after a dense count, by one vectorised pass over all lower rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int TakeDense(int producer, NativeArray<float> inverseNorms, float minScaled, Span<(int Row, int Count)> found)
    {
        var counts = _counts.Pointer;
        var norms = inverseNorms.Pointer;
        var least = Vector256.Create(minScaled);
        var n = 0;
        for (var row = 0; row < producer; row += Vector256<int>.Count)
        {
            var block = Vector256.Load(counts + row);
            var reached = Vector256.GreaterThanOrEqual(Vector256.ConvertToSingle(block) * Vector256.Load(norms + row), least);
            for (var bits = reached.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var lane = BitOperations.TrailingZeroCount(bits);
                found[n++] = (row + lane, counts[row + lane]);
            }

            Vector256<int>.Zero.Store(counts + row);
        }

        return n;
    }

    public void Dispose()
    {
        _counts.Dispose();
        _seen.Dispose();
    }

    // The next followers' lists lie anywhere in the graph: ask for them before they are needed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(SparseMatrix follows, ReadOnlySpan<int> followers, int f)
    {
        if (!Sse.IsSupported) return;
        if (f + 2 * PrefetchDistance < followers.Length) Sse.Prefetch0(follows.Offsets.Pointer + followers[f + 2 * PrefetchDistance]);
        if (f + PrefetchDistance < followers.Length) Sse.Prefetch0(follows.Keys.Pointer + follows.Offsets.Pointer[followers[f + PrefetchDistance]]);
    }
}
