using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Events of anything that DuckDB reads: CSV, JSON, a query, Parquet of unusual types.</summary>
static class RelationEvents
{
    internal static IReadOnlyList<EventRows> Read(DuckDbSession session, Relation relation, EventLayout layout, EventRows all, Execution execution)
    {
        var reporter = new ProgressReporter(execution.Progress, 0, "events");

        // The order of rows changes nothing in what is built, and keeping it would cost DuckDB its parallel scan.
        session.Execute("SET preserve_insertion_order = false");
        using var rows = session.Query($"SELECT {layout.User.Expression}, {layout.Item.Expression}, {layout.Time.Expression}, {layout.KindExpression} FROM {relation.Sql}", relation.Input);
        while (rows.Next())
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            Append(rows, relation, layout, all);
            reporter.Add(rows.Count);
        }

        all.Flush();
        return [all];
    }

    /// <summary>The newest time by reading the column, in milliseconds since 1970; null where no row has one.</summary>
    internal static long? Newest(DuckDbSession session, Relation relation, EventLayout layout) =>
        session.Rows($"SELECT max({layout.Time.Expression}) FROM {relation.Sql}", relation.Input)[0][0] is { } newest ? long.Parse(newest) : null;

    static void Append(DuckDbRows rows, Relation relation, EventLayout layout, EventRows all)
    {
        var validity = new RowValidity(rows);
        var good = new bool[rows.Count];
        for (var row = 0; row < good.Length; row++) good[row] = validity.IsGood(row);
        all.Take(rows.Values<byte>(3), rows.Values<long>(2), good);
        var kept = RowValidity.Of(good);
        VectorReader.Append(rows, 0, kept, all.Users, layout.User.Name, relation.Input);
        VectorReader.Append(rows, 1, kept, all.Items, layout.Item.Name, relation.Input);
        all.FlushFull();
    }
}
