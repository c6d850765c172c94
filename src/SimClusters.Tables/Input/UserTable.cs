using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Which producers a user table calls active.</summary>
/// <param name="IsActive">A flag a producer row; who is not in the table is inactive.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="MissingCount">Producers that the table does not have.</param>
public sealed record UserActivity(bool[] IsActive, InputFile File, int MissingCount);

/// <summary>Reads a table of users, one row each, with an active flag, in any form DuckDB reads.</summary>
public static class UserTable
{
    static readonly string[] s_ids = ["id", "user_id", "user", "userid", "producer", "producer_id"];
    static readonly string[] s_flags = ["active", "is_active", "isactive", "enabled"];

    /// <param name="input">A path or a <c>SELECT</c> with columns such as <c>user_id</c> and <c>active</c>.</param>
    /// <param name="producers">Whose flags are wanted; the ids must be of their kind.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">The columns are not there, or a flag is neither true nor false.</exception>
    public static UserActivity Read(string input, NodeIndex producers, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", input);
        var id = Find(input, columns, s_ids, "id or user_id");
        var flag = Find(input, columns, s_flags, "active");
        var column = RelationColumns.Column(session, relation, id[0]!, id[1]!, producers.Kind == IdKind.Text ? IdKind.Text : null);
        if (column.Kind != producers.Kind)
            throw new TableFormatException(input, $"expected integers in column '{id[0]}', as the follows have, found text.");

        var isActive = new bool[producers.Count];
        var isThere = new bool[producers.Count];
        long rowCount = 0;
        using (var rows = session.Query($"SELECT {column.Expression}, CAST({DuckDbSession.Quoted(flag[0]!)} AS BOOLEAN) FROM {relation.Sql}", input))
        {
            while (rows.Next())
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                rowCount += rows.Count;
                Mark(rows, column, input, producers, isThere, isActive);
            }
        }

        var file = relation.IsQuery ? new InputFile(input, rowCount, 0, null) : new(input, rowCount, new FileInfo(input).Length, HashingStream.HashOf(input));
        return new(isActive, file, isThere.Count(there => !there));
    }

    static void Mark(DuckDbRows rows, RelationColumn column, string input, NodeIndex producers, bool[] isThere, bool[] isActive)
    {
        var ids = new IdBuffer(column.Kind);
        var validity = new RowValidity(rows);
        VectorReader.Append(rows, 0, validity, ids, column.Name, input);
        using var block = ids.Take();
        var flags = rows.Values<bool>(1);
        for (int row = 0, next = 0; row < rows.Count; row++)
        {
            if (!validity.IsGood(row)) continue;
            var producerRow = block.Kind == IdKind.Text ? producers.RowOf(block.TextAt(next)) : producers.RowOf(block.IntegerAt(next));
            next++;
            if (producerRow < 0) continue;
            isThere[producerRow] = true;
            isActive[producerRow] = flags[row];
        }
    }

    static string?[] Find(string input, List<string?[]> columns, string[] known, string example) =>
        columns.FirstOrDefault(column => known.Contains(column[0], StringComparer.OrdinalIgnoreCase)) ?? throw new TableFormatException(
            input, $"expected a column such as {example}, found '{string.Join("', '", columns.Select(column => column[0]))}'.");
}
