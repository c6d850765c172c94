namespace SimClusters.Clusters;

/// <summary>Pearson's correlation of pairs that come one by one: do two figures rise together?</summary>
/// <remarks>
/// The formula of offline.md §10.4, (nΣxy − ΣxΣy) / √(nΣx² − (Σx)²)√(nΣy² − (Σy)²), of differences to the first pair. That changes nothing but the rounding: without
/// it, equal figures can leave a variance a little above 0, and any correlation. 64 bytes.
/// </remarks>
struct PearsonSums
{
    double _firstX, _firstY, _x, _y, _xx, _yy, _xy;
    long _count;

    internal void Add(double x, double y)
    {
        if (_count++ == 0) (_firstX, _firstY) = (x, y);
        x -= _firstX;
        y -= _firstY;
        _x += x;
        _y += y;
        _xx += x * x;
        _yy += y * y;
        _xy += x * y;
    }

    /// <summary>From −1 to 1; 0 where one of the figures does not vary, and where there are none.</summary>
    internal readonly double Correlation
    {
        get
        {
            var spread = Math.Sqrt(Math.Max(0, _count * _xx - _x * _x)) * Math.Sqrt(Math.Max(0, _count * _yy - _y * _y));
            return spread > 0 ? Math.Clamp((_count * _xy - _x * _y) / spread, -1, 1) : 0;
        }
    }
}
