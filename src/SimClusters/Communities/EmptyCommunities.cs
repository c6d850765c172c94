using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>Brings communities that have fallen empty back, where the graph has none.</summary>
/// <remarks>
/// A community without members is in no neighbour's row, so it is never proposed again and k could only shrink. Production revived them once a
/// week, before the first epoch (spec: offline §4.2); here it is done between epochs.
/// </remarks>
static class EmptyCommunities
{
    /// <summary>Vertices without a community in random order; each becomes, with its neighbours without one, the next empty community.</summary>
    /// <param name="epoch">Part of the key of the order.</param>
    /// <returns>Communities revived.</returns>
    internal static int Revive(CommunityGraph graph, CommunityAssignment assignment, ulong seed, int epoch)
    {
        if (assignment.EmptyCount == 0) return 0;
        var revived = 0;
        var key = CounterRandom.Key(CounterRandom.Key(seed, CommunityStart.RevivalStream), (ulong)epoch);
        var order = new SeededPermutation(key, graph.VertexCount);
        for (int position = 0, cluster = 0; position < graph.VertexCount; position++)
        {
            var vertex = order[position];
            if (assignment.Labels[vertex] != KnownFor.None) continue;
            var free = 0;
            foreach (var neighbor in graph.Matrix.RowKeys(vertex))
                free += assignment.Labels[neighbor] == KnownFor.None ? 1 : 0;

            // A community of one gains nothing, and would be left again at once.
            if (free == 0) continue;
            while (cluster < assignment.ClusterCount && assignment.Sizes[cluster] > 0) cluster++;
            if (cluster == assignment.ClusterCount) break;
            assignment.Move(vertex, cluster);
            foreach (var neighbor in graph.Matrix.RowKeys(vertex))
                if (assignment.Labels[neighbor] == KnownFor.None) assignment.Move(neighbor, cluster);
            revived++;
        }

        return revived;
    }
}
