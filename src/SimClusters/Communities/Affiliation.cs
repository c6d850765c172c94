using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>How strongly a vertex belongs to its community: a weighted Jaccard of its neighbourhood and the members.</summary>
/// <remarks>
/// in / (in + out + ḡ·missing): weight to members, weight to others, and the mean edge weight for each member that is no neighbour. 1 for a community of one;
/// 0 where the denominator is. Not normalised a cluster: production took the plain values. Spec: offline §4.4, community detection §7.
/// </remarks>
static class Affiliation
{
    /// <summary>A score a vertex, 0 where there is no community. One pass over the edges.</summary>
    internal static float[] Scores(CommunityGraph graph, CommunityAssignment assignment, Execution execution)
    {
        var scores = new float[graph.VertexCount];
        ParallelRows.Run(graph.VertexCount, 1_024, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var vertex = first; vertex < end; vertex++) scores[vertex] = (float)Of(graph, assignment, vertex);
        });
        return scores;
    }

    /// <summary>The score of one vertex with its own community.</summary>
    internal static double Of(CommunityGraph graph, CommunityAssignment assignment, int vertex)
    {
        var label = assignment.Labels[vertex];
        if (label == KnownFor.None) return 0;
        if (assignment.Sizes[label] == 1) return 1;
        var start = graph.Matrix.Offsets[vertex];
        var neighbors = graph.Matrix.RowKeys(vertex);
        double inside = 0, all = 0;
        var insideCount = 0;
        for (var i = 0; i < neighbors.Length; i++)
        {
            var weight = graph.Weight(start + i);
            all += weight;
            if (assignment.Labels[neighbors[i]] != label) continue;
            inside += weight;
            insideCount++;
        }

        var missing = assignment.Sizes[label] - 1 - insideCount;
        var whole = all + graph.MeanEdgeWeight * missing;
        return whole > 0 ? inside / whole : 0;
    }
}
