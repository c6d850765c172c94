using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Graphs;

public sealed class SyntheticNetworkTests
{
    static readonly SyntheticNetworkOptions s_options = new()
    {
        Consumers = 9_000,
        Producers = 1_000,
        Communities = 20,
        Follows = 150_000,
        Favourites = 60_000,
        Mixing = 0.2,
        Days = 30,
        Seed = 7,
    };

    static SyntheticNetwork Network(SyntheticNetworkOptions options, int threads = 2) => SyntheticNetworkBuilder.Build(options, new(threads));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    public void Build_AnyThreadCount_SameNetwork(int threads, int otherThreads)
    {
        using var one = Network(s_options, threads);
        using var other = Network(s_options, otherThreads);
        Assert.Equal(one.Graph.Follows.Offsets.AsSpan(), other.Graph.Follows.Offsets.AsSpan());
        Assert.Equal(one.Graph.Follows.Keys.AsSpan(), other.Graph.Follows.Keys.AsSpan());
        Assert.Equal(one.Favourites.Block(1), other.Favourites.Block(1));
    }

    [Fact]
    public void Build_OtherSeed_OtherNetwork()
    {
        using var one = Network(s_options);
        using var other = Network(s_options with { Seed = 8 });
        Assert.False(one.Graph.Follows.Keys.AsSpan().SequenceEqual(other.Graph.Follows.Keys.AsSpan()));
    }

    // The bytes of a network are a promise: benchmarks and committed results name only its options.
    [Fact]
    public void Build_KnownSeed_KnownFollows()
    {
        using var network = Network(s_options);
        var hash = 0UL;
        foreach (var key in network.Graph.Follows.Keys.AsSpan()) hash = CounterRandom.Key(hash, (ulong)key);
        foreach (var favourite in network.Favourites.Block(0)) hash = CounterRandom.Key(hash, (ulong)(favourite.Item ^ favourite.TimeMs));
        Assert.Equal((146_666L, 9291440968668499003UL), (network.Graph.FollowCount, hash));
    }

    [Fact]
    public void Build_Follows_AreAscendingWithoutRepeatsOrSelf()
    {
        using var network = Network(s_options);
        var graph = network.Graph;
        var consumingProducers = 0;
        for (var row = 0; row < graph.ConsumerCount; row++)
        {
            var keys = graph.Follows.RowKeys(row);
            for (var i = 1; i < keys.Length; i++) Assert.True(keys[i - 1] < keys[i]);
            var self = graph.Producers.RowOf(graph.Consumers.IntegerAt(row));
            if (self < 0) continue;
            consumingProducers++;
            Assert.True(keys.BinarySearch(self) < 0);
        }

        Assert.Equal(500, consumingProducers);
        Assert.Equal(s_options.Consumers + s_options.Producers - 500, network.UserCount);
        Assert.InRange(graph.FollowCount, s_options.Follows * 85 / 100, s_options.Follows * 105 / 100);
    }

    [Fact]
    public void Build_Mixing_LeavesItsShareAtHome()
    {
        using var network = Network(s_options with { Mixing = 0 });
        using var mixed = Network(s_options with { Mixing = 1 });
        var first = FirstHomeShare(network);
        Assert.InRange(first, 0.5, 0.75);
        Assert.InRange(FirstHomeShare(mixed), 0, 0.15);
    }

    static double FirstHomeShare(SyntheticNetwork network)
    {
        var home = 0L;
        for (var row = 0; row < network.Graph.ConsumerCount; row++)
            foreach (var producerRow in network.Graph.Follows.RowKeys(row))
                if (network.CommunityOfProducers[producerRow] == network.HomeOfConsumer(row)) home++;
        return (double)home / network.Graph.FollowCount;
    }

    [Fact]
    public void Build_Communities_AllHaveProducersOfUnequalNumber()
    {
        using var network = Network(s_options);
        var sizes = new int[s_options.Communities];
        foreach (var community in network.CommunityOfProducers) sizes[community]++;
        Assert.Equal(s_options.Producers, sizes.Sum());
        Assert.True(sizes.Min() >= 1);
        Assert.True(sizes.Max() > 2 * sizes.Min());
    }

