using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>Options under a name, which the tables of the index carry.</summary>
public sealed record ItemIndexPreset(string Name, ItemIndexOptions Options);

/// <summary>The published variants of the index: entities_and_indexes.md §5.4. Variants of advertisements and of curated items are other options of the same engine.</summary>
public static class ItemIndexPresets
{
    /// <summary>The index that others are intersected with.</summary>
    public const string FavouriteName = "fav";

    public static ItemIndexPreset Favourite { get; } = new(FavouriteName, new());

    /// <summary>Of opened notifications: one will do, since quality is left to the intersection.</summary>
    public static ItemIndexPreset PushOpen { get; } = new("push-open", new()
    {
        Pairs = Of(EventKinds.Open, EventKinds.None),
        MinInteractionCount = 1,
        MinFavouriteCount = 0,
        IntersectsFavourites = true,
    });

    /// <summary>Of videos watched to the half: the only one with a filter of what they show.</summary>
    public static ItemIndexPreset VideoView { get; } = new("video-view", new()
    {
        Pairs = Of(EventKinds.VideoView50, EventKinds.None),
        MinInteractionCount = 50,
        MinFavouriteCount = 50,
        OnlyHealthyVideo = true,
    });

    public static ItemIndexPreset Retweet { get; } = new("retweet", new() { Pairs = Of(EventKinds.Retweet, EventKinds.Unretweet), MinInteractionCount = 50, MinFavouriteCount = 50 });

    /// <summary>Of replies by those who liked or retweeted as well, three of them behind each cluster: a reply alone may be anger.</summary>
    public static ItemIndexPreset Reply { get; } = new("reply", new()
    {
        Pairs = Of(EventKinds.Reply, EventKinds.Unfavourite) with
        {
            AlsoRequired = EventKinds.Favourite | EventKinds.Retweet,
            MaxEventsPerPair = null,
            Rule = PairRule.CombinedSignals,
        },
        MinEngagementsPerCluster = 3,
    });

    /// <summary>Of favourites of items that anyone has watched, however old the items are.</summary>
    public static ItemIndexPreset FavouriteVideo { get; } = new("fav-video", new()
    {
        Pairs = Of(EventKinds.Favourite, EventKinds.Unfavourite) with
        {
            RequiredOfItem = EventKinds.VideoView50 | EventKinds.VideoView95,
            MaxEventsPerPair = null,
            LimitsItemAge = false,
        },
        MinFavouriteCount = 0,
    });

    public static IReadOnlyList<ItemIndexPreset> All { get; } = [Favourite, PushOpen, VideoView, Retweet, Reply, FavouriteVideo];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message has the nearest.</exception>
    public static ItemIndexPreset Find(string name) => All.FirstOrDefault(preset => preset.Name == name) ?? throw new ArgumentException(
        $"There is no preset '{name}'; the nearest is '{All.MinBy(preset => EditDistance.Of(preset.Name, name))!.Name}'. Known: {string.Join(", ", All.Select(preset => preset.Name))}.", nameof(name));

    static EngagementPairOptions Of(EventKinds contributing, EventKinds undoing) => new() { Contributing = contributing, Undoing = undoing };
}
