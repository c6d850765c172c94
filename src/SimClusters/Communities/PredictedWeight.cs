using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>The weight that communities predict: for two members, the mean edge weight of both ends, (s + s') / (d + d').</summary>
/// <remarks>Directed: each pair counts twice, as entries of the matrix do. A pair of members without any edge counts 0.</remarks>
static class PredictedWeight
{
    const int BlockSize = 1_024;

    /// <summary>Over all pairs of members of a community.</summary>
    /// <remarks>
    /// Members of equal degree share a denominator, so their sums are enough: a step for each pair of distinct degrees in a community, exact, where pairs of
    /// members would be too many. Memory: 4 bytes a vertex.
    /// </remarks>
    internal static double OfPairs(CommunityGraph graph, CommunityAssignment assignment)
    {
        var members = new int[assignment.Sizes.Sum()];
        var next = new int[assignment.ClusterCount];
        for (var cluster = 1; cluster < next.Length; cluster++) next[cluster] = next[cluster - 1] + assignment.Sizes[cluster - 1];
        for (var vertex = 0; vertex < graph.VertexCount; vertex++)
            if (assignment.Labels[vertex] != KnownFor.None) members[next[assignment.Labels[vertex]]++] = vertex;

        var sum = 0.0;
        var groups = new List<(int Degree, int Count, double Weight)>();
        for (var cluster = 0; cluster < assignment.ClusterCount; cluster++)
        {
            GroupByDegree(graph, members.AsSpan(next[cluster] - assignment.Sizes[cluster], assignment.Sizes[cluster]), groups);
            for (var i = 0; i < groups.Count; i++)
            {
                var (degree, count, weight) = groups[i];
                if (degree > 0) sum += (count - 1) * weight / degree;
                for (var j = 0; j < i; j++)
                    sum += 2 * (count * groups[j].Weight + groups[j].Count * weight) / (degree + groups[j].Degree);
            }
        }

        return sum;
    }

    /// <summary>Over the edges inside communities. Summed by block of rows, then in order.</summary>
    internal static double OfEdges(CommunityGraph graph, CommunityAssignment assignment, Execution execution)
    {
        var parts = new double[graph.VertexCount / BlockSize + 1];
        ParallelRows.Run(graph.VertexCount, BlockSize, execution.WithoutProgress(), (block, first, end) =>
        {
            var sum = 0.0;
            for (var vertex = first; vertex < end; vertex++) sum += OfEdgesAt(graph, assignment, vertex);
            parts[block] = sum;
        });
        return parts.Sum();
    }

    static double OfEdgesAt(CommunityGraph graph, CommunityAssignment assignment, int vertex)
    {
        var label = assignment.Labels[vertex];
        if (label == KnownFor.None) return 0;
        var degree = graph.Matrix.RowLength(vertex);
        var weight = graph.MeanWeights[vertex] * degree;
        var sum = 0.0;
        foreach (var neighbor in graph.Matrix.RowKeys(vertex))
        {
            if (assignment.Labels[neighbor] != label) continue;
            var otherDegree = graph.Matrix.RowLength(neighbor);
            sum += (weight + graph.MeanWeights[neighbor] * otherDegree) / (degree + otherDegree);
        }

        return sum;
    }

    static void GroupByDegree(CommunityGraph graph, Span<int> members, List<(int Degree, int Count, double Weight)> groups)
    {
        groups.Clear();
        members.Sort((left, right) =>
            graph.Matrix.RowLength(left) is var a && graph.Matrix.RowLength(right) is var b && a != b ? a.CompareTo(b) : left.CompareTo(right));
        foreach (var vertex in members)
        {
            var degree = graph.Matrix.RowLength(vertex);
            var weight = graph.MeanWeights[vertex] * degree;
            if (groups.Count > 0 && groups[^1].Degree == degree) groups[^1] = (degree, groups[^1].Count + 1, groups[^1].Weight + weight);
            else groups.Add((degree, 1, weight));
        }
    }
}
