using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>The favourites of a synthetic network, computed a block of consumers at a time, and the items they are of.</summary>
/// <remarks>
/// Every producer publishes one item or more over the days; some are liked far more than others. A consumer likes items of those they
/// follow in seven of ten cases, else of anyone to their taste, and soon after publication more often than late (a delay with a heavy tail, median 3 hours).
/// Memory: 8 bytes a producer. Safe from many threads.
/// </remarks>
public sealed class SyntheticFavourites
{
    /// <summary>Consumers in a block.</summary>
    public const int BlockSize = 4_096;

    const double FollowedShare = 0.7;
    const double MeanFavouritesPerItem = 8;
    const long MillisecondsPerHour = 3_600_000;

    readonly SyntheticNetworkOptions _options;
    readonly FollowGraph _graph;
    readonly SyntheticPeople _people;
    readonly long[] _firstItem;
    readonly long _startMs;
    readonly long _endMs;

    internal SyntheticFavourites(SyntheticNetworkOptions options, FollowGraph graph, SyntheticPeople people)
    {
        _options = options;
        _graph = graph;
        _people = people;
        _endMs = options.End.ToUnixTimeMilliseconds();
        _startMs = _endMs - options.Days * 24 * MillisecondsPerHour;

        // One to 2·mean − 1 items a producer.
        var mean = Math.Max(1, (long)(options.Favourites / MeanFavouritesPerItem / options.Producers));
        _firstItem = new long[options.Producers + 1];
        for (var row = 0; row < options.Producers; row++)
        {
            var bits = CounterRandom.Bits(SyntheticStreams.ItemCounts.Key(options.Seed, row), 0);
            _firstItem[row + 1] = _firstItem[row] + 1 + CounterRandom.Below(bits, 2 * mean - 1);
        }
    }

    /// <summary>Items in all: their ids are 1 to this, those of one producer together.</summary>
    public long ItemCount => _firstItem[^1];

    /// <summary>Blocks of <see cref="BlockSize"/> consumers.</summary>
    public int BlockCount => (_options.Consumers + BlockSize - 1) / BlockSize;

    /// <summary>The events of one block of consumers: by consumer, and by time and item within one.</summary>
    /// <param name="block">0 to <see cref="BlockCount"/> − 1.</param>
    public SyntheticFavourite[] Block(int block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, BlockCount);
        var events = new List<SyntheticFavourite>();
        var endRow = (int)Math.Min(_options.Consumers, (block + 1L) * BlockSize);
        var items = new HashSet<long>();
        for (var row = block * BlockSize; row < endRow; row++) Append(row, items, events);
        return [.. events];
    }

    /// <summary>The items of one producer: the first id, and how many.</summary>
    public (long FirstItem, long Count) ItemsOf(int producerRow) =>
        (_firstItem[producerRow] + 1, _firstItem[producerRow + 1] - _firstItem[producerRow]);

    /// <summary>When an item was published.</summary>
    public DateTimeOffset PublishedAt(long itemId) => DateTimeOffset.FromUnixTimeMilliseconds(PublishedMs(itemId));

    /// <summary>The topics of an item, by number from 1: its author's community nine times in ten, else any, and the category above it.</summary>
    /// <param name="producerRow">The item's author.</param>
    /// <param name="itemId">One of the author's items.</param>
    /// <param name="communities">The network's communities.</param>
    public (int Topic, int Category) TopicsOf(int producerRow, long itemId, IReadOnlyList<SyntheticCommunity> communities)
    {
        var key = SyntheticStreams.Items.Key(_options.Seed, itemId);
        var community = CounterRandom.Uniform(CounterRandom.Bits(key, 1)) < 0.9
            ? _people.Popularity.CommunityOf[producerRow]
            : (int)CounterRandom.Below(CounterRandom.Bits(key, 2), communities.Count);
        return (community + 1, communities.Count + 1 + communities[community].CategoryRow);
    }

    long PublishedMs(long itemId)
    {
        var bits = CounterRandom.Bits(SyntheticStreams.Items.Key(_options.Seed, itemId), 0);
        return _startMs + CounterRandom.Below(bits, _endMs - _startMs);
    }

    void Append(int consumerRow, HashSet<long> items, List<SyntheticFavourite> events)
    {
        var size = (double)_options.Favourites / _options.Consumers
            * PortableMath.LogNormal(SyntheticStreams.FavouriteCounts.Key(_options.Seed, consumerRow), sigma: 1);
        var taste = _people.TasteOf(consumerRow);
        var self = _people.ProducerOf(consumerRow);
        var consumerKey = SyntheticStreams.Favourites.Key(_options.Seed, consumerRow);
        var start = events.Count;
        items.Clear();
        for (var i = 0L; i < (long)(size + 0.5); i++)
        {
            var key = CounterRandom.Key(consumerKey, (ulong)i);
            var author = PickAuthor(consumerRow, taste, key);
            if (author == self) continue;

            // The square makes the first items of a producer its hits; an item is liked once a consumer.
            var uniform = CounterRandom.Uniform(CounterRandom.Bits(key, 4));
            var item = _firstItem[author] + 1 + (long)(uniform * uniform * (_firstItem[author + 1] - _firstItem[author]));
            if (items.Add(item)) AppendEvents(consumerRow + 1L, item, _people.ProducerId(author), key, events);
        }

        events.Sort(start, events.Count - start, s_byTimeThenItem);
    }

    int PickAuthor(int consumerRow, SyntheticTaste taste, ulong key)
    {
        var follows = _graph.Follows.RowKeys(consumerRow);
        return follows.Length > 0 && CounterRandom.Uniform(CounterRandom.Bits(key, 2)) < FollowedShare
            ? follows[(int)CounterRandom.Below(CounterRandom.Bits(key, 3), follows.Length)]
            : taste.Pick(key, 0);
    }

    void AppendEvents(long userId, long itemId, long authorId, ulong key, List<SyntheticFavourite> events)
    {
        var published = PublishedMs(itemId);
        var uniform = CounterRandom.Uniform(CounterRandom.Bits(key, 5));
        var delay = 3 * MillisecondsPerHour * (1 / uniform - 1);
        var at = delay < _endMs - published ? published + (long)delay : published + (long)(uniform * (_endMs - published));
        events.Add(new(userId, itemId, authorId, at, IsUnfavourite: false));

        if (CounterRandom.Uniform(CounterRandom.Bits(key, 6)) >= _options.UnfavouriteShare || at + 1 >= _endMs) return;
        var undone = at + 1 + CounterRandom.Below(CounterRandom.Bits(key, 7), _endMs - at - 1);
        events.Add(new(userId, itemId, authorId, undone, IsUnfavourite: true));
    }

    static readonly Comparer<SyntheticFavourite> s_byTimeThenItem = Comparer<SyntheticFavourite>.Create((left, right) =>
        left.TimeMs != right.TimeMs ? left.TimeMs.CompareTo(right.TimeMs) : left.Item.CompareTo(right.Item));
}

/// <summary>Someone liked an item, or took that back.</summary>
/// <param name="User">Who: a consumer's id.</param>
/// <param name="Item">What.</param>
/// <param name="Author">The producer who published it.</param>
/// <param name="TimeMs">When, in milliseconds since 1970 (UTC).</param>
/// <param name="IsUnfavourite">Whether an earlier favourite of the same user and item is taken back.</param>
public readonly record struct SyntheticFavourite(long User, long Item, long Author, long TimeMs, bool IsUnfavourite);
