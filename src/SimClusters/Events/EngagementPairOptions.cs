namespace SimClusters.Events;

/// <summary>What the events of one user with one item come to.</summary>
public enum PairRule
{
    /// <summary>The latest event decides: a pair, with its time, unless that takes something back. entities_and_indexes.md §6.1, §6.3 and §6.4.</summary>
    LatestOfPair,

    /// <summary>
    /// Each kind is a signal of its own, taken back by its own undoing kind alone: a pair needs a contributing signal, which gives it its time, and one of the signals
    /// that are also required. §6.2.
    /// </summary>
    CombinedSignals,

    /// <summary>Every event counts: a pair as often as there are events. §6.5.</summary>
    EveryEvent,
}

/// <summary>Where the age of an item is known from.</summary>
public enum ItemAgeSource
{
    /// <summary>Its creation time among the <see cref="ItemFacts"/>.</summary>
    CreatedAt,

    /// <summary>Its id: milliseconds since <see cref="SnowflakeTime.EpochMs"/> above 22 other bits. §2.5.</summary>
    Snowflake,
}

/// <summary>Which events of a log make pairs, and when: the knobs of <see cref="PairGrouping"/>. The defaults are those of the published favourite index.</summary>
public sealed record EngagementPairOptions
{
    /// <summary>The window of the published jobs: maxTweetAgeHours.</summary>
    public static readonly TimeSpan PublishedWindow = TimeSpan.FromHours(24);

    /// <summary>Every favourite that has not been taken back, however old: for what decays by itself.</summary>
    public static EngagementPairOptions StandingFavourites { get; } = new() { MaxEventsPerPair = null, Window = null, LimitsItemAge = false };

    /// <summary>The kinds that make a pair.</summary>
    public EventKinds Contributing { get; init; } = EventKinds.Favourite;

    /// <summary>The kinds that take one back. Of one instant, taking back comes last: only what is there can be taken back.</summary>
    public EventKinds Undoing { get; init; } = EventKinds.Unfavourite;

    /// <summary>Signals of which a pair needs one beside its own; none: nothing more is needed. Under <see cref="PairRule.CombinedSignals"/> alone.</summary>
    public EventKinds AlsoRequired { get; init; }

    /// <summary>Kinds of which an item needs one event in the window, by whomever; none: any item will do. Published of the index of videos' favourites, §6.4.</summary>
    public EventKinds RequiredOfItem { get; init; }

    /// <summary>
    /// A pair with more events in the window is left out; null: none is. An event that the log has twice is one. Published as cnt &lt; 3, which leaves out as well who opened or watched three times, and who liked, took back and liked again.
    /// </summary>
    public int? MaxEventsPerPair { get; init; } = 2;

    public PairRule Rule { get; init; } = PairRule.LatestOfPair;

    /// <summary>Events count that are this old or newer; null: any.</summary>
    public TimeSpan? Window { get; init; } = PublishedWindow;

    /// <summary>Whether an item has to have been made within the window, too. One whose creation time is unknown has not.</summary>
    public bool LimitsItemAge { get; init; } = true;

    /// <summary>Where <see cref="LimitsItemAge"/> looks.</summary>
    public ItemAgeSource AgeSource { get; init; } = ItemAgeSource.CreatedAt;

    /// <summary>The kinds that these options read at all.</summary>
    internal EventKinds Read => Contributing | Undoing | AlsoRequired;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">No kind contributes, or one both contributes and takes back; the window is not positive, or an age has no window; or a rule is given what it does not know.</exception>
    public EngagementPairOptions Validated()
    {
        if (Contributing == EventKinds.None) throw new ArgumentException("Pairs need a kind of event that makes them, found none.");
        if (Contributing.HasAny(Undoing)) throw new ArgumentException($"A kind cannot both make a pair and take it back: {(Contributing & Undoing).InWords()}.");
        if (Window is { } window && window <= TimeSpan.Zero) throw new ArgumentException($"A window is longer than nothing, found {window}.");
        if (LimitsItemAge && Window is null) throw new ArgumentException("Items are limited to those made within the window, and there is no window.");
        if (MaxEventsPerPair is < 1) throw new ArgumentException($"Events of a pair: expected a limit of 1 or more, found {MaxEventsPerPair}.");
        if (AlsoRequired != EventKinds.None && Rule != PairRule.CombinedSignals)
            throw new ArgumentException($"A second signal ({AlsoRequired.InWords()}) can be required of combined signals alone, found {Rule}.");
        if (Rule == PairRule.CombinedSignals && Undoing.HasAny(~(EventKinds.Unfavourite | EventKinds.Unretweet)))
            throw new ArgumentException($"Of combined signals, unfavourites and unretweets can take back, found {Undoing.InWords()}.");
        if (Rule == PairRule.EveryEvent && (Undoing != EventKinds.None || MaxEventsPerPair is not null))
            throw new ArgumentException("Where every event counts nothing is taken back, and a pair has no limit.");
        return this;
    }
}
