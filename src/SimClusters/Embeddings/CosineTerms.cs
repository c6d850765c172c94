using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>What an edge of weight 1 adds: the score of whom it leads to.</summary>
readonly struct UnweightedTerm : ITerm<double, float>
{
    public double Of(long leftEntry, float right) => right;

    public static double Add(double sum, double term) => sum + term;
}

/// <summary>What an edge adds: its weight times the score of whom it leads to.</summary>
readonly struct WeightedTerm(NativeArray<float> weights) : ITerm<double, float>
{
    public double Of(long leftEntry, float right) => (double)weights[leftEntry] * right;

    public static double Add(double sum, double term) => sum + term;
}
