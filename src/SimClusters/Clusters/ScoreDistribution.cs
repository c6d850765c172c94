using System.Runtime.InteropServices;

namespace SimClusters.Clusters;

/// <summary>How some figures are spread: their mean, and five of them in ascending order.</summary>
/// <remarks>
/// Exact: the values are sorted. A quantile is the value at place n·p from 0, rounded with halves up: of an even number of values the upper of the two in the middle.
/// Zeros where there is no value. Source: distributionFromArray in common/Util.scala; offline.md §10.4.
/// </remarks>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">That of a population: the squares are divided by the count.</param>
/// <param name="P1">The quantile for p = 0.01, and so on.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScoreDistribution(int Count, double Mean, double StandardDeviation, double P1, double P10, double P50, double P90, double P99)
{
    /// <summary>The distribution of some values, none of them NaN, in any order.</summary>
    /// <remarks>Sorts a copy and sums in ascending order, so that the order of the values changes nothing.</remarks>
    public static ScoreDistribution Of(IEnumerable<double> values)
    {
        var ascending = values.Order().ToArray();
        if (ascending.Length == 0) return default;
        var mean = ascending.Sum() / ascending.Length;
        var squares = ascending.Sum(value => (value - mean) * (value - mean));
        return new(
            ascending.Length, mean, Math.Sqrt(squares / ascending.Length), Quantile(ascending, 0.01), Quantile(ascending, 0.1),
            Quantile(ascending, 0.5), Quantile(ascending, 0.9), Quantile(ascending, 0.99));
    }

    /// <summary>Where the value at n·p stands among n ascending ones.</summary>
    internal static int PlaceOf(double p, int count) => Math.Clamp((int)Math.Floor(count * p + 0.5), 0, count - 1);

    static double Quantile(double[] ascending, double p) => ascending[PlaceOf(p, ascending.Length)];
}
