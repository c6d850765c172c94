using System.Runtime.CompilerServices;

namespace SimClusters.Communities;

/// <summary>One vertex update of the last step: to the best community, even where none would be better.</summary>
/// <remarks>
/// Best is the highest score, wtCoeff·W + a·(tp − P), with the vertex among the members: close ties and a small community. Ties stay, then go to the lower id.
/// A vertex without a community whose neighbours have none either waits for a later sweep.
/// </remarks>
readonly unsafe struct SettleMove<TWeight> : IVertexStep
    where TWeight : struct, IEdgeWeight
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Choose(in SweepView view, in SweepBuffers buffers, int vertex, int current)
    {
        var count = NeighborTally.Score<TWeight>(view, buffers, vertex, current, out var currentScore, out var mean);
        var best = current == KnownFor.None ? double.NegativeInfinity : currentScore;
        var bestLabel = current;
        for (var i = 0; i < count; i++)
        {
            var (score, label) = (buffers.Scores[i] - mean, buffers.Seen[i]);
            if (score > best || (score == best && bestLabel != current && label < bestLabel)) (best, bestLabel) = (score, label);
        }

        return bestLabel;
    }
}
