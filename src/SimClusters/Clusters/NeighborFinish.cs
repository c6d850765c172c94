using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>The finish of UᵀU: sums become cosines, pairs with three small ones go, and so does the diagonal.</summary>
/// <remarks>The diagonal is 1 but for what truncation took: the published job has it among the neighbours, where it says nothing.</remarks>
readonly struct NeighborFinish(double[][] norms, double minCosine) : IRowFinish<NeighborSums, NeighborCosines>
{
    public float Score(int row, int column, in NeighborSums sum, int termCount)
    {
        if (row == column) return 0;
        var cosines = Store(row, column, sum, termCount, 0);
        return cosines.Follow > minCosine || cosines.Fav > minCosine || cosines.LogFav > minCosine ? Math.Max(cosines.Strength, float.Epsilon) : 0;
    }

    public NeighborCosines Store(int row, int column, in NeighborSums sum, int termCount, float score) =>
        new(Cosine(sum.Follow, norms[0], row, column), Cosine(sum.Fav, norms[1], row, column), Cosine(sum.LogFav, norms[2], row, column));

    public void Truncated(int row, int count)
    {
    }

    // A cluster whose norm is 0 has no direction. Cauchy–Schwarz holds up to rounding; a cosine stays a cosine.
    static float Cosine(double sum, double[] norms, int row, int column) => sum > 0 ? (float)Math.Min(1, sum / (norms[row] * norms[column])) : 0;
}
