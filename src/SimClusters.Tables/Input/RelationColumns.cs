using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>One column of ids of a relation.</summary>
/// <param name="Name">As the relation has it.</param>
/// <param name="Kind">Integers or strings.</param>
/// <param name="Expression">What is selected: null where the id is no good.</param>
sealed record RelationColumn(string Name, IdKind Kind, string Expression)
{
    internal string Quoted => DuckDbSession.Quoted(Name);
}

/// <summary>Chooses the two columns of ids of a relation.</summary>
static class RelationColumns
{
    static readonly string[] s_weights = ["weight", "score", "cosine", "similarity", "w"];

    /// <exception cref="TableFormatException">There are no two such columns, or one of them holds no ids.</exception>
    internal static (RelationColumn Consumer, RelationColumn Producer, bool IsNamed) Choose(
        DuckDbSession session, Relation relation, FollowSourceOptions options)
    {
        // A query is described as it stands: DESCRIBE runs nothing.
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", relation.Input);
        var names = columns.Select(column => column[0]!).ToArray();
        var found = ColumnNames.Find(names);
        var consumer = PositionOf(relation, names, options.ConsumerColumn, found?.Consumer);
        var producer = PositionOf(relation, names, options.ProducerColumn, found?.Producer);
        if ((consumer < 0 || producer < 0) && names.Length is not (2 or 3))
        {
            throw new TableFormatException(relation.Input, names.Length < 2
                ? $"expected two columns of ids, found '{string.Join("', '", names)}' alone."
                : $"expected columns such as follower and followee, found '{string.Join("', '", names)}'. Name the two that hold who follows and who is followed.");
        }

        var isNamed = consumer >= 0 && producer >= 0;
        if (consumer < 0) consumer = producer == 0 ? 1 : 0;
        if (producer < 0) producer = consumer == 1 ? 0 : 1;
        if (consumer == producer) throw new TableFormatException(relation.Input, $"expected two columns, found '{names[consumer]}' named for both.");
        return (
            Column(session, relation, names[consumer], columns[consumer][1]!, options.Ids),
            Column(session, relation, names[producer], columns[producer][1]!, options.Ids), isNamed);
    }

    static int PositionOf(Relation relation, string[] names, string? wanted, int? found)
    {
        if (wanted is null) return found ?? -1;
        var position = Array.FindIndex(names, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return position >= 0 ? position : throw new TableFormatException(
            relation.Input, $"expected a column '{wanted}', found '{string.Join("', '", names)}'.");
    }

    internal static RelationColumn Column(DuckDbSession session, Relation relation, string name, string type, IdKind? ids)
    {
        var quoted = DuckDbSession.Quoted(name);
        if (ids == IdKind.Text || type is "UUID" || type.StartsWith("ENUM", StringComparison.Ordinal))
            return new(name, IdKind.Text, $"nullif({quoted}::VARCHAR, '')");
        if (type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT")
            return new(name, IdKind.Integer, quoted);
        if (type is not "VARCHAR")
            throw new TableFormatException(relation.Input, $"expected ids, integers of 64 bits or text, in column '{name}', found {type}. Cast it in a SELECT.");

        // Text by type; of CSV, as its first row has it, and a few strings among integers are bad rows.
        if (relation.IsCsv && IsInteger(session, relation, quoted)) return new(name, IdKind.Integer, $"TRY_CAST({quoted} AS BIGINT)");
        return new(name, IdKind.Text, $"nullif({quoted}, '')");
    }

    /// <summary>A column of ids of the kind that the follows have; null takes what it is. A column without a single id is of either kind.</summary>
    /// <exception cref="TableFormatException">It holds text, and integers are wanted.</exception>
    internal static RelationColumn ColumnLike(DuckDbSession session, Relation relation, string name, string type, IdKind? wanted, string asIn = "the follows")
    {
        var column = Column(session, relation, name, type, wanted == IdKind.Text ? wanted : null);
        if (wanted is null || column.Kind == wanted) return column;
        if (session.Rows($"SELECT 1 FROM {relation.Sql} WHERE {column.Quoted} IS NOT NULL LIMIT 1", relation.Input).Count == 0)
            return new(name, IdKind.Integer, $"TRY_CAST({column.Quoted} AS BIGINT)");
        throw new TableFormatException(relation.Input, $"expected integers in column '{name}', as {asIn} have, found text. Cast one or the other in a SELECT.");
    }

    static bool IsInteger(DuckDbSession session, Relation relation, string quoted)
    {
        var first = session.Rows($"SELECT {quoted} FROM {relation.Sql} WHERE {quoted} IS NOT NULL LIMIT 1", relation.Input);
        return first.Count > 0 && long.TryParse(first[0][0], out _);
    }

    /// <summary>What is selected for the weight of an edge, null where it is no good; or null when the relation has none.</summary>
    internal static string? Weight(DuckDbSession session, Relation relation, RelationColumn first, RelationColumn second)
    {
        var names = session.Rows($"SELECT column_name FROM (DESCRIBE SELECT * FROM {relation.Sql})", relation.Input)
            .Select(column => column[0]!).Where(name => name != first.Name && name != second.Name).ToArray();
        var name = names.FirstOrDefault(name => s_weights.Contains(name, StringComparer.OrdinalIgnoreCase)) ?? (names.Length == 1 ? names[0] : null);
        return name is null ? null : Weight(name);
    }

    /// <summary>What is selected for a weight: a finite number of 0 or more, else null.</summary>
    internal static string Weight(string name)
    {
        var value = $"TRY_CAST({DuckDbSession.Quoted(name)} AS FLOAT)";
        return $"CASE WHEN isfinite({value}) AND {value} >= 0 THEN {value} END";
    }

    /// <summary>The first rows in which a wanted value is missing or no good, by a second reading in order.</summary>
    /// <param name="wanted">What stands in the row, and what is selected for it: null where it is no good.</param>
    /// <param name="expected">What a good row has.</param>
    internal static IEnumerable<BadRow> BadRows(DuckDbSession session, Relation relation, IReadOnlyList<(string Shown, string Expression)> wanted, string expected, int count)
    {
        session.Execute("SET preserve_insertion_order = true");
        var shown = string.Join(", ", wanted.Select((value, i) => $"{value.Shown} AS shown{i}"));
        var isBad = string.Join(" OR ", wanted.Select(value => $"{value.Expression} IS NULL"));
        var rows = session.Rows(
            $"SELECT * EXCLUDE is_bad FROM (SELECT row_number() OVER () AS number, {shown}, {isBad} AS is_bad FROM {relation.Sql}) WHERE is_bad ORDER BY number LIMIT {Math.Max(1, count)}",
            relation.Input);
        return rows.Select(row => new BadRow(relation.Input, long.Parse(row[0]!), expected, string.Join(", ", row.Skip(1).Select(value => value ?? "NULL"))));
    }
}
