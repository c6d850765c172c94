using System.Runtime.CompilerServices;

namespace SimClusters.Communities;

/// <summary>First half of every step: sums a vertex's neighbours by community, then scores each community met.</summary>
/// <remarks>
/// The score is L(v, {c}) − L(v, ∅) = wtCoeff·W + a·(tp − P), in doubles, times the scale of the weights (spec: community detection §1).
/// Pointers, and no branch in the loop over neighbours: CommunitiesComparison in bench sets it against a bare C++ kernel and a safe, naive epoch. A
/// naive twin is the oracle of the tests.
/// </remarks>
static unsafe class NeighborTally
{
    /// <summary>Fills <c>Seen</c> and <c>Scores</c> with every community of a neighbour but the current one, and clears the cells.</summary>
    /// <param name="current">The vertex's community or none.</param>
    /// <param name="currentScore">Score of the current community, 0 for none. The vertex counts among its members, as published.</param>
    /// <param name="mean">a, scaled.</param>
    /// <returns>Communities in <c>Seen</c>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Score<TWeight>(
        in SweepView view, in SweepBuffers buffers, int vertex, int current, out double currentScore, out double mean)
        where TWeight : struct, IEdgeWeight
    {
        var cells = buffers.Cells;
        var seen = buffers.Seen;
        var labels = view.Labels;
        var values = view.Values;
        var keys = view.Keys;
        long entry = view.Offsets[vertex], end = view.Offsets[vertex + 1];

        // A cell counts as met when its count is not zero: with one too many from the start, these two are never put among the seen.
        cells[KnownFor.None].Count = 1;
        cells[current].Count = 1;
        nint seenCount = 0;
        for (; entry < end; entry++)
        {
            var label = labels[keys[entry]];
            var cell = cells + label;
            seen[seenCount] = label;
            var count = cell->Count;
            seenCount += count == 0 ? 1 : 0;
            cell->Count = count + 1;
            cell->Weight += TWeight.ReadsValue ? TWeight.Of(values[entry]) : 1f;
        }

        mean = view.MeanWeights[vertex] * view.Scale;
        var weightCoefficient = view.WeightCoefficient;
        var sizes = view.Sizes;
        currentScore = current == KnownFor.None
            ? 0
            : weightCoefficient * cells[current].Weight + mean * (cells[current].Count - 1 - sizes[current]);
        cells[KnownFor.None] = default;
        cells[current] = default;
        var scores = buffers.Scores;
        for (nint i = 0; i < seenCount; i++)
        {
            var cell = cells + seen[i];
            scores[i] = weightCoefficient * cell->Weight + mean * (cell->Count - sizes[seen[i]]);
            *cell = default;
        }

        return (int)seenCount;
    }
}
