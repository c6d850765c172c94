using System.Text;

namespace SimClusters.Tables.Input;

/// <summary>The words for a favourite and for taking one back, and what to select for them.</summary>
static class FavouriteKind
{
    internal const byte Favourite = 0, Unfavourite = 1, Other = 2;

    internal static readonly string[] Favourites = ["favourite", "favorite", "fav", "faved", "favourited", "favorited", "like", "liked", "heart", "star", "upvote"];
    internal static readonly string[] Unfavourites = [.. Favourites.SelectMany(kind => new[] { "un" + kind, "un_" + kind, "un-" + kind })];

    /// <summary>The kind that a word stands for.</summary>
    internal static byte Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual("favourite"u8)) return Favourite;
        if (utf8.SequenceEqual("unfavourite"u8)) return Unfavourite;
        var word = Encoding.UTF8.GetString(utf8).Trim().ToLowerInvariant();
        return Array.IndexOf(Favourites, word) >= 0 ? Favourite : Array.IndexOf(Unfavourites, word) >= 0 ? Unfavourite : Other;
    }

    /// <summary>SQL of a number: 0, 1 or 2 for anything else; without a column all are favourites.</summary>
    internal static string Expression(string? column)
    {
        if (column is null) return $"{Favourite}::UTINYINT";
        var name = $"{DuckDbSession.Quoted(column)}::VARCHAR";
        string IsAmong(IEnumerable<string> words) => $"list_contains([{string.Join(", ", words.Select(DuckDbSession.Literal))}], lower(trim({name})))";

        // What nearly all rows have comes first, as it is: the rest is asked of the others alone. (An IN of many words would be a join.)
        return $"CASE WHEN {name} = 'favourite' THEN {Favourite}::UTINYINT WHEN {name} = 'unfavourite' THEN {Unfavourite}::UTINYINT " +
            $"WHEN {IsAmong(Favourites)} THEN {Favourite}::UTINYINT WHEN {IsAmong(Unfavourites)} THEN {Unfavourite}::UTINYINT ELSE {Other}::UTINYINT END";
    }
}
