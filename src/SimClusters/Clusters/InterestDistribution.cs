using System.Runtime.InteropServices;

namespace SimClusters.Clusters;

/// <summary>How one score of one cluster is spread over the consumers that have it: the published DistributionDetails.</summary>
/// <remarks>
/// Of the scores above 0 alone. The published job has the quantiles as bounds from a sketch; here they are exact, by the rule of <see cref="ScoreDistribution"/>, and
/// lie within such bounds. 48 bytes. Source: ClusterDetailsJob.scala; offline.md §9.
/// </remarks>
/// <param name="Count">n: consumers with a score above 0; for logFavScore those with a favScore above 0, as published.</param>
/// <param name="Mean">Σx / n.</param>
/// <param name="StandardDeviation">√(Σx² / n − mean²).</param>
/// <param name="Min">The smallest score above 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InterestDistribution(
    int Count, double Mean, double StandardDeviation, float Min, float P25, float P50, float P75, float P95, float Max)
{
    /// <param name="ascending">The scores above 0, ascending.</param>
    /// <param name="count">n, where it is not their number.</param>
    internal static InterestDistribution Of(ReadOnlySpan<float> ascending, int count)
    {
        if (ascending.IsEmpty || count == 0) return default;
        double sum = 0, squares = 0;
        foreach (var score in ascending) sum += score;
        var mean = sum / count;

        // The same as Σx² / n − mean² without its cancellation. Who is counted and has no score counts with 0.
        foreach (var score in ascending) squares += (score - mean) * (score - mean);
        squares += (count - ascending.Length) * mean * mean;
        return new(
            count, mean, Math.Sqrt(Math.Max(0, squares / count)), ascending[0], ScoreDistribution.Quantile(ascending, 0.25),
            ScoreDistribution.Quantile(ascending, 0.5), ScoreDistribution.Quantile(ascending, 0.75), ScoreDistribution.Quantile(ascending, 0.95), ascending[^1]);
    }
}
