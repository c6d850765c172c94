using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Which column of a relation is what of a favourite; a column that is not there is null.</summary>
/// <param name="User">Who likes.</param>
/// <param name="Item">What; null where weights came added up.</param>
/// <param name="Author">Whose; null where nothing tells.</param>
/// <param name="Time">When; null where every favourite counts as of now.</param>
/// <param name="Kind">The name of the column of kinds; null where every row is a favourite.</param>
/// <param name="Weight">The name of the column of weights; null but where they came added up.</param>
/// <param name="IsNamed">Whether the columns were found by name.</param>
sealed record FavouriteLayout(RelationColumn User, RelationColumn? Item, RelationColumn? Author, TimeColumn? Time, string? Kind, string? Weight, bool IsNamed)
{
    static readonly string[] s_weights = ["weight", "score", "count", "favs", "faves", "favourites", "favorites", "likes", "favweight", "n", "w"];

    internal bool IsWeighted => Weight is not null;

    /// <summary>When an event was where no column tells, in milliseconds since 1970.</summary>
    internal long UntimedMs { get; init; }

    /// <summary>SQL of milliseconds since 1970, null where the time is no good.</summary>
    internal string TimeExpression => Time?.Expression ?? $"{UntimedMs}::BIGINT";

    /// <exception cref="TableFormatException">A column that is named is not there, one that is needed is not found, or one holds no ids or no times.</exception>
    internal static FavouriteLayout Of(DuckDbSession session, Relation relation, FavouriteSourceOptions options)
    {
        var columns = new NamedColumns(session, relation);
        var places = Places(relation, columns, options);
        RelationColumn? Ids(string? name, IdKind? kind) => name is null ? null : columns.Ids(name, kind);

        return new(
            Ids(places.User, options.Users)!, Ids(places.Item, null), Ids(places.Author, options.Authors),
            places.Time is null ? null : columns.Time(places.Time, options.Time),
            places.Kind, places.Weight, places.IsNamed)
        { UntimedMs = options.TimeWithoutColumn.ToUnixTimeMilliseconds() };
    }

    /// <summary>How the columns were understood: for a person to check.</summary>
    internal string InWords(string input)
    {
        if (Author is null) return $"{input}: '{User.Name}' likes '{Item!.Name}', and no column tells whose it is; name it with --fav-author.";
        var how = IsNamed ? "" : ", taken by their place";
        if (IsWeighted) return $"{input}: '{User.Name}' likes '{Author.Name}' by '{Weight}'{how}.";
        var time = Time is null ? "without times: each counts as of now" : $"at '{Time.Name}', read as {Time.InWords}";
        return $"{input}: '{User.Name}' likes '{Item!.Name}' of '{Author.Name}' {time}{(Kind is null ? ", all favourites" : $", kinds in '{Kind}'")}{how}.";
    }

    /// <summary>The first rows that are no events, by a second reading in order.</summary>
    internal IEnumerable<BadRow> BadRows(DuckDbSession session, Relation relation, int count)
    {
        // Events of other kinds are passed over, whatever they hold.
        string Good(string expression) => Kind is null ? expression : $"CASE WHEN {FavouriteKind.Expression(Kind)} = {FavouriteKind.Other} THEN '' ELSE ({expression})::VARCHAR END";
        List<(string, string)> wanted = [(User.Quoted, Good(User.Expression)), (Item!.Quoted, Good(Item.Expression)), (Author!.Quoted, Good(Author.Expression))];
        if (Time is not null) wanted.Add((DuckDbSession.Quoted(Time.Name), Good(TimeExpression)));
        return RelationColumns.BadRows(session, relation, wanted, $"a user, an item, an author{(Time is null ? "" : $" and a time ({Time.InWords})")}", count);
    }

    /// <summary>The kinds that are neither favourites nor unfavourites, and how often.</summary>
    internal IEnumerable<(string Kind, long Count)> OtherKinds(DuckDbSession session, Relation relation) => session
        .Rows(
            $"SELECT {DuckDbSession.Quoted(Kind!)}::VARCHAR AS kind, count(*) AS n FROM {relation.Sql} WHERE {FavouriteKind.Expression(Kind)} = {FavouriteKind.Other} GROUP BY kind", relation.Input)
        .Select(row => (row[0] ?? "NULL", long.Parse(row[1]!)));

    static (string User, string? Item, string? Author, string? Time, string? Kind, string? Weight, bool IsNamed) Places(Relation relation, NamedColumns columns, FavouriteSourceOptions options)
    {
        var user = columns.Find(options.UserColumn, ColumnWords.Users);
        var item = columns.Find(options.ItemColumn, ColumnWords.Items);
        var author = columns.Find(options.AuthorColumn, ColumnWords.Authors);
        if (user is null && item is null && author is null) return ByPlace(relation, columns.Names);
        if (user is null || (item is null && author is null))
            throw new TableFormatException(relation.Input, $"expected columns such as user, item, author and timestamp, found {columns.InWords}. Name them: --fav-user, --fav-item, --fav-author, --fav-time.");

        // Of two roles, a column has the one that was named.
        var weight = item is null ? columns.Find(options.WeightColumn, s_weights) : null;
        if (item is null && weight is null)
            throw new TableFormatException(relation.Input, $"expected a column of items, or of weights that are added up already, beside '{user}' and '{author}', found {columns.InWords}. Name it with --fav-item or --fav-weight.");
        return (user, item, author, item is null ? null : columns.Find(options.TimeColumn, ColumnWords.Times), item is null ? null : columns.Find(options.KindColumn, ColumnWords.Kinds), weight, true);
    }

    static (string User, string? Item, string? Author, string? Time, string? Kind, string? Weight, bool IsNamed) ByPlace(Relation relation, string[] names) => names.Length switch
    {
        2 => (names[0], names[1], null, null, null, null, false),
        3 => (names[0], null, names[1], null, null, names[2], false),
        4 => (names[0], names[1], names[2], names[3], null, null, false),
        5 => (names[0], names[1], names[2], names[3], names[4], null, false),
        _ => throw new TableFormatException(relation.Input, $"expected user, item, author, time [, kind], or user, author, weight, found '{string.Join("', '", names)}'. Name the columns: --fav-user, --fav-item, --fav-author, --fav-time."),
    };
}
