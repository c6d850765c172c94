using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimClusters.Numerics;

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
    /// <param name="positive">The scores above 0, in an order that depends on nothing but the input; reordered.</param>
    /// <param name="count">n, where it is not their number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static InterestDistribution Of(Span<float> positive, int count)
    {
        if (positive.IsEmpty || count == 0) return default;
        double sum = 0, squares = 0;
        float min = positive[0], max = positive[0];
        foreach (var score in positive)
        {
            sum += score;
            if (score < min) min = score;
            if (score > max) max = score;
        }

        var mean = sum / count;

        // The same as Σx² / n − mean² without its cancellation. Who is counted and has no score counts with 0.
        foreach (var score in positive) squares += (score - mean) * (score - mean);
        squares += (count - positive.Length) * mean * mean;

        ReadOnlySpan<double> quantiles = [0.25, 0.5, 0.75, 0.95];
        Span<int> places = stackalloc int[quantiles.Length];
        for (var i = 0; i < places.Length; i++) places[i] = ScoreDistribution.PlaceOf(quantiles[i], positive.Length);
        OrderStatistics.Settle(positive, places);
        return new(
            count, mean, Math.Sqrt(Math.Max(0, squares / count)), min, positive[places[0]], positive[places[1]], positive[places[2]], positive[places[3]], max);
    }
}
