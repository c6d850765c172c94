using System.Runtime.CompilerServices;

namespace SimClusters.Communities;

/// <summary>One vertex update of the greedy finish: to the best community, without noise.</summary>
/// <remarks>
/// Unlike the sampler, it does not count the vertex against its own community alone: each candidate is scored with the vertex in it, so a
/// move is made exactly when it raises the vertex's own part of the objective. Ties stay, then go to the lower id, none first.
/// </remarks>
readonly unsafe struct GreedyMove<TWeight> : IVertexStep
    where TWeight : struct, IEdgeWeight
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Choose(in SweepView view, in SweepBuffers buffers, int vertex, int current)
    {
        var count = NeighborTally.Score<TWeight>(view, buffers, vertex, current, out var currentScore, out var mean);
        var best = currentScore;
        var bestLabel = current;
        if (best < 0) (best, bestLabel) = (0, KnownFor.None);
        for (var i = 0; i < count; i++)
        {
            var score = buffers.Scores[i] - mean;
            if (!(score > best || (score == best && bestLabel != current && buffers.Seen[i] < bestLabel))) continue;
            (best, bestLabel) = (score, buffers.Seen[i]);
        }

        return bestLabel;
    }
}
