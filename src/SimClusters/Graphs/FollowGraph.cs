using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>A: who follows whom, consumers × producers, in both directions.</summary>
/// <remarks>
/// Memory: 4 bytes an edge a direction, 8 bytes a row a direction, and the ids. Unweighted, without duplicates or self-follows.
/// A user may be a consumer and a producer; the two sides have row spaces of their own.
/// </remarks>
public sealed class FollowGraph : IDisposable
{
    /// <param name="consumers">Who follows: one row each.</param>
    /// <param name="producers">Who is followed: one row each.</param>
    /// <param name="follows">Consumer → producers, unweighted.</param>
    /// <param name="followers">Producer → consumers: the transpose of <paramref name="follows"/>.</param>
    /// <exception cref="ArgumentException">The parts disagree about their sizes.</exception>
    public FollowGraph(NodeIndex consumers, NodeIndex producers, SparseMatrix follows, SparseMatrix followers)
    {
        if (follows.RowCount != consumers.Count || follows.ColumnCount != producers.Count)
            throw new ArgumentException($"Follows of {follows.RowCount:N0} × {follows.ColumnCount:N0} for {consumers.Count:N0} consumers and {producers.Count:N0} producers.", nameof(follows));
        if (followers.RowCount != producers.Count || followers.ColumnCount != consumers.Count || followers.EntryCount != follows.EntryCount)
            throw new ArgumentException("The followers are not the transpose of the follows.", nameof(followers));

        Consumers = consumers;
        Producers = producers;
        Follows = follows;
        Followers = followers;
    }

    public NodeIndex Consumers { get; }

    public NodeIndex Producers { get; }

    /// <summary>Consumer → the producers it follows.</summary>
    public SparseMatrix Follows { get; }

    /// <summary>Producer → the consumers who follow it.</summary>
    public SparseMatrix Followers { get; }

    public int ConsumerCount => Consumers.Count;

    public int ProducerCount => Producers.Count;

    /// <summary>Distinct follows.</summary>
    public long FollowCount => Follows.EntryCount;

    /// <summary>How many follow a producer: D_p.</summary>
    public int FollowerCount(int producerRow) => Followers.RowLength(producerRow);

    public void Dispose()
    {
        Follows.Dispose();
        Followers.Dispose();
        Consumers.Dispose();
        Producers.Dispose();
    }
}
