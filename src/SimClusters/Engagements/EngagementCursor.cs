namespace SimClusters.Engagements;

/// <summary>Walks along the edges of an engagement graph, by consumer and by producer within one, and tells the published fields of each.</summary>
/// <remarks>Fields: those of NeighborWithWeights, T/graph.thrift. A struct of its own position: several may walk along one graph at once.</remarks>
public struct EngagementCursor
{
    readonly EngagementGraph _graph;
    readonly long[] _starts;

    long _follow, _fav, _followEnd, _favEnd;
    long _favEdge;

    /// <param name="graph">The edges.</param>
    public EngagementCursor(EngagementGraph graph)
        : this(graph, StartsOf(graph))
    {
    }

    /// <param name="graph">The edges.</param>
    /// <param name="starts">As <see cref="StartsOf"/> gives them: for several cursors on one graph.</param>
    public EngagementCursor(EngagementGraph graph, long[] starts)
    {
        _graph = graph;
        _starts = starts;
        ConsumerRow = -1;
    }

    public int ConsumerRow { get; private set; }

    public int ProducerRow { get; private set; }

    public bool IsFollowed { get; private set; }

    /// <summary>followScoreNormalizedByNeighborFollowersL2: 1/√followers, or 0 without a follow.</summary>
    public readonly float FollowOverNorm => IsFollowed ? (float)NormsAndCounts.Inverse(_graph.Norms.FollowerNorm(ProducerRow)) : 0;

    /// <summary>favScoreHalfLife100Days: w, of whichever half-life the graph is.</summary>
    public readonly float Fav => _favEdge < 0 ? 0 : _graph.Favourites!.Weights.Values![_favEdge];

    /// <summary>favScoreHalfLife100DaysNormalizedByNeighborFaversL2: w/‖w_p‖.</summary>
    public readonly float FavOverNorm => _favEdge < 0 ? 0 : (float)(Fav * NormsAndCounts.Inverse(_graph.Norms.FaverNorms[ProducerRow]));

    /// <summary>logFavScore: log10(1 + w).</summary>
    public readonly float LogFav => _favEdge < 0 ? 0 : _graph.Favourites!.Logs[_favEdge];

    /// <summary>logFavScoreL2Normalized: that over its producer's norm.</summary>
    public readonly float LogFavOverNorm => _favEdge < 0 ? 0 : (float)(LogFav * NormsAndCounts.Inverse(_graph.Norms.LogFavNorms[ProducerRow]));

    /// <summary>By consumer, the number of its first edge; and the number of all edges. 8 bytes a consumer.</summary>
    public static long[] StartsOf(EngagementGraph graph)
    {
        var starts = new long[graph.ConsumerCount + 1];
        for (var row = 0; row < graph.ConsumerCount; row++)
        {
            var liked = graph.Favourites is null ? [] : graph.Favourites.Weights.RowKeys(row);
            var followed = graph.Follows.RowKeys(row);
            starts[row + 1] = starts[row] + followed.Length + liked.Length - EngagementGraph.SharedCount(followed, liked);
        }

        return starts;
    }

    /// <summary>Goes to just before an edge.</summary>
    /// <param name="edge">0 to the number of edges.</param>
    public void Seek(long edge)
    {
        var row = Array.BinarySearch(_starts, edge);
        if (row < 0) row = ~row - 1;

        // Of consumers without an edge, which start where the next one does, the last.
        while (row < _graph.ConsumerCount && _starts[row + 1] == edge) row++;
        if (row >= _graph.ConsumerCount)
        {
            ConsumerRow = _graph.ConsumerCount;
            return;
        }

        Enter(row);
        for (var at = _starts[row]; at < edge; at++) Step();
    }

    /// <summary>Goes to the next edge; false at the end.</summary>
    public bool MoveNext()
    {
        while (_follow == _followEnd && _fav == _favEnd)
        {
            if (ConsumerRow + 1 >= _graph.ConsumerCount) return false;
            Enter(ConsumerRow + 1);
        }

        Step();
        return true;
    }

    void Enter(int row)
    {
        ConsumerRow = row;
        (_follow, _followEnd) = (_graph.Follows.Offsets[row], _graph.Follows.Offsets[row + 1]);
        if (_graph.Favourites is { } favourites) (_fav, _favEnd) = (favourites.Weights.Offsets[row], favourites.Weights.Offsets[row + 1]);
    }

    void Step()
    {
        var followed = _follow < _followEnd ? _graph.Follows.Keys[_follow] : int.MaxValue;
        var liked = _fav < _favEnd ? _graph.Favourites!.Weights.Keys[_fav] : int.MaxValue;
        ProducerRow = Math.Min(followed, liked);
        IsFollowed = followed == ProducerRow;
        _favEdge = liked == ProducerRow ? _fav++ : -1;
        if (IsFollowed) _follow++;
    }
}
