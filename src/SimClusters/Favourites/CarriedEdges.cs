using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>A walk along the edges of an earlier favourite graph of a range of users, decayed to a later time.</summary>
ref struct CarriedEdges
{
    /// <summary>The pair after the last.</summary>
    internal const ulong None = ulong.MaxValue;

    readonly CarriedGraph _graph;
    readonly int _firstUser;
    readonly int _authorBits;
    readonly long _end;
    int _user;
    long _edge;

    internal CarriedEdges(CarriedGraph graph, int firstUser, int endUser, int authorBits)
    {
        (_graph, _firstUser, _authorBits, _user) = (graph, firstUser, authorBits, firstUser);
        (_edge, _end) = (graph.Edges.Offsets[firstUser], graph.Edges.Offsets[endUser]);
        Count = checked((int)(_end - _edge));
        Pair = None;
        Settle();
    }

    internal int Count { get; }

    /// <summary>The edge at hand: the user's place in the range above the author's row; or <see cref="None"/>.</summary>
    internal ulong Pair { get; private set; }

    /// <summary>Adds the edge at hand, and goes to the next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void AddTo(ref Vector256<double> sums)
    {
        for (var h = 0; h < _graph.Factors.Length; h++) sums = sums.WithElement(h, sums[h] + _graph.Weights[h][_edge] * _graph.Factors[h]);
        _edge++;
        Settle();
    }

    void Settle()
    {
        if (_edge == _end)
        {
            Pair = None;
            return;
        }

        while (_graph.Edges.Offsets[_user + 1L] <= _edge) _user++;
        Pair = ((ulong)(_user - _firstUser) << _authorBits) | (uint)_graph.Edges.Keys[_edge];
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
        var seconds = FavouritePacking.Seconds(nowMs) - FavouritePacking.Seconds(graph.Now.ToUnixTimeMilliseconds());
        if (seconds < 0)
            throw new ArgumentException($"The favourite graph is of {graph.Now:u}, later than now, {DateTimeOffset.FromUnixTimeMilliseconds(nowMs):u}; name a later time.", nameof(graph));
        return new(
            RowMap.Remapped(graph.Edges, RowMap.Of(graph.Consumers, users), users.Count, RowMap.Of(graph.Producers, authors), authors.Count, execution),
            [.. options.HalfLivesInDays.Select(graph.WeightsOf)], [.. options.HalfLivesInDays.Select(days => HalfLifeDecay.HalvedBy(seconds / (days * 86_400)))]);
    }
}
