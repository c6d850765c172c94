using DuckDB.NET.Data;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>Are the two sides' tables the same? Keys but at ties within 1e-6, and scores to 1e-6 of their size.</summary>
static class ItemIndexCheck
{
    const double Tolerance = 1e-6;

    internal static void Run(DuckDBConnection duck, ItemIndexResult result)
    {
        var name = result.Name.Replace('-', '_');
        var embeddings = result.Embeddings;
        var index = result.Index;
        Console.WriteLine($"  embeddings: {Compared(duck, $"select item, cluster, score from embeddings_{name}", embeddings.Scores, RowsOf(embeddings.Items), id => id)}");
        Console.WriteLine($"  index: {Compared(duck, $"select cluster, item, score from index_{name}", index.Scores, id => id, RowsOf(index.Items))}");
    }

    static Func<int, int> RowsOf(NodeIndex ids)
    {
        var rows = new int[EventLogSql.ItemCount];
        Array.Fill(rows, -1);
        for (var row = 0; row < ids.Count; row++) rows[ids.IntegerAt(row)] = row;
        return id => rows[id];
    }

    static string Compared(DuckDBConnection duck, string sql, SparseMatrix ours, Func<int, int> rowOf, Func<int, int> columnOf)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        long rows = 0, missing = 0, atTies = 0, beyond = 0;
        var worst = 0.0;
        while (reader.Read())
        {
            rows++;
            var (row, column, expected) = (rowOf(reader.GetInt32(0)), columnOf(reader.GetInt32(1)), reader.GetDouble(2));
            var at = row < 0 || column < 0 ? -1 : ours.RowKeys(row).BinarySearch(column);
            if (at < 0)
            {
                missing++;
                if (row >= 0 && ours.RowLength(row) > 0 && Math.Abs(Least(ours.RowValues(row)) - expected) <= Tolerance * expected) atTies++;
                continue;
            }

            var difference = Math.Abs(ours.RowValues(row)[at] - expected) / expected;
            worst = Math.Max(worst, difference);
            if (difference > Tolerance) beyond++;
        }

        return $"DuckDB {rows:N0} rows, ours {ours.EntryCount:N0}; {missing:N0} of DuckDB's not ours, {atTies:N0} of these at ties; largest difference {worst:E1}, {beyond:N0} beyond {Tolerance}";
    }

    static float Least(ReadOnlySpan<float> values)
    {
        var least = float.PositiveInfinity;
        foreach (var value in values) least = Math.Min(least, value);
        return least;
    }
}
