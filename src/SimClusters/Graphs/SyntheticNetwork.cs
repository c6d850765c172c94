using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>A network made up from a seed: who follows whom, what was favourited when, and the communities behind it.</summary>
/// <remarks>
/// Holds the follow graph and some 40 bytes a producer. Users, names, items and favourites are computed when asked for, so that
/// a network with a hundred million favourites takes no more memory than its follows.
/// </remarks>
public sealed class SyntheticNetwork : IDisposable
{
    readonly SyntheticPeople _people;

    internal SyntheticNetwork(SyntheticNetworkOptions options, FollowGraph graph, SyntheticPeople people)
    {
        _people = people;
        Options = options;
        Graph = graph;
        Communities = [.. Enumerable.Range(0, options.Communities).Select(row => SyntheticNames.Community(row, options.Seed))];
        Topics = [.. Communities.Select(community => community.Name), .. SyntheticNames.Categories];
        Favourites = new(options, graph, people);
    }

    public SyntheticNetworkOptions Options { get; }

    /// <summary>Who follows whom: consumers are users 1 to n.</summary>
    public FollowGraph Graph { get; }

    /// <summary>The planted communities, by clusterRow.</summary>
    public IReadOnlyList<SyntheticCommunity> Communities { get; }

    /// <summary>Names of the topics, topic 1 first: one a community, then one a category.</summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>Who liked what and when; the items and their topics.</summary>
    public SyntheticFavourites Favourites { get; }

    /// <summary>The truth: the planted community of each producer row, 0 to k − 1.</summary>
    public ReadOnlySpan<int> CommunityOfProducers => _people.Popularity.CommunityOf;

    /// <summary>Users in all, consumers and producers: their ids are 1 to this.</summary>
    public int UserCount => _people.Count;

    /// <summary>Consumers' first homes, the community that most of their follows go to: 0 to k − 1.</summary>
    public int HomeOfConsumer(int consumerRow) => _people.TasteOf(consumerRow).First;

    /// <summary>What is known of a user.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not one of 1 to <see cref="UserCount"/>.</exception>
    public SyntheticUser UserAt(long userId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(userId, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(userId, UserCount);
        var key = SyntheticStreams.Users.Key(Options.Seed, userId);
        double Draw(ulong draw) => CounterRandom.Uniform(CounterRandom.Bits(key, draw));

        // Nine in ten speak the language of the community they are at home in.
        var home = _people.HomeOf(userId);
        var language = Draw(0) < 0.9 ? Communities[home].Language : "en";
        var countries = SyntheticNames.Countries(language);
        return new(
            userId, SyntheticNames.Person(userId, Options.Seed), language,
            countries[(int)(Draw(1) * countries.Length)], IsActive: Draw(2) < 0.97, IsSensitive: Draw(3) < 0.01);
    }

    /// <summary>What a user says to be interested in, as rows of <see cref="Topics"/>: most name their community or its category, some anything.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not one of 1 to <see cref="UserCount"/>.</exception>
    public IReadOnlyList<int> InterestsOf(long userId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(userId, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(userId, UserCount);
        var key = SyntheticStreams.Interests.Key(Options.Seed, userId);
        double Draw(ulong draw) => CounterRandom.Uniform(CounterRandom.Bits(key, draw));
        var home = _people.HomeOf(userId);
        var interests = new SortedSet<int>();
        if (Draw(0) < 0.6) interests.Add(home);
        if (Draw(1) < 0.4) interests.Add(Communities.Count + Communities[home].CategoryRow);
        if (Draw(2) < 0.3) interests.Add((int)(Draw(3) * Topics.Count));
        return [.. interests];
    }

    /// <summary>The topics that a user follows, as rows of <see cref="Topics"/>: those of their home, of its category, and of anything.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not one of 1 to <see cref="UserCount"/>.</exception>
    public IReadOnlyList<int> FollowedTopicsOf(long userId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(userId, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(userId, UserCount);
        var key = SyntheticStreams.TopicFollows.Key(Options.Seed, userId);
        double Draw(ulong draw) => CounterRandom.Uniform(CounterRandom.Bits(key, draw));
        var home = _people.HomeOf(userId);
        var topics = new SortedSet<int>();
        if (Draw(0) < 0.7) topics.Add(home);
        if (Draw(1) < 0.3) topics.Add(Communities.Count + Communities[home].CategoryRow);
        if (Draw(2) < 0.25) topics.Add((int)(Draw(3) * Topics.Count));
        return [.. topics];
    }

    /// <summary>Whether an item is a video: one in four. Of the others, one in three is an image.</summary>
    public bool IsVideo(long itemId) => MediaDraw(itemId) < 0.25;

    /// <summary>Whether an item is an image.</summary>
    public bool IsImage(long itemId) => MediaDraw(itemId) is >= 0.25 and < 0.5;

    /// <summary>Who did what with which item. Made anew at each call: 20 bytes an item.</summary>
    public SyntheticEvents Events() => new(this, _people);

    double MediaDraw(long itemId) => CounterRandom.Uniform(CounterRandom.Bits(SyntheticStreams.ItemMedia.Key(Options.Seed, itemId), 0));

    public void Dispose() => Graph.Dispose();
}

/// <summary>A planted community.</summary>
/// <param name="Name">What it is about, unlike every other's: "Jazz piano", "Trail running, Lisbon".</param>
/// <param name="CategoryRow">Its category: topic number k + 1 + this.</param>
/// <param name="Language">Two letters (ISO 639-1) that nine in ten of its people speak.</param>
public sealed record SyntheticCommunity(string Name, int CategoryRow, string Language);

/// <summary>A user as a user table has it.</summary>
/// <param name="Id">1 to the number of users.</param>
/// <param name="Name">Given and family name, unlike every other user's.</param>
/// <param name="Language">Two letters, ISO 639-1.</param>
/// <param name="Country">Two letters, ISO 3166, where the language is spoken.</param>
/// <param name="IsActive">False for 3 in 100.</param>
/// <param name="IsSensitive">Marked as not safe for work: 1 in 100.</param>
public readonly record struct SyntheticUser(long Id, string Name, string Language, string Country, bool IsActive, bool IsSensitive);
