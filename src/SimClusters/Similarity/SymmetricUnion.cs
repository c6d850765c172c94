using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>The symmetric graph of all pairs that either end keeps among its best: OR, with one weight for both directions.</summary>
/// <remarks>
/// The chunks of the choices are given back as their rows are written, so that choices and graph together never take much more
/// than the graph alone: 16 bytes an undirected edge.
/// </remarks>
static class SymmetricUnion
{
    /// <param name="best">Each row's choices; consumed.</param>
    /// <param name="execution">Threads; the result is the same for any number.</param>
    internal static SparseMatrix Of(TopRows best, Execution execution)
    {
        var quiet = new Execution(execution.ThreadCount, execution.Cancellation);
        using var least = LeastKept(best);
        using var returned = OneSided(best, least);

        var offsets = new NativeArray<long>(best.RowCount + 1L);
        for (var row = 0; row < best.RowCount; row++)
            offsets[row + 1] = offsets[row] + best.Count(row) + returned.RowLength(row);
        var keys = new NativeArray<int>(offsets[best.RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);

        ParallelRows.Run(best.RowCount, TopRows.RowsPerChunk, quiet, () => 0, (_, chunk, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var length = (int)(offsets[row + 1] - offsets[row]);
                Merge(best.Row(row), returned.RowKeys(row), returned.RowValues(row), keys.Slice(offsets[row], length), values.Slice(offsets[row], length));
            }

            best.Release(chunk);
        });
        return new(best.RowCount, offsets, keys, values);
    }

    // By row: the word that others must reach to be among its choices; 0 where there is room for all.
    static NativeArray<ulong> LeastKept(TopRows best)
    {
        var least = new NativeArray<ulong>(best.RowCount);
        for (var row = 0; row < best.RowCount; row++)
            if (best.IsFull(row) && best.Count(row) > 0) least[row] = best.Row(row)[0];
        return least;
    }

    // The edges that only their other end chose, by the end that did not.
    static SparseMatrix OneSided(TopRows best, NativeArray<ulong> least)
    {
        var offsets = new NativeArray<long>(best.RowCount + 1L);
        for (var row = 0; row < best.RowCount; row++)
            foreach (var word in best.Row(row))
                if (!Chose(least, row, word)) offsets[Ranked.Key(word) + 1]++;
        for (var row = 0; row < best.RowCount; row++) offsets[row + 1] += offsets[row];

        using var next = new NativeArray<long>(best.RowCount, cleared: false);
        for (var row = 0; row < best.RowCount; row++) next[row] = offsets[row];
        var keys = new NativeArray<int>(offsets[best.RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        for (var row = 0; row < best.RowCount; row++)
        {
            foreach (var word in best.Row(row))
            {
                if (Chose(least, row, word)) continue;
                var to = next[Ranked.Key(word)]++;
                keys[to] = row;
                values[to] = Ranked.Score(word);
            }
        }

        return new(best.RowCount, offsets, keys, values);
    }

    // Whether the other end of row's choice chose row as well.
    static bool Chose(NativeArray<ulong> least, int row, ulong word) =>
        Ranked.Pack(Ranked.Score(word), row) >= least[Ranked.Key(word)];

    static void Merge(Span<ulong> chosen, ReadOnlySpan<int> returnedKeys, ReadOnlySpan<float> returnedValues, Span<int> keys, Span<float> values)
    {
        // Key first, so that sorting the words sorts the keys.
        foreach (ref var word in chosen) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
        chosen.Sort();
        for (int to = 0, c = 0, r = 0; to < keys.Length; to++)
        {
            if (r == returnedKeys.Length || (c < chosen.Length && (int)(chosen[c] >> 32) < returnedKeys[r]))
            {
                keys[to] = (int)(chosen[c] >> 32);
                values[to] = BitConverter.UInt32BitsToSingle((uint)chosen[c++]);
            }
            else
            {
                keys[to] = returnedKeys[r];
                values[to] = returnedValues[r++];
            }
        }
    }
}
