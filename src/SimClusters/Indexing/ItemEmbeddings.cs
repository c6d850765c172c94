using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>Items in the space of communities: the decayed sum of what those who engaged with each care about, its strongest clusters kept.</summary>
/// <remarks>Memory: 8 bytes an entry, 8 an item, and the ids.</remarks>
/// <param name="Items">The items with at least one cluster, in rows of their own.</param>
/// <param name="Scores">Items × clusters: decayed sums, &gt; 0, not normalised.</param>
public sealed record ItemEmbeddings(NodeIndex Items, SparseMatrix Scores) : IDisposable
{
    public int ClusterCount => Scores.ColumnCount;

    public void Dispose()
    {
        Items.Dispose();
        Scores.Dispose();
    }
}
