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

    /// <summary>Gives each empty community from a number on a part of the largest one: a member drawn at random, and its neighbours there, at most half of them.</summary>
    /// <param name="first">The first community that may be filled; those before it are empty because they died out.</param>
    /// <param name="seed">Key of the order in which members are drawn.</param>
    internal static void SplitLargest(CommunityGraph graph, CommunityAssignment assignment, int first, ulong seed)
    {
        var order = new SeededPermutation(CounterRandom.Key(seed, CommunityStart.SplitStream), graph.VertexCount);
        for (var cluster = first; cluster < assignment.ClusterCount; cluster++)
        {
            if (assignment.Sizes[cluster] > 0) continue;
            var largest = Array.IndexOf(assignment.Sizes, assignment.Sizes.Max());
            if (!SplitOff(graph, assignment, order, largest, cluster)) return;
        }
    }

    // False where no member has a neighbour among the others: then there is nothing to split by.
    static bool SplitOff(CommunityGraph graph, CommunityAssignment assignment, in SeededPermutation order, int largest, int cluster)
    {
        for (var position = 0; position < graph.VertexCount; position++)
        {
            var vertex = order[position];
            if (assignment.Labels[vertex] != largest) continue;
            var wanted = assignment.Sizes[largest] / 2;
            var neighbors = new List<int>();
            foreach (var neighbor in graph.Matrix.RowKeys(vertex))
                if (neighbors.Count + 1 < wanted && assignment.Labels[neighbor] == largest) neighbors.Add(neighbor);
            if (neighbors.Count == 0) continue;
            assignment.Move(vertex, cluster);
            foreach (var neighbor in neighbors) assignment.Move(neighbor, cluster);
            return true;
        }

        return false;
    }
}
