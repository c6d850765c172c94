using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What items are about: items × topics.</summary>
/// <remarks>Memory: 4 bytes a pair, 8 an item, and the ids.</remarks>
/// <param name="Items">The items, in rows of their own.</param>
/// <param name="Topics">The topics, by their ids: integers or words.</param>
/// <param name="Pairs">Items × topics, unweighted.</param>
public sealed record ItemTopics(NodeIndex Items, NodeIndex Topics, SparseMatrix Pairs) : IDisposable
{
    public void Dispose()
    {
        Items.Dispose();
        Topics.Dispose();
        Pairs.Dispose();
    }
}
