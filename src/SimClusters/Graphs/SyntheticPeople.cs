using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>The users of a synthetic network: who is a consumer, who a producer, who is both, and what they like.</summary>
/// <remarks>
/// Consumers are users 1 to n, consumerRow + 1. The first producer rows are consumers too, spread evenly over them; the others are
/// the users after n. Nothing is stored but the communities: the rest is arithmetic and draws.
/// </remarks>
sealed class SyntheticPeople(SyntheticNetworkOptions options, SyntheticPopularity popularity)
{
    readonly int _bothCount = (int)Math.Min(options.Consumers, (long)(options.Producers * options.ProducersWhoConsume + 0.5));

    internal SyntheticPopularity Popularity => popularity;

    /// <summary>Users in all; their ids are 1 to this.</summary>
    internal int Count => options.Consumers + options.Producers - _bothCount;

    internal SyntheticTaste TasteOf(int consumerRow)
    {
        var producerRow = ProducerOf(consumerRow);
        return new(popularity, options, consumerRow, producerRow < 0 ? -1 : popularity.CommunityOf[producerRow]);
    }

    /// <summary>The user id of a producer row; ascends with the row.</summary>
    internal long ProducerId(int producerRow) => producerRow < _bothCount
        ? 1 + (long)producerRow * options.Consumers / _bothCount
        : 1L + options.Consumers + (producerRow - _bothCount);

    /// <summary>The producer row of a consumer, or −1.</summary>
    internal int ProducerOf(int consumerRow)
    {
        if (_bothCount == 0) return -1;

        // The only row whose share of the consumers can start here is the last that starts at or before it.
        var producerRow = (int)((((long)consumerRow + 1) * _bothCount - 1) / options.Consumers);
        return ProducerId(producerRow) == consumerRow + 1L ? producerRow : -1;
    }

    /// <summary>The community that a user is most at home in.</summary>
    internal int HomeOf(long userId) => userId <= options.Consumers
        ? TasteOf((int)(userId - 1)).First
        : popularity.CommunityOf[(int)(userId - options.Consumers - 1) + _bothCount];

    internal NodeIndex ConsumerIds()
    {
        var ids = new NativeArray<long>(options.Consumers, cleared: false);
        for (var row = 0; row < options.Consumers; row++) ids[row] = row + 1;
        return NodeIndex.FromIntegers(ids);
    }

    internal NodeIndex ProducerIds()
    {
        var ids = new NativeArray<long>(options.Producers, cleared: false);
        for (var row = 0; row < options.Producers; row++) ids[row] = ProducerId(row);
        return NodeIndex.FromIntegers(ids);
    }
}
