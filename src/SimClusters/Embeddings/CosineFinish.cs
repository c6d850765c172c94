using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>What the sums of one variant are divided by, and which producers or nouns take part. Made once, read by all threads.</summary>
/// <param name="RowNorms">By row: the norm of its edges; 0 for one that takes no part.</param>
/// <param name="ColumnNorms">By cluster: the norm of its column of U.</param>
/// <param name="Scales">By row: what a cosine is multiplied by when it is stored; null where it stays a cosine.</param>
/// <param name="MinCosine">What is below is dropped.</param>
/// <param name="IsStrict">Whether what is at it is dropped as well.</param>
/// <param name="BestOfCluster">Hears of every entry that stays; null where the other direction is not wanted.</param>
sealed record CosineScale(double[] RowNorms, double[] ColumnNorms, double[]? Scales, double MinCosine, bool IsStrict, TopRows? BestOfCluster)
{
    /// <summary>By cluster: what a sum over its row's norm must come to at least, less what rounding could take.</summary>
    internal double[] NearMinimums { get; } = [.. ColumnNorms.Select(norm => norm * MinCosine * (1 - 1e-9))];
}

/// <summary>The finish of Ṽ and E: sums become cosines, what is below the minimum goes, and each cluster hears of the rest. One a thread.</summary>
readonly struct CosineFinish(CosineScale scale) : IRowFinish<double, float>
{
    readonly double[] _rowNorms = scale.RowNorms;
    readonly double[] _columnNorms = scale.ColumnNorms;
    readonly double _minCosine = scale.MinCosine;
    readonly double[] _nearMinimums = scale.NearMinimums;
    readonly bool _isStrict = scale.IsStrict;

    internal CosineTolls Tolls { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(int row, int column, in double sum, int termCount)
    {
        if (_rowNorms[row] == 0 || sum == 0) return 0;

        // Nearly all sums are far below the minimum: they are not worth a division.
        var cosine = sum < _nearMinimums[column] * _rowNorms[row] ? 0 : Cosine(row, column, sum);
        if (!(cosine >= _minCosine) || (_isStrict && cosine <= _minCosine))
        {
            Tolls.BelowMinimum++;
            return 0;
        }

        // Cauchy–Schwarz holds up to rounding; a cosine stays a cosine.
        var score = (float)Math.Min(1, cosine);
        scale.BestOfCluster?.Offer(column, Ranked.Pack(score, row));
        return score;
    }

    public float Store(int row, int column, in double sum, int termCount, float score) => scale.Scales is null ? score : (float)(Cosine(row, column, sum) * scale.Scales[row]);

    public void Truncated(int row, int count) => Tolls.Cut += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Cosine(int row, int column, double sum) => sum / (_rowNorms[row] * _columnNorms[column]);
}

/// <summary>What the thresholds took on one thread.</summary>
sealed class CosineTolls
{
    internal long BelowMinimum { get; set; }

    internal long Cut { get; set; }

    internal void Add(CosineTolls other)
    {
        BelowMinimum += other.BelowMinimum;
        Cut += other.Cut;
    }
}
