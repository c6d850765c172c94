using System.CommandLine;
using SimClusters.Events;
using SimClusters.Indexing;

namespace SimClusters.Cli;

/// <summary>The options that override a preset's rules, for all presets of a run.</summary>
static class IndexRules
{
    static readonly Option<int?> s_minInteractions = new Option<int?>("--min-interactions") { Description = $"Distinct users that an item needs. {Default(options => $"{options.MinInteractionCount}")}" }.AtLeast(1);
    static readonly Option<int?> s_minFavourites = new Option<int?>("--min-favourites") { Description = $"Users that an item needs who like it; 0: none. {Default(options => $"{options.MinFavouriteCount}")}" }.AtLeast(0);
    static readonly Option<string?> s_halfLife = new("--half-life") { Description = $"The age at which an engagement counts half, such as 8h, or none. {Default(options => DurationArgument.AsTyped(options.HalfLife))}" };
    static readonly Option<string?> s_window = new("--window") { Description = $"Events count that are so old or newer, such as 24h, or none. {Default(options => DurationArgument.AsTyped(options.Pairs.Window))}" };
    static readonly Option<string?> s_ageFrom = new Option<string?>("--age-from") { Description = $"Where it is known that an item was made within the window: column created_at of --items, or its id; none: items may be of any age. {Default(AgeFrom)}" }
        .AcceptOnlyFromAmong("created-at", "snowflake", "none");

    static readonly Option<int?> s_maxEvents = new Option<int?>("--max-events-per-pair") { Description = $"Leave out a user and item with more events than so many; 0: no limit. {Default(options => $"{options.Pairs.MaxEventsPerPair ?? 0}")}" }.AtLeast(0);
    static readonly Option<int?> s_clustersPerItem = new Option<int?>("--clusters-per-item") { Description = $"Communities that an item keeps, strongest first. {Default(options => $"{options.MaxClustersPerItem}")}" }.AtLeast(1);
    static readonly Option<int?> s_itemsPerCluster = new Option<int?>("--items-per-cluster") { Description = $"Items that a community keeps, strongest first. {Default(options => $"{options.MaxItemsPerCluster}")}" }.AtLeast(1);
    static readonly Option<int?> s_minEngagements = new Option<int?>("--min-engagements") { Description = $"Users behind an item in a community that its list needs. {Default(options => $"{options.MinEngagementsPerCluster}")}" }.AtLeast(0);
    static readonly Option<string> s_score = ScoreChoice.Optional("--score", $"What a user gives to an item: this score, over its community's norm. {Default(options => ScoreChoice.NameOf(options.Score))}");

    // What is typed for a rule.
    static readonly (Option Option, Func<ItemIndexOptions, string> Value)[] s_rules =
    [
        (s_minInteractions, options => $"{options.MinInteractionCount}"), (s_minFavourites, options => $"{options.MinFavouriteCount}"), (s_halfLife, options => DurationArgument.AsTyped(options.HalfLife)),
        (s_window, options => DurationArgument.AsTyped(options.Pairs.Window)), (s_ageFrom, AgeFrom), (s_maxEvents, options => $"{options.Pairs.MaxEventsPerPair ?? 0}"),
        (s_clustersPerItem, options => $"{options.MaxClustersPerItem}"), (s_itemsPerCluster, options => $"{options.MaxItemsPerCluster}"),
        (s_minEngagements, options => $"{options.MinEngagementsPerCluster}"), (s_score, options => ScoreChoice.NameOf(options.Score)),
    ];

    internal static void AddTo(Command verb)
    {
        foreach (var (option, _) in s_rules) verb.Add(option);
    }

    /// <summary>The options by which a preset becomes what an index was made with, as they are typed.</summary>
    /// <param name="preset">As it is without them.</param>
    /// <param name="made">Null: nobody knows.</param>
    internal static IEnumerable<(string Name, string Value)> Typed(ItemIndexPreset preset, ItemIndexOptions? made) =>
        made is null ? [] : s_rules.Where(rule => rule.Value(made) != rule.Value(preset.Options)).Select(rule => (rule.Option.Name, rule.Value(made)));

