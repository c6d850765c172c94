using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>The items of a synthetic network by community and age, and how much attention each draws: what engagements pick from.</summary>
/// <remarks>Attention is Pareto with density exponent 2, capped at 300 times the least, so that a few items of each day have most of it. Memory: 20 bytes an item. A pick is three binary searches.</remarks>
sealed class SyntheticItems
{
    const double MaxAttention = 300;

    readonly int[] _firstOf;
    readonly long[] _items;
    readonly long[] _publishedMs;
    readonly double[] _cumulative;

    internal SyntheticItems(SyntheticNetworkOptions options, SyntheticFavourites favourites, ReadOnlySpan<int> communityOfProducers)
    {
        var count = checked((int)favourites.ItemCount);
        _firstOf = new int[options.Communities + 1];
        for (var row = 0; row < communityOfProducers.Length; row++) _firstOf[communityOfProducers[row] + 1] += (int)favourites.ItemsOf(row).Count;
        for (var community = 0; community < options.Communities; community++) _firstOf[community + 1] += _firstOf[community];
        _items = new long[count];
        _publishedMs = new long[count];
        _cumulative = new double[count + 1];
        var next = _firstOf.AsSpan().ToArray();
        for (var row = 0; row < communityOfProducers.Length; row++)
        {
            var (first, itemCount) = favourites.ItemsOf(row);
            for (var item = first; item < first + itemCount; item++)
            {
                var at = next[communityOfProducers[row]]++;
                _items[at] = item;
                _publishedMs[at] = favourites.PublishedAt(item).ToUnixTimeMilliseconds();
            }
        }

        for (var community = 0; community < options.Communities; community++)
        {
            var (first, length) = (_firstOf[community], _firstOf[community + 1] - _firstOf[community]);
            SortByTime(_publishedMs.AsSpan(first, length), _items.AsSpan(first, length));
        }

        for (var at = 0; at < count; at++)
        {
            var draw = 1 / CounterRandom.Uniform(CounterRandom.Bits(SyntheticStreams.ItemAttention.Key(options.Seed, _items[at]), 0));
            _cumulative[at + 1] = _cumulative[at] + Math.Min(draw, MaxAttention);
        }
    }

    /// <summary>An item of a community that was published in a span of time, in proportion to attention; 0 where there is none.</summary>
    /// <param name="fromMs">The first moment of the span.</param>
    /// <param name="toMs">The last.</param>
    internal long Pick(int community, long fromMs, long toMs, ulong bits)
    {
        var first = LowerBound(_firstOf[community], _firstOf[community + 1], fromMs);
        var end = LowerBound(first, _firstOf[community + 1], toMs + 1);
        if (first == end) return 0;
        var wanted = _cumulative[first] + CounterRandom.Uniform(bits) * (_cumulative[end] - _cumulative[first]);

        // The last item whose attention starts at or before the wanted one.
        while (end - first > 1)
        {
            var middle = (int)((uint)(first + end) / 2);
            if (_cumulative[middle] <= wanted) first = middle;
            else end = middle;
        }

        return _items[first];
    }

    int LowerBound(int low, int high, long timeMs)
    {
        while (low < high)
        {
            var middle = (int)((uint)(low + high) / 2);
            if (_publishedMs[middle] < timeMs) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // By time, then item, so that the order is one of a kind.
    static void SortByTime(Span<long> timesMs, Span<long> items)
    {
        timesMs.Sort(items);
        for (int start = 0, end; start < timesMs.Length; start = end)
        {
            for (end = start + 1; end < timesMs.Length && timesMs[end] == timesMs[start]; end++) continue;
            if (end > start + 1) items[start..end].Sort();
        }
    }
}
