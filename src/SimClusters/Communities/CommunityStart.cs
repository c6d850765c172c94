using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>Where the sampler starts: random neighbourhoods, or labels.</summary>
static class CommunityStart
{
    // Streams under the seed; those of the epochs lie under stream 0.
    internal const ulong NeighborhoodStream = ulong.MaxValue, RevivalStream = ulong.MaxValue - 1, SplitStream = ulong.MaxValue - 2;

    /// <summary>Vertices in random order; each not yet taken becomes, with its neighbours not yet taken, the next community.</summary>
    /// <remarks>
    /// Spec: community detection §5. When vertices run out, the communities left over stay empty (published: one random vertex each, which
    /// may be in another). Vertices without an edge are passed over (published: they use up a community each and never leave it). O(edges).
    /// </remarks>
    internal static CommunityAssignment FromNeighborhoods(CommunityGraph graph, int clusterCount, ulong seed)
    {
        var labels = new int[graph.VertexCount];
        Array.Fill(labels, KnownFor.None);
        var order = new SeededPermutation(CounterRandom.Key(seed, NeighborhoodStream), graph.VertexCount);
        for (int position = 0, cluster = 0; position < graph.VertexCount && cluster < clusterCount; position++)
        {
            var vertex = order[position];
            var neighbors = graph.Matrix.RowKeys(vertex);
            if (labels[vertex] != KnownFor.None || neighbors.IsEmpty) continue;
            labels[vertex] = cluster;
            foreach (var neighbor in neighbors)
                if (labels[neighbor] == KnownFor.None) labels[neighbor] = cluster;
            cluster++;
        }

        return new(labels, clusterCount);
    }

    /// <summary>A given label each, of a file or of the model before.</summary>
    /// <exception cref="ArgumentException">Too few or too many labels, or one that is not 0 to clusterCount − 1 or none.</exception>
    internal static CommunityAssignment FromLabels(CommunityGraph graph, int clusterCount, ReadOnlySpan<int> labels)
    {
        if (labels.Length != graph.VertexCount)
            throw new ArgumentException(
                $"Start labels: expected one for each of {graph.VertexCount:N0} vertices, found {labels.Length:N0}.", nameof(labels));
        for (var vertex = 0; vertex < labels.Length; vertex++)
        {
            if (labels[vertex] >= KnownFor.None && labels[vertex] < clusterCount) continue;
            throw new ArgumentException(
                $"Start label of row {vertex:N0}: expected 0 to {clusterCount - 1:N0}, or {KnownFor.None} for none, found {labels[vertex]:N0}; " +
                "ask for more communities or renumber the labels.", nameof(labels));
        }

        return new(labels.ToArray(), clusterCount);
    }
}
