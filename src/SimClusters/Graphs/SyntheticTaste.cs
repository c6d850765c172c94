using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>What one consumer likes: one to three home communities, and a share of picks that go anywhere.</summary>
/// <remarks>
/// The first home gets six tenths of the picks at home, the second three, the third one; homes may coincide, so that some consumers
/// have fewer. Homes are drawn in proportion to communities' producers; a consumer who is a producer has their own first.
/// </remarks>
readonly struct SyntheticTaste
{
    readonly SyntheticPopularity _popularity;
    readonly double _mixing;

    internal SyntheticTaste(SyntheticPopularity popularity, SyntheticNetworkOptions options, int consumerRow, int ownCommunity)
    {
        _popularity = popularity;
        _mixing = options.Mixing;
        var key = SyntheticStreams.Homes.Key(options.Seed, consumerRow);
        First = ownCommunity >= 0 ? ownCommunity : popularity.PickCommunity(CounterRandom.Bits(key, 0));
        Second = popularity.PickCommunity(CounterRandom.Bits(key, 1));
        Third = popularity.PickCommunity(CounterRandom.Bits(key, 2));
    }

    internal int First { get; }

    internal int Second { get; }

    internal int Third { get; }

    /// <summary>A producer row to this taste: draws 2·pick and 2·pick + 1 under the key.</summary>
    internal int Pick(ulong key, ulong pick)
    {
        var where = CounterRandom.Uniform(CounterRandom.Bits(key, 2 * pick));
        var who = CounterRandom.Bits(key, 2 * pick + 1);
        if (where < _mixing) return _popularity.PickAny(who);

        var home = (where - _mixing) / (1 - _mixing);
        return _popularity.PickFrom(home < 0.6 ? First : home < 0.9 ? Second : Third, who);
    }
}
