using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>The three scores of a recommendation.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct RecommendationScores(float Dot, float Cosine, float LogCosine);

/// <summary>The finish of recommendations: dots are ranked by log-cosine.</summary>
readonly struct RecommendationFinish(ListedItems listed) : IRowFinish<double, RecommendationScores>
{
    readonly double[] _norms = listed.Norms;
    readonly double[] _logNorms = listed.LogNorms;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(int row, int column, in double sum, int termCount) => _logNorms[column] > 0 ? (float)(sum / _logNorms[column]) : 0;

    public RecommendationScores Store(int row, int column, in double sum, float score) => new((float)sum, (float)(sum / _norms[column]), score);

    public void Truncated(int row, int count)
    {
    }
}
