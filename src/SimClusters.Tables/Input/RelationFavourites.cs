using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Events of anything that DuckDB reads: CSV, JSON, a query, Parquet of unusual types.</summary>
static class RelationFavourites
{
    internal static IReadOnlyList<FavouriteRows> Read(DuckDbSession session, Relation relation, FavouriteLayout layout, Execution execution)
    {
        var all = new FavouriteRows(layout);
        var reporter = new ProgressReporter(execution.Progress, 0, "events");

        // The order of rows changes nothing in what is built, and keeping it would cost DuckDB its parallel scan.
        session.Execute("SET preserve_insertion_order = false");
        using var rows = session.Query(
            $"SELECT {layout.User.Expression}, {layout.Item!.Expression}, {layout.Author!.Expression}, {layout.TimeExpression}{(layout.Kind is null ? "" : $", {FavouriteKind.Expression(layout.Kind)}")} " +
            $"FROM {relation.Sql}", relation.Input);
        while (rows.Next())
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            Append(rows, relation, layout, all);
            reporter.Add(rows.Count);
        }

        all.Flush();
        return [all];
    }

    static void Append(DuckDbRows rows, Relation relation, FavouriteLayout layout, FavouriteRows all)
    {
        var validity = new RowValidity(rows);
        var otherCount = 0;
        if (layout.Kind is not null)
        {
            otherCount = rows.Values<byte>(4).Count(FavouriteKind.Other);
            if (otherCount > 0) validity = validity.Without(rows.Values<byte>(4), FavouriteKind.Other);
        }

        var before = all.Users.Count;
        VectorReader.Append(rows, 0, validity, all.Users, layout.User.Name, relation.Input);
        VectorReader.Append(rows, 1, validity, all.Items, layout.Item!.Name, relation.Input);
        VectorReader.Append(rows, 2, validity, all.Authors, layout.Author!.Name, relation.Input);
        VectorReader.Append(rows.Values<long>(3), validity, all.TimesMs);
        if (layout.Kind is not null) VectorReader.Append(MemoryMarshal.Cast<byte, bool>(rows.Values<byte>(4)), validity, all.AreUnfavourites);
        all.Count(rows.Count, otherCount, all.Users.Count - before);
    }
}
