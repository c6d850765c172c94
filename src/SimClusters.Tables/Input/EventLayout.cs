namespace SimClusters.Tables.Input;

/// <summary>Which column of a relation is what of an engagement.</summary>
/// <param name="User">Who.</param>
/// <param name="Item">With what.</param>
/// <param name="Kind">The name of the column of what was done.</param>
/// <param name="Time">When.</param>
/// <param name="Author">The name of a column of whose item it is, which is not read: the table of items tells; null where there is none.</param>
/// <param name="Words">What stands for which kind.</param>
/// <param name="IsNamed">Whether the columns were found by name.</param>
sealed record EventLayout(RelationColumn User, RelationColumn Item, string Kind, TimeColumn Time, string? Author, EventKindWords Words, bool IsNamed)
{
    internal string KindExpression => Words.Expression(Kind);

    /// <exception cref="TableFormatException">A column that is named is not there, one that is needed is not found, or one holds no ids or no times.</exception>
    internal static EventLayout Of(DuckDbSession session, Relation relation, EventSourceOptions options, EventKindWords words)
    {
        var columns = new NamedColumns(session, relation);
        var user = columns.Find(options.UserColumn, ColumnWords.Users);
        var item = columns.Find(options.ItemColumn, ColumnWords.Items);
        var kind = columns.Find(options.KindColumn, ColumnWords.Kinds);
        var time = columns.Find(options.TimeColumn, ColumnWords.Times);
        var isNamed = user is not null || item is not null || kind is not null || time is not null;
        if (!isNamed && columns.Names.Length is 4 or 5) (user, item, kind, time) = (columns.Names[0], columns.Names[1], columns.Names[2], columns.Names[3]);
        if (user is null || item is null || kind is null || time is null)
        {
            string[] missing = [.. new[] { (user, "user"), (item, "item"), (kind, "kind"), (time, "timestamp") }.Where(one => one.Item1 is null).Select(one => one.Item2)];
            throw new TableFormatException(
                relation.Input, $"expected columns such as user, item, kind and timestamp, found {columns.InWords} without {string.Join(", ", missing)}. Name them: --event-user, --event-item, --event-kind, --event-time; " +
                "or say in a SELECT what is missing, such as 'favourite' AS kind.");
        }

        var author = isNamed ? columns.Find(null, ColumnWords.Authors) : columns.Names.ElementAtOrDefault(4);
        return new(columns.Ids(user, options.Users), columns.Ids(item, options.Items, "the items"), kind, columns.Time(time, options.Time), author, words, isNamed);
    }

    /// <summary>How the columns were understood: for a person to check.</summary>
    internal string InWords(string input) =>
        $"{input}: '{User.Name}' did '{Kind}' with '{Item.Name}' at '{Time.Name}', read as {Time.InWords}{(IsNamed ? "" : ", taken by their place")}{(Author is null ? "" : $"; '{Author}' is not read, since the items' table tells the authors")}.";

    /// <summary>The first rows that are no events, by a second reading in order.</summary>
    internal IEnumerable<BadRow> BadRows(DuckDbSession session, Relation relation, int count)
    {
        // Events of unknown kinds are passed over, whatever they hold.
        string Good(string expression) => $"CASE WHEN {KindExpression} = {EventKindWords.Unknown} THEN '' ELSE ({expression})::VARCHAR END";
        List<(string, string)> wanted = [(User.Quoted, Good(User.Expression)), (Item.Quoted, Good(Item.Expression)), (DuckDbSession.Quoted(Time.Name), Good(Time.Expression))];
        return RelationColumns.BadRows(session, relation, wanted, $"a user, an item and a time ({Time.InWords})", count);
    }

    /// <summary>The kinds that are not known, and how often.</summary>
    internal IEnumerable<(string Kind, long Count)> UnknownKinds(DuckDbSession session, Relation relation) => session
        .Rows($"SELECT {DuckDbSession.Quoted(Kind)}::VARCHAR AS kind, count(*) AS n FROM {relation.Sql} WHERE {KindExpression} = {EventKindWords.Unknown} GROUP BY kind", relation.Input)
        .Select(row => (row[0] ?? "NULL", long.Parse(row[1]!)));
}
