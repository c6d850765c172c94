using System.Text;
using SimClusters.Events;

namespace SimClusters.Tables.Input;

/// <summary>The words for each kind of event, and what to select for them. Case, blanks around and hyphens for underscores make no difference.</summary>
sealed class EventKindWords
{
    /// <summary>The code of a word that stands for no kind; those of kinds are the numbers of <see cref="EventKind"/>.</summary>
    internal const byte Unknown = byte.MaxValue;

    static readonly string[] s_retweets = ["retweet", "retweeted", "rt", "repost", "reposted", "share", "shared", "reshare", "boost", "reblog"];

    // The published names of actions stand beside what people call them.
    static readonly (EventKind Kind, string[] Words)[] s_known =
    [
        (EventKind.Favourite, [.. FavouriteKind.Favourites, "servertweetfav"]),
        (EventKind.Unfavourite, [.. FavouriteKind.Unfavourites, "servertweetunfav"]),
        (EventKind.Retweet, [.. s_retweets, "servertweetretweet"]),
        (EventKind.Unretweet, [.. s_retweets.SelectMany(word => new[] { $"un{word}", $"un_{word}" }), "servertweetunretweet"]),
        (EventKind.Reply, ["reply", "replied", "comment", "commented", "answer", "servertweetreply"]),
        (EventKind.Open, ["open", "opened", "push_open", "pushopen", "notification_open", "clientnotificationopen"]),
        (EventKind.VideoView50, ["video_view_50", "videoview50", "video_50", "video_playback_50", "clienttweetvideoplayback50"]),
        (EventKind.VideoView95, ["video_view_95", "videoview95", "video_95", "video_playback_95", "clienttweetvideoplayback95"]),
        (EventKind.Click, ["click", "clicked", "tap", "clienttweetclick"]),
        (EventKind.Impression, ["impression", "impressed", "seen", "shown", "clienttweetlingerimpression"]),
    ];

    readonly Dictionary<string, byte> _codes = new(StringComparer.Ordinal);

    EventKindWords()
    {
        foreach (var (kind, words) in s_known)
            foreach (var word in words) _codes[Normal(word)] = (byte)kind;
    }

    /// <summary>The words that are known without a mapping.</summary>
    internal static EventKindWords Known { get; } = new();

    /// <summary>The known words and others, which come first.</summary>
    internal static EventKindWords With(IEnumerable<(string Word, byte Code)> words)
    {
        var result = new EventKindWords();
        foreach (var (word, code) in words) result._codes[Normal(word)] = code;
        return result;
    }

    /// <summary>The kind that a word stands for, or <see cref="Unknown"/>.</summary>
    internal byte Of(ReadOnlySpan<byte> utf8) => Of(Encoding.UTF8.GetString(utf8));

    internal byte Of(string word) => _codes.TryGetValue(word, out var code) || _codes.TryGetValue(Normal(word), out code) ? code : Unknown;

    /// <summary>SQL of the code.</summary>
    internal string Expression(string column)
    {
        var name = $"{DuckDbSession.Quoted(column)}::VARCHAR";
        var normal = $"replace(replace(lower(trim({name})), '-', '_'), ' ', '_')";
        var sql = new StringBuilder("CASE");

        // What nearly all rows have comes first, as it is: the rest is asked of the others alone. (An IN of many words would be a join.)
        foreach (var known in EventKindNames.All) sql.Append($" WHEN {name} = '{known}' THEN {_codes[known]}::UTINYINT");
        foreach (var words in _codes.GroupBy(word => word.Value).OrderBy(words => words.Key))
            sql.Append($" WHEN list_contains([{string.Join(", ", words.Select(word => word.Key).Order(StringComparer.Ordinal).Select(DuckDbSession.Literal))}], {normal}) THEN {words.Key}::UTINYINT");
        return sql.Append($" ELSE {Unknown}::UTINYINT END").ToString();
    }

    internal static string Normal(string word) => word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}
