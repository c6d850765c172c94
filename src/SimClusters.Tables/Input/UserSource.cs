using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Users as a table has them.</summary>
/// <param name="Users">What is known of each; owned from here on.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="BadRowCount">Rows without an id of the wanted kind, left out.</param>
public sealed record UserTable(Users Users, InputFile File, long BadRowCount) : IDisposable
{
    public void Dispose() => Users.Dispose();
}

/// <summary>Reads a table of users: an id each, and where there are such columns name, language, country, active and nsfw. In any form DuckDB reads.</summary>
public static class UserSource
{
    static readonly string[] s_ids = ["id", "user", "userid", "producer", "consumer", "account", "person", "member"];
    static readonly string[] s_names = ["name", "username", "fullname", "displayname", "screenname", "handle", "title"];
    static readonly string[] s_languages = ["language", "lang", "devicelanguage", "locale"];
    static readonly string[] s_countries = ["country", "countrycode", "region"];
    static readonly string[] s_flags = ["active", "isactive", "enabled"];
    static readonly string[] s_sensitive = ["nsfw", "isnsfw", "sensitive", "issensitive", "adult"];

    /// <param name="input">A path or a <c>SELECT</c>. An id that is there more than once is counted: it is active if all its rows are, and of other columns the first word in order counts.</param>
    /// <param name="ids">What the ids must be: those of the follows.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There is no column of ids, they are of another kind, or a flag is neither true nor false.</exception>
    /// <remarks>Rows may come in any order: the result is the same. Memory: the result, and DuckDB's limit.</remarks>
    public static UserTable Read(string input, IdKind ids, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", input);
        string?[]? Find(string[] known) => columns.FirstOrDefault(column => known.Contains(NamedColumns.Stem(column[0]!), StringComparer.Ordinal));
        var id = Find(s_ids) ?? throw new TableFormatException(input, $"expected a column such as id or user_id, found '{string.Join("', '", columns.Select(column => column[0]))}'.");
        var column = RelationColumns.ColumnLike(session, relation, id[0]!, id[1]!, ids);

        string Word(string?[]? found) => found is null ? "NULL::VARCHAR" : $"nullif(min({DuckDbSession.Quoted(found[0]!)}::VARCHAR), '')";
        string Flag(string?[]? found, string of) => found is null ? "NULL::BOOLEAN" : $"{of}(CAST({DuckDbSession.Quoted(found[0]!)} AS BOOLEAN))";
        var (isActive, isSensitive) = (Find(s_flags), Find(s_sensitive));
        var rows = new UserRows(column.Kind, input);
        using (var result = session.Query(
            $"SELECT {column.Expression} AS id, {Word(Find(s_names))}, {Word(Find(s_languages))}, {Word(Find(s_countries))}, {Flag(isActive, "bool_and")}, {Flag(isSensitive, "bool_or")}, count(*)::BIGINT " +
            $"FROM {relation.Sql} GROUP BY id", input))
        {
            while (result.Next())
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                rows.Add(result, column.Name);
            }
        }

        return new(rows.ToUsers(isActive is not null, isSensitive is not null, execution), relation.File(rows.RowCount), rows.BadRowCount);
    }
}