    // Density exponent 2: the share of producers with twice the audience is about half.
    [Fact]
    public void Build_Audiences_HaveAPowerLawTail()
    {
        using var network = Network(s_options with { Producers = 5_000, Consumers = 40_000, Follows = 400_000, Mixing = 1, Communities = 10 });
        var audiences = Enumerable.Range(0, 5_000).Select(network.Graph.FollowerCount).OrderDescending().ToArray();
        var median = audiences[2_500];
        var beyond4 = audiences.Count(audience => audience > 4 * median) / 5_000.0;
        var beyond16 = audiences.Count(audience => audience > 16 * median) / 5_000.0;
        Assert.InRange(beyond4, 0.08, 0.17);
        Assert.InRange(beyond4 / beyond16, 2.5, 6);
    }

    [Fact]
    public void Favourites_AllBlocks_LieInTimeAndMatchTheirAuthors()
    {
        using var network = Network(s_options);
        var favourites = network.Favourites;
        var events = Enumerable.Range(0, favourites.BlockCount).SelectMany(favourites.Block).ToArray();
        var end = s_options.End.ToUnixTimeMilliseconds();
        var start = s_options.End.AddDays(-s_options.Days).ToUnixTimeMilliseconds();
        foreach (var favourite in events)
        {
            Assert.InRange(favourite.TimeMs, Math.Max(start, favourites.PublishedAt(favourite.Item).ToUnixTimeMilliseconds()), end - 1);
            Assert.NotEqual(favourite.User, favourite.Author);
            var (first, count) = favourites.ItemsOf(network.Graph.Producers.RowOf(favourite.Author));
            Assert.InRange(favourite.Item, first, first + count - 1);
        }

        var given = events.Where(favourite => !favourite.IsUnfavourite).ToDictionary(favourite => (favourite.User, favourite.Item));
        Assert.InRange(given.Count, s_options.Favourites * 80 / 100, s_options.Favourites * 110 / 100);
        var undone = events.Where(favourite => favourite.IsUnfavourite).ToArray();
        Assert.InRange(undone.Length, 200, 900);
        Assert.All(undone, favourite => Assert.True(given[(favourite.User, favourite.Item)].TimeMs < favourite.TimeMs));
    }

    [Fact]
    public void UserAt_EveryUser_HasANameOfTheirOwn()
    {
        using var network = Network(s_options);
        var users = Enumerable.Range(1, network.UserCount).Select(id => network.UserAt(id)).ToArray();
        Assert.Equal(users.Length, users.Select(user => user.Name).Distinct().Count());
        Assert.All(users, user => Assert.Equal((2, 2), (user.Language.Length, user.Country.Length)));
        Assert.InRange(users.Count(user => !user.IsActive), users.Length / 50, users.Length / 25);
    }

    [Fact]
    public void Communities_AThousand_HaveNamesOfTheirOwn()
    {
        using var network = Network(s_options with { Communities = 1_000 });
        Assert.Equal(1_000, network.Communities.Select(community => community.Name).Distinct().Count());
    }

    [Fact]
    public void TopicsOf_Items_NameTheirCommunityAndItsCategory()
    {
        using var network = Network(s_options);
        var own = 0;
        for (var row = 0; row < s_options.Producers; row++)
        {
            var (topic, category) = network.Favourites.TopicsOf(row, network.Favourites.ItemsOf(row).FirstItem, network.Communities);
            if (topic - 1 == network.CommunityOfProducers[row]) own++;
            Assert.Equal(SyntheticNames.Categories[network.Communities[topic - 1].CategoryRow], network.Topics[category - 1]);
        }

        Assert.InRange(own, 850, 950);
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(2, 50, 50)]
    public void Build_TinyNetworks_Hold(int consumers, int producers, int communities)
    {
        using var network = Network(new() { Consumers = consumers, Producers = producers, Communities = communities, Follows = 10, Favourites = 10 });
        Assert.Equal((consumers, producers), (network.Graph.ConsumerCount, network.Graph.ProducerCount));
        Assert.All(network.Favourites.Block(0), favourite => Assert.InRange(favourite.User, 1, consumers));
    }

    [Fact]
    public void Build_BadOptions_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Network(new() { Mixing = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network(new() { Producers = 10, Communities = 11 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network(new() { Consumers = 0 }));
    }
}
