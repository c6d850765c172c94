using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests;

/// <summary>The toy of spec/offline.md §0.4: consumers 1 to 5, producers 11 to 14, follows and favourites already decayed. Rows are ids less 1 and less 11.</summary>
static class RicherToy
{
    internal static FollowGraph Follows()
    {
        var follows = SparseMatrix.FromRows(4, [[0, 1], [0, 1, 2], [0, 1], [2, 3], [1, 2, 3]]);
        return new(NodeIndex.FromIntegers(NativeArray<long>.From([1, 2, 3, 4, 5])), NodeIndex.FromIntegers(NativeArray<long>.From([11, 12, 13, 14])), follows, Transpose.Of(follows, Execution.Default));
    }

    internal static SparseMatrix Favourites() => SparseMatrix.FromRows(4, [[(0, 9f)], [(0, 99), (2, 9)], [(1, 9)], [(2, 9)], [(0, 9), (3, 99)]]);

    internal static EngagementGraph Engagements(FollowGraph follows, int maxProducersPerConsumer = 2_000) =>
        EngagementGraphBuilder.Build(follows, Favourites(), new() { MaxProducersPerConsumer = maxProducersPerConsumer });

    /// <summary>V of §4.6, unsquared: {11, 12} and {13, 14}, as the floats that the sampler would store.</summary>
    internal static KnownFor KnownFor()
    {
        double c1112 = 3 / Math.Sqrt(12), c1113 = 1 / 3.0, c1213 = 2 / Math.Sqrt(12), c1214 = 1 / Math.Sqrt(8), c1314 = 2 / Math.Sqrt(6);
        return new(2, [0, 0, 1, 1],
        [
            (float)(c1112 / (c1112 + c1113)), (float)(c1112 / (c1112 + c1213 + c1214)), (float)(c1314 / (c1314 + c1113 + c1213)), (float)(c1314 / (c1314 + c1214)),
        ]);
    }
}
