using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>One user's edges of an earlier favourite graph, decayed to a later time.</summary>
readonly ref struct CarriedEdges(CarriedGraph graph, int userRow)
{
    readonly long _start = graph.Edges.Offsets[userRow];

    internal int Count { get; } = graph.Edges.RowLength(userRow);

    internal int AuthorAt(int edge) => graph.Edges.Keys[_start + edge];

    internal void AddTo(ref HalfLifeSums sums, int edge)
    {
        for (var h = 0; h < graph.Factors.Length; h++) sums[h] += graph.Weights[h][_start + edge] * graph.Factors[h];
    }
}

/// <summary>An earlier favourite graph in the rows of the one that is made, and how much of each weight time has left.</summary>
/// <param name="Edges">Users × authors.</param>
/// <param name="Weights">By half-life and edge, as they were then.</param>
/// <param name="Factors">By half-life.</param>
sealed record CarriedGraph(SparseMatrix Edges, IReadOnlyList<NativeArray<float>> Weights, double[] Factors)
{
    /// <summary>No edges at all.</summary>
    internal static CarriedGraph Empty(int userCount, int authorCount) => new(new(authorCount, new(userCount + 1L), new(0), null), [], []);

    /// <exception cref="ArgumentException">The graph lacks a half-life, or is later than <paramref name="nowMs"/>.</exception>
    internal static CarriedGraph Of(FavouriteGraph graph, NodeIndex users, NodeIndex authors, FavouriteGraphOptions options, long nowMs, Execution execution)
    {
        var seconds = UserFavourites.Seconds(nowMs) - UserFavourites.Seconds(graph.Now.ToUnixTimeMilliseconds());
        if (seconds < 0)
            throw new ArgumentException($"The favourite graph is of {graph.Now:u}, later than now, {DateTimeOffset.FromUnixTimeMilliseconds(nowMs):u}; name a later time.", nameof(graph));
        return new(
            RowMap.Remapped(graph.Edges, RowMap.Of(graph.Consumers, users), users.Count, RowMap.Of(graph.Producers, authors), authors.Count, execution),
            [.. options.HalfLivesInDays.Select(graph.WeightsOf)], [.. options.HalfLivesInDays.Select(days => HalfLifeDecay.HalvedBy(seconds / (days * 86_400)))]);
    }
}
