using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>N: how much each user has to do with each noun, nouns × users.</summary>
/// <remarks>Memory: 8 bytes a pair, 8 a noun, and the ids.</remarks>
/// <param name="Nouns">Its rows.</param>
/// <param name="Users">Its columns: everybody who has to do with any noun, whether interests are known or not.</param>
/// <param name="Weights">Nouns × users: weights &gt; 0.</param>
public sealed record NounEngagements(Nouns Nouns, NodeIndex Users, SparseMatrix Weights) : IDisposable
{
    public void Dispose()
    {
        Nouns.Dispose();
        Users.Dispose();
        Weights.Dispose();
    }
}
