using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>F: how much each consumer likes each producer's items, newer favourites more. One weight an edge and half-life.</summary>
/// <remarks>
/// A weight is Σ over favourites of 2^(−age/half-life); 0 where the half-life's own sum is below the least weight while another's is not.
/// Memory: 4 bytes an edge, 4 more a half-life, 8 a consumer, and the ids.
/// </remarks>
public sealed class FavouriteGraph : IDisposable
{
    /// <param name="consumers">Who likes: one row each.</param>
    /// <param name="producers">Whose items are liked: one row each.</param>
    /// <param name="edges">Consumer → producers, unweighted.</param>
    /// <param name="weights">By half-life and edge: ≥ 0 and finite, one of them &gt; 0.</param>
    /// <param name="halfLivesInDays">A half-life for each array of weights.</param>
    /// <param name="now">The time that ages are counted to.</param>
    /// <exception cref="ArgumentException">The parts disagree about their sizes.</exception>
    public FavouriteGraph(
        NodeIndex consumers, NodeIndex producers, SparseMatrix edges, IReadOnlyList<NativeArray<float>> weights, IReadOnlyList<double> halfLivesInDays, DateTimeOffset now)
    {
        if (edges.RowCount != consumers.Count || edges.ColumnCount != producers.Count)
            throw new ArgumentException($"Edges of {edges.RowCount:N0} × {edges.ColumnCount:N0} for {consumers.Count:N0} consumers and {producers.Count:N0} producers.", nameof(edges));
        if (weights.Count != halfLivesInDays.Count || weights.Any(array => array.Length != edges.EntryCount))
            throw new ArgumentException($"{halfLivesInDays.Count:N0} half-lives and {edges.EntryCount:N0} edges need as many weights.", nameof(weights));
        Consumers = consumers;
        Producers = producers;
        Edges = edges;
        Weights = weights;
        HalfLivesInDays = halfLivesInDays;
        Now = now;
    }

    public NodeIndex Consumers { get; }

    public NodeIndex Producers { get; }

    public SparseMatrix Edges { get; }

    /// <summary>By half-life, then by edge.</summary>
    public IReadOnlyList<NativeArray<float>> Weights { get; }

    public IReadOnlyList<double> HalfLivesInDays { get; }

    public DateTimeOffset Now { get; }

    public long EdgeCount => Edges.EntryCount;

    /// <summary>The weights of one half-life.</summary>
    /// <exception cref="ArgumentException">The graph has no such half-life.</exception>
    public NativeArray<float> WeightsOf(double halfLifeInDays)
    {
        var place = HalfLivesInDays.ToList().IndexOf(halfLifeInDays);
        return place >= 0 ? Weights[place] : throw new ArgumentException($"The favourite graph has half-lives of {string.Join(", ", HalfLivesInDays)} days, and none of {halfLifeInDays}.", nameof(halfLifeInDays));
    }

    public void Dispose()
    {
        Edges.Dispose();
        foreach (var array in Weights) array.Dispose();
        Consumers.Dispose();
        Producers.Dispose();
    }
}
