using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Products;

/// <summary>Are the rows of a peer the entries of ours? Keys but at ties within 1e-6, and scores to 1e-6 of their size.</summary>
static class EntriesCheck
{
    const double Tolerance = 1e-6;

    /// <param name="peer">What it is called.</param>
    /// <param name="rows">The peer's, by our rows and columns; −1 where we have none.</param>
    /// <param name="ours">Our keys.</param>
    /// <param name="scores">By entry.</param>
    internal static string Run(string peer, IEnumerable<(int Row, int Column, double Score)> rows, SparseMatrix ours, NativeArray<float> scores)
    {
        long count = 0, missing = 0, atTies = 0, beyond = 0;
        var worst = 0.0;
        foreach (var (row, column, expected) in rows)
        {
            count++;
            var at = row < 0 || column < 0 ? -1 : ours.RowKeys(row).BinarySearch(column);
            if (at < 0)
            {
                missing++;
                if (row >= 0 && ours.RowLength(row) > 0 && Math.Abs(Least(scores.Slice(ours.Offsets[row], ours.RowLength(row))) - expected) <= Tolerance * expected) atTies++;
                continue;
            }

            var difference = Math.Abs(scores[ours.Offsets[row] + at] - expected) / expected;
            worst = Math.Max(worst, difference);
            if (!(difference <= Tolerance)) beyond++;
        }

        return $"{peer} {count:N0} rows, ours {ours.EntryCount:N0}; {missing:N0} of {peer}'s not ours, {atTies:N0} of these at ties; largest difference {worst:E1}, {beyond:N0} beyond {Tolerance}";
    }

    static float Least(ReadOnlySpan<float> values)
    {
        var least = float.PositiveInfinity;
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }
}
