using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>What users are interested in by their own word: users × topics.</summary>
/// <remarks>Memory: 4 bytes a pair, 8 a user, and the ids and words.</remarks>
/// <param name="Users">The users, in rows of their own.</param>
/// <param name="Topics">The topics, by what they are called.</param>
/// <param name="Pairs">Users × topics, unweighted.</param>
public sealed record UserTopics(NodeIndex Users, NodeIndex Topics, SparseMatrix Pairs) : IDisposable
{
    public void Dispose()
    {
        Users.Dispose();
        Topics.Dispose();
        Pairs.Dispose();
    }
}
