using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Engagements;

/// <summary>Who follows and who likes whom, in one row space, both directions: the edges that interests and vectors are made of.</summary>
/// <remarks>
/// A consumer's edges are the union of its follows and favourites, cut to the strongest. Without favourites it is the follow graph. Memory beside the follow graph: 24 bytes a favourite edge, 16 a
/// row, 56 a producer; and 8 a follow where a consumer was cut.
/// </remarks>
public sealed class EngagementGraph : IDisposable
{
    readonly bool _ownsFollows;

    internal EngagementGraph(FollowGraph graph, SparseMatrix follows, SparseMatrix followers, FavouriteEdges? favourites, FavouriteEdges? favers, NormsAndCounts norms, EngagementCutReport cut)
    {
        _ownsFollows = !ReferenceEquals(follows, graph.Follows);
        Consumers = graph.Consumers;
        Producers = graph.Producers;
        Follows = follows;
        Followers = followers;
        Favourites = favourites;
        Favers = favers;
        Norms = norms;
        Cut = cut;
    }

    /// <summary>Who follows or likes; the follow graph's own.</summary>
    public NodeIndex Consumers { get; }

    /// <summary>Who is followed or liked; the follow graph's own.</summary>
    public NodeIndex Producers { get; }

    /// <summary>Consumer → producers it follows, after the cut.</summary>
    public SparseMatrix Follows { get; }

    /// <summary>The transpose of <see cref="Follows"/>.</summary>
    public SparseMatrix Followers { get; }

    /// <summary>Consumer → producers it likes, after the cut; null where nothing is known of favourites.</summary>
    public FavouriteEdges? Favourites { get; }

    /// <summary>The transpose of <see cref="Favourites"/>.</summary>
    public FavouriteEdges? Favers { get; }

    /// <summary>Of all edges, before the cut.</summary>
    public NormsAndCounts Norms { get; }

    /// <summary>What the cut took.</summary>
    public EngagementCutReport Cut { get; }

    public int ConsumerCount => Consumers.Count;

    public int ProducerCount => Producers.Count;

    /// <summary>Edges: pairs of a consumer and a producer it follows or likes. One walk along both.</summary>
    public long CountEdges()
    {
        if (Favourites is null) return Follows.EntryCount;
        long shared = 0;
        for (var row = 0; row < ConsumerCount; row++) shared += SharedCount(Follows.RowKeys(row), Favourites.Weights.RowKeys(row));
        return Follows.EntryCount + Favourites.Weights.EntryCount - shared;
    }

    /// <summary>Keys that two ascending rows have in common.</summary>
    internal static int SharedCount(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        var shared = 0;
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            var (left, right) = (one[i], other[j]);
            if (left == right) shared++;
            if (left <= right) i++;
            if (right <= left) j++;
        }

        return shared;
    }

    public void Dispose()
    {
        if (_ownsFollows)
        {
            Follows.Dispose();
            Followers.Dispose();
        }

        Favourites?.Dispose();
        Favers?.Dispose();
    }
}

/// <summary>What the cut to the strongest producers took.</summary>
/// <param name="ConsumerCount">Consumers with more edges than are kept.</param>
/// <param name="EdgeCount">Their edges beyond.</param>
public readonly record struct EngagementCutReport(int ConsumerCount, long EdgeCount);
