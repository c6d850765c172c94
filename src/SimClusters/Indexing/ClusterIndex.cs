using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>Each cluster's top items: where recommendations are looked up.</summary>
/// <remarks>Memory: 8 bytes an entry, 8 a cluster, and the ids.</remarks>
/// <param name="Items">The items that are in any list, in rows of their own.</param>
/// <param name="Scores">Clusters × items: the score of the item's embedding in the cluster, raw, as it stands at the time of the index; ascending by item, so that readers sort by score.</param>
public sealed record ClusterIndex(NodeIndex Items, SparseMatrix Scores) : IDisposable
{
    public int ClusterCount => Scores.RowCount;

    public void Dispose()
    {
        Items.Dispose();
        Scores.Dispose();
    }
}
