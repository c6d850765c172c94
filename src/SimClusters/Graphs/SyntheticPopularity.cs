using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Who is picked when someone picks a producer: of a community, or of the whole network.</summary>
/// <remarks>
/// Producers stand in slots sorted by community; a slot's producer row is drawn by a shuffle, so that ids tell nothing about
/// communities. Attention to a producer is Pareto with exponent 1 (audiences then have a density of exponent 2), capped at
/// 3,000 times the least. Memory: 20 bytes a producer. A pick is one binary search.
/// </remarks>
sealed class SyntheticPopularity
{
    const double MaxAttention = 3_000;

    // Attention of the slots before each; entry n is that of all.
    readonly double[] _cumulative;
    readonly int[] _rowOfSlot;
    readonly int[] _firstSlot;

    internal SyntheticPopularity(SyntheticNetworkOptions options, int[] firstSlot)
    {
        _firstSlot = firstSlot;
        _cumulative = new double[options.Producers + 1];
        _rowOfSlot = new int[options.Producers];
        CommunityOf = new int[options.Producers];

        var attention = SyntheticStreams.Attention.Key(options.Seed);
        for (var slot = 0; slot < options.Producers; slot++)
        {
            var draw = 1 / CounterRandom.Uniform(CounterRandom.Bits(attention, (ulong)slot));
            _cumulative[slot + 1] = _cumulative[slot] + Math.Min(draw, MaxAttention);
            _rowOfSlot[slot] = slot;
        }

        var shuffle = SyntheticStreams.Shuffle.Key(options.Seed);
        for (var last = options.Producers - 1; last > 0; last--)
        {
            var other = (int)CounterRandom.Below(CounterRandom.Bits(shuffle, (ulong)last), last + 1);
            (_rowOfSlot[last], _rowOfSlot[other]) = (_rowOfSlot[other], _rowOfSlot[last]);
        }

        for (var community = 0; community + 1 < firstSlot.Length; community++)
            for (var slot = firstSlot[community]; slot < firstSlot[community + 1]; slot++)
                CommunityOf[_rowOfSlot[slot]] = community;
    }

    /// <summary>The planted community of each producer row.</summary>
    internal int[] CommunityOf { get; }

    /// <summary>A community, in proportion to its producers.</summary>
    internal int PickCommunity(ulong bits) =>
        CommunityOf[(int)CounterRandom.Below(bits, CommunityOf.Length)];

    /// <summary>A producer row of one community, in proportion to attention.</summary>
    internal int PickFrom(int community, ulong bits) => Pick(_firstSlot[community], _firstSlot[community + 1], bits);

    /// <summary>A producer row of the whole network, in proportion to attention.</summary>
    internal int PickAny(ulong bits) => Pick(0, _rowOfSlot.Length, bits);

    int Pick(int first, int end, ulong bits)
    {
        var low = _cumulative[first];
        var wanted = low + CounterRandom.Uniform(bits) * (_cumulative[end] - low);

        // The last slot whose attention starts at or before the wanted one.
        while (end - first > 1)
        {
            var middle = (int)((uint)(first + end) / 2);
            if (_cumulative[middle] <= wanted) first = middle;
            else end = middle;
        }

        return _rowOfSlot[first];
    }
}

/// <summary>The independent streams of random numbers of a network.</summary>
enum SyntheticStreams : ulong
{
    CommunitySizes,
    Attention,
    Shuffle,
    Homes,
    FollowCounts,
    Follows,
    ItemCounts,
    Items,
    FavouriteCounts,
    Favourites,
    Users,
    Communities,
    Interests,
    ItemAttention,
    ItemMedia,
    EventCounts,
    Events,
    TopicFollows,
}

static class SyntheticStreamKeys
{
    internal static ulong Key(this SyntheticStreams stream, ulong seed) => CounterRandom.Key(seed, (ulong)stream);

    internal static ulong Key(this SyntheticStreams stream, ulong seed, long row) => CounterRandom.Key(stream.Key(seed), (ulong)row);
}
