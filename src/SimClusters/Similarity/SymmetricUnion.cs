using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>The symmetric graph of all pairs that either end keeps among its best: OR, with one weight for both directions.</summary>
/// <remarks>
/// The chunks of the choices are given back as their rows are written, so that choices and graph together never take much more
/// than the graph alone: 16 bytes an undirected edge. Beside them: 24 bytes a row, and 8 for each edge that one end alone chose.
/// </remarks>
static class SymmetricUnion
{
    /// <param name="best">Each row's choices; consumed.</param>
    /// <param name="execution">Threads; the result is the same for any number.</param>
    internal static SparseMatrix Of(TopRows best, Execution execution)
    {
        best.Complete(execution);
        using var returnedOffsets = CountOneSided(best, execution);
        using var returned = FillOneSided(best, returnedOffsets, execution);

        var offsets = new NativeArray<long>(best.RowCount + 1L);
        for (var row = 0; row < best.RowCount; row++)
            offsets[row + 1] = offsets[row] + best.Count(row) + (returnedOffsets[row + 1] - returnedOffsets[row]);
        var keys = new NativeArray<int>(offsets[best.RowCount], cleared: false);
        var values = new NativeArray<float>(keys.Length, cleared: false);
        ForEachChunk(best, execution, (chunk, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var length = (int)(offsets[row + 1] - offsets[row]);
                var more = returned.Slice(returnedOffsets[row], (int)(returnedOffsets[row + 1] - returnedOffsets[row]));
                Merge(best.Row(row), more, keys.Slice(offsets[row], length), values.Slice(offsets[row], length));
            }

            best.Release(chunk);
        });
        return new(best.RowCount, offsets, keys, values);
    }

    // The edges that only their other end chose, counted by the end that did not: where each row's start.
    static NativeArray<long> CountOneSided(TopRows best, Execution execution)
    {
        var offsets = new NativeArray<long>(best.RowCount + 1L);
        ForEachChunk(best, execution, (_, first, end) =>
        {
            for (var row = first; row < end; row++)
                foreach (var word in best.Row(row))
                    if (!Chose(best, row, word)) Interlocked.Increment(ref offsets[Ranked.Key(word) + 1]);
        });
        for (var row = 0; row < best.RowCount; row++) offsets[row + 1] += offsets[row];
        return offsets;
    }

    // In the order in which threads come by: Merge sorts them.
    static NativeArray<ulong> FillOneSided(TopRows best, NativeArray<long> offsets, Execution execution)
    {
        using var next = new NativeArray<long>(best.RowCount, cleared: false);
        for (var row = 0; row < best.RowCount; row++) next[row] = offsets[row];
        var returned = new NativeArray<ulong>(offsets[best.RowCount], cleared: false);
        ForEachChunk(best, execution, (_, first, end) =>
        {
            for (var row = first; row < end; row++)
                foreach (var word in best.Row(row))
                    if (!Chose(best, row, word)) returned[Interlocked.Increment(ref next[Ranked.Key(word)]) - 1] = Ranked.Pack(Ranked.Score(word), row);
        });
        return returned;
    }

    // Whether the other end of row's choice chose row as well.
    static bool Chose(TopRows best, int row, ulong word) =>
        Ranked.Pack(Ranked.Score(word), row) >= best.Least(Ranked.Key(word));

    static void Merge(Span<ulong> chosen, Span<ulong> returned, Span<int> keys, Span<float> values)
    {
        SortByKey(chosen);
        SortByKey(returned);
        for (int to = 0, c = 0, r = 0; to < keys.Length; to++)
        {
            // The two have no key in common.
            var word = r == returned.Length || (c < chosen.Length && chosen[c] < returned[r]) ? chosen[c++] : returned[r++];
            keys[to] = (int)(word >> 32);
            values[to] = BitConverter.UInt32BitsToSingle((uint)word);
        }
    }

    // Key first, so that sorting the words sorts the keys.
    static void SortByKey(Span<ulong> words)
    {
        foreach (ref var word in words) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
        TopK.SortShort(words);
    }

    static void ForEachChunk(TopRows best, Execution execution, Action<int, int, int> run) =>
        ParallelRows.Run(best.RowCount, TopRows.RowsPerChunk, execution.WithoutProgress(), run);
}
