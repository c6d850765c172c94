using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>What someone did with an item of a synthetic network; in snake case these are the names of kinds.</summary>
public enum SyntheticEventKind : byte
{
    Impression,
    Favourite,
    Unfavourite,
    Retweet,
    Unretweet,
    Reply,
    Open,
    VideoView50,
    VideoView95,
    Click,
}

/// <param name="User">A consumer's id.</param>
/// <param name="Item">One of the network's items.</param>
/// <param name="TimeMs">When, in milliseconds since 1970 (UTC).</param>
public readonly record struct SyntheticEvent(long User, long Item, SyntheticEventKind Kind, long TimeMs);

/// <summary>The engagements of a synthetic network, computed a block of consumers at a time.</summary>
/// <remarks>
/// A consumer sees items of their communities, six in ten within the last day of the network and the others in the two weeks before it, nearly all of them items less than a day old. What they see
/// they like in three of ten cases, click in two, open from a notification in one, retweet and reply to now and then; of a video, six in ten watch half and four of these all. Some is taken back, and
/// one in fifty does a thing again and again. Memory: that of <see cref="SyntheticItems"/>. Safe from many threads.
/// </remarks>
public sealed class SyntheticEvents
{
    /// <summary>Consumers in a block.</summary>
    public const int BlockSize = 1_024;

    /// <summary>Events that one item seen makes, on average.</summary>
    const double MeanEventsPerImpression = 2.1;

    const long Day = 86_400_000;

    readonly SyntheticNetworkOptions _options;
    readonly SyntheticNetwork _network;
    readonly SyntheticPeople _people;
    readonly SyntheticItems _items;
    readonly long _startMs;
    readonly long _endMs;

    internal SyntheticEvents(SyntheticNetwork network, SyntheticPeople people)
    {
        _network = network;
        _options = network.Options;
        _people = people;
        _items = new(_options, network.Favourites, people.Popularity.CommunityOf);
        _endMs = _options.End.ToUnixTimeMilliseconds();
        _startMs = _endMs - Math.Min(_options.Days, 14) * Day;
    }

    /// <summary>Blocks of <see cref="BlockSize"/> consumers.</summary>
    public int BlockCount => (_options.Consumers + BlockSize - 1) / BlockSize;

    /// <summary>The events of one block of consumers: by consumer, and by time, item and kind within one.</summary>
    /// <param name="block">0 to <see cref="BlockCount"/> − 1.</param>
    public SyntheticEvent[] Block(int block)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, BlockCount);
        var events = new List<SyntheticEvent>();
        var seen = new HashSet<long>();
        var endRow = (int)Math.Min(_options.Consumers, (block + 1L) * BlockSize);
        for (var row = block * BlockSize; row < endRow; row++) Append(row, seen, events);
        return [.. events];
    }

    void Append(int consumerRow, HashSet<long> seen, List<SyntheticEvent> events)
    {
        var size = _options.Events / MeanEventsPerImpression / _options.Consumers * PortableMath.LogNormal(SyntheticStreams.EventCounts.Key(_options.Seed, consumerRow), sigma: 0.8);
        var consumerKey = SyntheticStreams.Events.Key(_options.Seed, consumerRow);
        var taste = _people.TasteOf(consumerRow);
        var start = events.Count;
        seen.Clear();

        // The fraction is a chance of one more.
        var count = (long)(size + CounterRandom.Uniform(CounterRandom.Bits(consumerKey, 0)));
        for (var i = 1L; i <= count; i++)
        {
            var key = CounterRandom.Key(consumerKey, (ulong)i);
            double Draw(ulong draw) => CounterRandom.Uniform(CounterRandom.Bits(key, draw));
            var at = Draw(0) < 0.6 ? _endMs - 1 - (long)(Draw(1) * Math.Min(Day, _endMs - _startMs)) : _startMs + (long)(Draw(1) * (_endMs - 1 - _startMs));
            var community = CommunityOf(taste, Draw(2), CounterRandom.Bits(key, 3));
            var item = _items.Pick(community, Draw(4) < 0.9 ? at - Day : long.MinValue, at, CounterRandom.Bits(key, 5));
            if (item > 0 && seen.Add(item)) AppendEvents(consumerRow + 1L, item, at, key, events);
        }

        events.Sort(start, events.Count - start, s_byTime);
    }

    int CommunityOf(SyntheticTaste taste, double where, ulong bits)
    {
        if (where < _options.Mixing) return _people.Popularity.PickCommunity(bits);
        var home = (where - _options.Mixing) / (1 - _options.Mixing);
        return home < 0.6 ? taste.First : home < 0.9 ? taste.Second : taste.Third;
    }

    void AppendEvents(long user, long item, long seenMs, ulong key, List<SyntheticEvent> events)
    {
        double Draw(ulong draw) => CounterRandom.Uniform(CounterRandom.Bits(key, draw));
        var repeats = Draw(6) < 0.02 ? 1 + (int)(Draw(7) * 4) : 0;
        events.Add(new(user, item, SyntheticEventKind.Impression, seenMs));
        Do(SyntheticEventKind.Favourite, 0.3, 10, SyntheticEventKind.Unfavourite);
        Do(SyntheticEventKind.Click, 0.2, 14, null);
        Do(SyntheticEventKind.Open, 0.1, 18, null);
        Do(SyntheticEventKind.Retweet, 0.07, 22, SyntheticEventKind.Unretweet);
        Do(SyntheticEventKind.Reply, 0.05, 26, null);
        if (_network.IsVideo(item) && Do(SyntheticEventKind.VideoView50, 0.6, 30, null)) Do(SyntheticEventKind.VideoView95, 0.4, 34, null);

        bool Do(SyntheticEventKind kind, double share, ulong draw, SyntheticEventKind? undo)
        {
            if (Draw(draw) >= share) return false;
            var at = Math.Min(_endMs - 1, seenMs + 1 + (long)(Draw(draw + 1) * 120_000));
            for (var i = 0; i <= repeats; i++) events.Add(new(user, item, kind, Math.Min(_endMs - 1, at + i * 60_000L)));
            if (undo is { } back && Draw(draw + 2) < _options.UnfavouriteShare && at + 1 < _endMs)
                events.Add(new(user, item, back, at + 1 + (long)(Draw(draw + 3) * (_endMs - at - 1))));
            return true;
        }
    }

    static readonly Comparer<SyntheticEvent> s_byTime = Comparer<SyntheticEvent>.Create((left, right) =>
        left.TimeMs != right.TimeMs ? left.TimeMs.CompareTo(right.TimeMs) : left.Item != right.Item ? left.Item.CompareTo(right.Item) : left.Kind.CompareTo(right.Kind));
}