    /// <summary>A preset with what the command line names in its place.</summary>
    /// <exception cref="ArgumentException">Rules that do not go together.</exception>
    internal static ItemIndexPreset Of(ParseResult arguments, ItemIndexPreset preset)
    {
        var options = OfTime(arguments, preset).Options;
        return new(preset.Name, (options with
        {
            Pairs = options.Pairs with
            {
                MaxEventsPerPair = arguments.GetValue(s_maxEvents) switch { null => options.Pairs.MaxEventsPerPair, 0 => null, var count => count },
            },
            MinInteractionCount = arguments.GetValue(s_minInteractions) ?? options.MinInteractionCount,
            MinFavouriteCount = arguments.GetValue(s_minFavourites) ?? options.MinFavouriteCount,
            MaxClustersPerItem = arguments.GetValue(s_clustersPerItem) ?? options.MaxClustersPerItem,
            MaxItemsPerCluster = arguments.GetValue(s_itemsPerCluster) ?? options.MaxItemsPerCluster,
            MinEngagementsPerCluster = arguments.GetValue(s_minEngagements) ?? options.MinEngagementsPerCluster,
            Score = arguments.GetValue(s_score) is { } score ? ScoreChoice.Of(score) : options.Score,
        }).Validated());
    }

    /// <summary>As the other, of the rules of time alone: what an index of favourites takes over that is made for another to be intersected with.</summary>
    internal static ItemIndexPreset OfTime(ParseResult arguments, ItemIndexPreset preset)
    {
        var (options, pairs) = (preset.Options, preset.Options.Pairs);
        var window = arguments.GetValue(s_window) is { } span ? DurationArgument.ParseOrNone("--window", span) : pairs.Window;
        var ageFrom = arguments.GetValue(s_ageFrom);
        var limitsAge = pairs.LimitsItemAge && ageFrom != "none";
        if (limitsAge && window is null)
            throw new ArgumentException($"--window none: the preset '{preset.Name}' is of items made within the window; say --age-from none, too, where items may be of any age.");
        return preset with
        {
            Options = options with
            {
                HalfLife = arguments.GetValue(s_halfLife) is { } halfLife ? DurationArgument.ParseOrNone("--half-life", halfLife) : options.HalfLife,
                Pairs = pairs with { Window = window, LimitsItemAge = limitsAge, AgeSource = ageFrom == "snowflake" ? ItemAgeSource.Snowflake : pairs.AgeSource },
            },
        };
    }

    /// <summary>"8 users, 8 favourites, half-life 8 h, window 24 h, …".</summary>
    internal static string InWords(ItemIndexOptions options) =>
        $"{options.Pairs.Contributing.InWords()}, half-life {DurationArgument.InWords(options.HalfLife)}, window {DurationArgument.InWords(options.Pairs.Window)}, " +
        $"at least {options.MinInteractionCount:N0} {(options.MinInteractionCount == 1 ? "user" : "users")}{(options.MinFavouriteCount > 0 ? $" and {options.MinFavouriteCount:N0} {(options.MinFavouriteCount == 1 ? "favourite" : "favourites")}" : "")} an item";

    static string AgeFrom(ItemIndexOptions options) => !options.Pairs.LimitsItemAge ? "none" : options.Pairs.AgeSource == ItemAgeSource.Snowflake ? "snowflake" : "created-at";

    // "Default: 8; 50 of video-view, retweet; 1 of push-open.": the value of most presets, and which have another.
    static string Default(Func<ItemIndexOptions, string> value)
    {
        var groups = ItemIndexPresets.All.GroupBy(preset => value(preset.Options), preset => preset.Name).OrderByDescending(group => group.Count()).ToArray();
        return $"Default: {string.Join("; ", groups.Select((group, i) => i == 0 ? group.Key : $"{group.Key} of {string.Join(", ", group)}"))}.";
    }
}
