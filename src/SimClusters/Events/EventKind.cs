namespace SimClusters.Events;

/// <summary>What someone did with an item, or took back.</summary>
public enum EventKind : byte
{
    Favourite,
    Unfavourite,
    Retweet,
    Unretweet,
    Reply,

    /// <summary>Opened the notification that told of it.</summary>
    Open,

    /// <summary>Watched half of its video.</summary>
    VideoView50,

    /// <summary>Watched nearly all of its video.</summary>
    VideoView95,

    Click,
    Impression,
}

/// <summary>A set of kinds, a bit each in the order of <see cref="EventKind"/>.</summary>
[Flags]
public enum EventKinds
{
    None = 0,
    Favourite = 1 << EventKind.Favourite,
    Unfavourite = 1 << EventKind.Unfavourite,
    Retweet = 1 << EventKind.Retweet,
    Unretweet = 1 << EventKind.Unretweet,
    Reply = 1 << EventKind.Reply,
    Open = 1 << EventKind.Open,
    VideoView50 = 1 << EventKind.VideoView50,
    VideoView95 = 1 << EventKind.VideoView95,
    Click = 1 << EventKind.Click,
    Impression = 1 << EventKind.Impression,
}

/// <summary>The names that kinds have in tables, mapping files and options, and membership in sets.</summary>
public static class EventKindNames
{
    static readonly string[] s_names = ["favourite", "unfavourite", "retweet", "unretweet", "reply", "open", "video_view_50", "video_view_95", "click", "impression"];

    /// <summary>By <see cref="EventKind"/>.</summary>
    public static IReadOnlyList<string> All => s_names;

    /// <summary>Every kind.</summary>
    public const EventKinds AllKinds = (EventKinds)((1 << (int)EventKind.Impression + 1) - 1);

    /// <summary>"video_view_50".</summary>
    public static string Name(this EventKind kind) => s_names[(int)kind];

    /// <summary>The kind of a name, or null.</summary>
    public static EventKind? Find(string name) => Array.IndexOf(s_names, name) is var place and >= 0 ? (EventKind)place : null;

    public static bool Has(this EventKinds kinds, EventKind kind) => ((int)kinds >> (int)kind & 1) != 0;

    /// <summary>Whether two sets have a kind in common.</summary>
    public static bool HasAny(this EventKinds kinds, EventKinds others) => (kinds & others) != EventKinds.None;

    /// <summary>"favourite, reply".</summary>
    public static string InWords(this EventKinds kinds) => string.Join(", ", Enum.GetValues<EventKind>().Where(kind => kinds.Has(kind)).Select(Name));
}
