using SimClusters.Graphs;

namespace SimClusters.Tests.Graphs;

public sealed class SyntheticEventsTests
{
    const long Day = 86_400_000;

    static readonly SyntheticNetworkOptions s_options = new()
    {
        Consumers = 5_000,
        Producers = 500,
        Communities = 10,
        Follows = 50_000,
        Favourites = 100_000,
        Events = 200_000,
        Days = 30,
        UnfavouriteShare = 0.05,
        Seed = 7,
    };

    static SyntheticNetwork Network(int threads = 2) => SyntheticNetworkBuilder.Build(s_options, new(threads));

    static SyntheticEvent[] All(SyntheticNetwork network)
    {
        var events = network.Events();
        return [.. Enumerable.Range(0, events.BlockCount).SelectMany(events.Block)];
    }

    [Fact]
    public void Block_TheSameNetwork_GivesTheSameEvents()
    {
        using var one = Network(1);
        using var other = Network(3);
        Assert.Equal(All(one), All(other));
    }

    [Fact]
    public void Block_AllBlocks_LieInTimeAfterTheirItems()
    {
        using var network = Network();
        var events = All(network);
        var end = s_options.End.ToUnixTimeMilliseconds();
        Assert.InRange(events.Length, s_options.Events * 75 / 100, s_options.Events * 115 / 100);
        Assert.All(events, one => Assert.InRange(one.TimeMs, Math.Max(end - 14 * Day, network.Favourites.PublishedAt(one.Item).ToUnixTimeMilliseconds()), end - 1));
        Assert.All(events, one => Assert.InRange(one.User, 1, s_options.Consumers));
        Assert.InRange(events.Count(one => one.TimeMs >= end - Day) / (double)events.Length, 0.5, 0.75);
        Assert.All(events.Where(one => one.Kind is SyntheticEventKind.VideoView50 or SyntheticEventKind.VideoView95), one => Assert.True(network.IsVideo(one.Item)));
    }

    // All kinds, those that ask for more of a user the rarer; some taken back after they were done, some done again and again.
    [Fact]
    public void Block_Kinds_HaveSaneRates()
    {
        using var network = Network();
        var events = All(network);
        var counts = events.CountBy(one => one.Kind).ToDictionary();
        Assert.Equal(Enum.GetValues<SyntheticEventKind>().Length, counts.Count);
        SyntheticEventKind[] falling = [SyntheticEventKind.Impression, SyntheticEventKind.Favourite, SyntheticEventKind.Click, SyntheticEventKind.Open, SyntheticEventKind.Retweet, SyntheticEventKind.Reply];
        for (var i = 1; i < falling.Length; i++) Assert.True(counts[falling[i]] < counts[falling[i - 1]], $"{falling[i]}");
        Assert.True(counts[SyntheticEventKind.VideoView95] < counts[SyntheticEventKind.VideoView50]);

        var given = events.Where(one => one.Kind == SyntheticEventKind.Favourite).GroupBy(one => (one.User, one.Item)).ToDictionary(pair => pair.Key, pair => (First: pair.Min(one => one.TimeMs), Count: pair.Count()));
        Assert.All(events.Where(one => one.Kind == SyntheticEventKind.Unfavourite), one => Assert.True(given[(one.User, one.Item)].First < one.TimeMs));
        Assert.InRange(given.Values.Count(pair => pair.Count > 1) / (double)given.Count, 0.01, 0.03);
    }

    // What the index of videos asks for: fifty who watched and fifty who liked, within the last day.
    [Fact]
    public void Block_TheLastDay_HasItemsThatManyWatchAndLike()
    {
        using var network = Network();
        var dayAgo = s_options.End.ToUnixTimeMilliseconds() - Day;
        var items = All(network).Where(one => one.TimeMs >= dayAgo && network.Favourites.PublishedAt(one.Item).ToUnixTimeMilliseconds() >= dayAgo).GroupBy(one => one.Item).ToArray();
        int Users(IEnumerable<SyntheticEvent> events, SyntheticEventKind kind) => events.Where(one => one.Kind == kind).DistinctBy(one => one.User).Count();
        Assert.True(items.Count(item => Users(item, SyntheticEventKind.VideoView50) >= 50 && Users(item, SyntheticEventKind.Favourite) >= 50) >= 5);
        Assert.True(items.Count(item => Users(item, SyntheticEventKind.Open) >= 1 && Users(item, SyntheticEventKind.Favourite) >= 8) >= 50);
    }

    [Fact]
    public void FollowedTopicsOf_MostUsers_IsTheirHomesTopic()
    {
        using var network = Network();
        var home = Enumerable.Range(0, s_options.Consumers).Count(row => network.FollowedTopicsOf(row + 1).Contains(network.HomeOfConsumer(row)));
        Assert.InRange(home / (double)s_options.Consumers, 0.65, 0.78);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.FollowedTopicsOf(0));
    }

    [Fact]
    public void Block_NoEventsWanted_IsEmpty()
    {
        using var network = SyntheticNetworkBuilder.Build(s_options with { Events = 0 });
        Assert.Empty(All(network));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Events().Block(-1));
    }
}
