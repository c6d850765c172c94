using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>E: nouns in the space of communities, and each community's top nouns.</summary>
/// <remarks>Memory: 8 bytes an entry a direction, 8 a row; the nouns are whose they were.</remarks>
/// <param name="Variant">Which vectors these are.</param>
/// <param name="ByNoun">Nouns × clusters: cosines in (0, 1], each noun's strongest.</param>
/// <param name="ByCluster">Clusters × nouns: cosines in (0, 1], each cluster's strongest among all that pass the threshold, not only among those that the nouns keep.</param>
/// <param name="RemovedByMinUsers">Nouns with too few users.</param>
/// <param name="RemovedByThreshold">Products &gt; 0 at or below the minimum.</param>
/// <param name="RemovedByTruncation">Entries above it that the noun's limit cut.</param>
public sealed record NounEmbeddings(NounVariant Variant, SparseMatrix ByNoun, SparseMatrix ByCluster, int RemovedByMinUsers, long RemovedByThreshold, long RemovedByTruncation) : IDisposable
{
    public void Dispose()
    {
        ByNoun.Dispose();
        ByCluster.Dispose();
    }
}
