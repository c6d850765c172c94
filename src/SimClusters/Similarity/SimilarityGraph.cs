using SimClusters.Numerics;

namespace SimClusters.Similarity;

/// <summary>S: how alike two producers are, by who follows them. Symmetric, no self edges, noise removed.</summary>
/// <remarks>Memory: 16 bytes a kept edge (both directions, key and cosine) and 8 bytes a producer.</remarks>
public sealed class SimilarityGraph : IDisposable
{
    /// <param name="cosines">Producers × producers: cosine of their follower sets in (0, 1]; symmetric, the diagonal empty.</param>
    /// <param name="edgesAboveThreshold">Pairs with a cosine above the minimum, before the cut to the top neighbours.</param>
    public SimilarityGraph(SparseMatrix cosines, long edgesAboveThreshold)
    {
        Cosines = cosines;
        EdgesAboveThreshold = edgesAboveThreshold;
    }

    public SparseMatrix Cosines { get; }

    public int ProducerCount => Cosines.RowCount;

    /// <summary>Undirected edges above the minimum cosine.</summary>
    public long EdgesAboveThreshold { get; }

    /// <summary>Undirected edges that either end keeps among its top neighbours.</summary>
    public long EdgeCount => Cosines.EntryCount / 2;

    public void Dispose() => Cosines.Dispose();
}
