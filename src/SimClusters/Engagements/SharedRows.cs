using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Engagements;

/// <summary>One row space for who follows and who likes: a consumer does either, a producer is met by either.</summary>
public static class SharedRows
{
    /// <summary>The follow graph with a row for everybody in either graph, and the favourites of one half-life in those rows.</summary>
    /// <param name="follows">A; taken over.</param>
    /// <param name="favourites">F; taken over.</param>
    /// <param name="halfLifeInDays">Whose weights are wanted; edges that have none are dropped.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The graphs' ids are of different kinds, or the favourites lack the half-life.</exception>
    /// <remarks>Who only likes has an empty row of follows; who is only liked has no followers, takes no part in similarity, and still gets a vector.</remarks>
    public static (FollowGraph Follows, SparseMatrix Favourites) Of(FollowGraph follows, FavouriteGraph favourites, double halfLifeInDays, Execution? execution = null)
    {
        execution ??= Execution.Default;
        var weights = favourites.WeightsOf(halfLifeInDays);
        var consumers = RowMap.Union(follows.Consumers, favourites.Consumers);
        var producers = RowMap.Union(follows.Producers, favourites.Producers);
        var graph = Moved(follows, consumers, producers, execution);
        var consumerMap = RowMap.Of(favourites.Consumers, consumers);
        var producerMap = RowMap.Of(favourites.Producers, producers);
        using (favourites) return (graph, WithoutZeros(RowMap.Remapped(favourites.Edges, consumerMap, consumers.Count, producerMap, producers.Count, execution), weights));
    }

    /// <summary>A follow graph in the rows of indices that have at least its users; takes over all three.</summary>
    static FollowGraph Moved(FollowGraph follows, NodeIndex consumers, NodeIndex producers, Execution execution)
    {
        using (follows)
        {
            var consumerMap = RowMap.Of(follows.Consumers, consumers);
            var producerMap = RowMap.Of(follows.Producers, producers);
            return new(
                consumers, producers, RowMap.Remapped(follows.Follows, consumerMap, consumers.Count, producerMap, producers.Count, execution),
                RowMap.Remapped(follows.Followers, producerMap, producers.Count, consumerMap, consumers.Count, execution));
        }
    }

    // An edge may have a weight for a longer half-life alone.
    static SparseMatrix WithoutZeros(SparseMatrix edges, NativeArray<float> weights)
    {
        long kept = 0;
        for (long edge = 0; edge < weights.Length; edge++) kept += weights[edge] > 0 ? 1 : 0;
        var (offsets, keys, values) = (new NativeArray<long>(edges.RowCount + 1L), new NativeArray<int>(kept, cleared: false), new NativeArray<float>(kept, cleared: false));
        long to = 0;
        for (var row = 0; row < edges.RowCount; row++)
        {
            for (var edge = edges.Offsets[row]; edge < edges.Offsets[row + 1L]; edge++)
                if (weights[edge] > 0) (keys[to], values[to++]) = (edges.Keys[edge], weights[edge]);
            offsets[row + 1L] = to;
        }

        edges.Dispose();
        return new(edges.ColumnCount, offsets, keys, values);
    }
}
