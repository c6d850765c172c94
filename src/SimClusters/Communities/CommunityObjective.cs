using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>How well communities explain the graph: Σ over vertices of wtCoeff·W + a·(tp − P), the score of each against no community.</summary>
/// <remarks>
/// Spec: community detection §1. In the unit of the weights, not scaled. Two other sums come with the same pass over the edges.
/// </remarks>
/// <param name="Value">The objective.</param>
/// <param name="InsideEntries">Directed edges within communities.</param>
/// <param name="InsideWeight">Their weight.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct CommunityObjective(double Value, long InsideEntries, double InsideWeight)
{
    const int BlockSize = 1_024;

    /// <summary>One pass over the edges. Sums are taken by block of rows and then in order: the same bits at any thread count.</summary>
    internal static CommunityObjective Of(
        CommunityGraph graph, CommunityAssignment assignment, double weightCoefficient, Execution execution)
    {
        var parts = new CommunityObjective[graph.VertexCount / BlockSize + 1];
        ParallelRows.Run(graph.VertexCount, BlockSize, execution.WithoutProgress(), (block, first, end) =>
        {
            var sum = default(CommunityObjective);
            for (var vertex = first; vertex < end; vertex++) sum = sum.Plus(OfVertex(graph, assignment, weightCoefficient, vertex));
            parts[block] = sum;
        });
        return parts.Aggregate(default(CommunityObjective), (sum, part) => sum.Plus(part));
    }

    /// <summary>One vertex's part.</summary>
    internal static CommunityObjective OfVertex(CommunityGraph graph, CommunityAssignment assignment, double weightCoefficient, int vertex)
    {
        var label = assignment.Labels[vertex];
        if (label == KnownFor.None) return default;
        var start = graph.Matrix.Offsets[vertex];
        var neighbors = graph.Matrix.RowKeys(vertex);
        var inside = 0;
        var weight = 0.0;
        for (var i = 0; i < neighbors.Length; i++)
        {
            if (assignment.Labels[neighbors[i]] != label) continue;
            inside++;
            weight += graph.Weight(start + i);
        }

        return new(weightCoefficient * weight + graph.MeanWeights[vertex] * (inside - assignment.Sizes[label]), inside, weight);
    }

    CommunityObjective Plus(CommunityObjective other) =>
        new(Value + other.Value, InsideEntries + other.InsideEntries, InsideWeight + other.InsideWeight);
}
