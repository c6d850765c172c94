using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests;

/// <summary>The four-user graph of the published README, worked by hand in docs/architecture.md.</summary>
static class ToyGraph
{
    /// <summary>Consumers u1 to u4 and producers v1 to v4, ids 1 to 4.</summary>
    internal static FollowGraph Follows() => Graph(4, [[1], [2], [0, 1, 3], [0, 2]]);

    /// <summary>V as published: v1 → k2, v2 → k1, v3 → k2, v4 → k3.</summary>
    internal static KnownFor KnownFor() => new(3, [1, 0, 1, 2], [.23f, .5f, .6f, .3f]);

    /// <summary>A follow graph whose ids are the row numbers plus one.</summary>
    internal static FollowGraph Graph(int producerCount, int[][] rows)
    {
        var follows = SparseMatrix.FromRows(producerCount, rows);
        return new(Ids(rows.Length), Ids(producerCount), follows, Transpose.Of(follows, Execution.Default));
    }

    /// <summary>The graph that interests are made of, from follows alone.</summary>
    internal static EngagementGraph Engagements(FollowGraph follows) => EngagementGraphBuilder.Build(follows, null, new());

    static NodeIndex Ids(int count) =>
        NodeIndex.FromIntegers(NativeArray<long>.From([.. Enumerable.Range(1, count).Select(id => (long)id)]));
}
