using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Who is like whom by their vectors, and so whom to follow next: each producer's nearest others.</summary>
/// <remarks>Memory: 8 bytes an entry, 8 a producer.</remarks>
/// <param name="Variant">The vectors that were compared.</param>
/// <param name="Cosines">Producers × producers: cosine of the two vectors, in (0, 1]. Not symmetric: each keeps its own nearest.</param>
/// <param name="CandidateCount">Pairs that were compared.</param>
public sealed record SimilarUsers(ProducerVariant Variant, SparseMatrix Cosines, long CandidateCount) : IDisposable
{
    public void Dispose() => Cosines.Dispose();
}
