namespace SimClusters.Communities;

/// <summary>One vertex update of the last step: a vertex without a community joins its best one, even where that does not pay.</summary>
/// <remarks>
/// Best is the highest score, wtCoeff·W + a·(tp − P), ties to the lower id: close ties and a small community. A vertex whose neighbours have no community either
/// waits for a later sweep.
/// </remarks>
readonly unsafe struct AttachMove<TWeight> : IVertexStep
    where TWeight : struct, IEdgeWeight
{
    public static int Choose(in SweepView view, in SweepBuffers buffers, int vertex, int current)
    {
        if (current != KnownFor.None) return current;
        var count = NeighborTally.Score<TWeight>(view, buffers, vertex, current, out _, out _);
        var best = double.NegativeInfinity;
        var bestLabel = KnownFor.None;
        for (var i = 0; i < count; i++)
        {
            var (score, label) = (buffers.Scores[i], buffers.Seen[i]);
            if (score > best || (score == best && label < bestLabel)) (best, bestLabel) = (score, label);
        }

        return bestLabel;
    }
}
