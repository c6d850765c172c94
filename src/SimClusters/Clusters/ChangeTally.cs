namespace SimClusters.Clusters;

/// <summary>What is added up of one cluster over the producers of two models. 40 bytes.</summary>
struct ChangeTally
{
    int _before, _after, _stayed;
    double _beforeSquares, _afterSquares, _product;

    internal void AddBefore(double score)
    {
        _before++;
        _beforeSquares += score * score;
    }

    internal void AddAfter(double score)
    {
        _after++;
        _afterSquares += score * score;
    }

    internal void AddStayed(double beforeScore, double afterScore)
    {
        _stayed++;
        _product += beforeScore * afterScore;
    }

    internal readonly ClusterChange Change(int minMembers) =>
        new(_before, _after, _stayed, Math.Max(_before, _after) >= minMembers ? Cosine : null);

    // 0 where a side has nobody, or nobody with a score.
    readonly double Cosine
    {
        get
        {
            var norms = Math.Sqrt(_beforeSquares) * Math.Sqrt(_afterSquares);
            return norms > 0 ? Math.Min(1, _product / norms) : 0;
        }
    }
}
