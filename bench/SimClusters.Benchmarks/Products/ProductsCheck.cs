using DuckDB.NET.Data;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Products;

/// <summary>Are the two sides' results the same? Keys but where a score lies at a cut, and scores to 1e-6 of their size.</summary>
static class ProductsCheck
{
    internal const double Tolerance = 1e-6;

    /// <summary>Compares rows of SQL, two keys and scores, with entries of ours that have the same scores.</summary>
    /// <param name="sql">Two integers, then a score for each of ours.</param>
    /// <param name="firstRow">From the first key to our row.</param>
    /// <param name="secondRow">From the second key to our column.</param>
    /// <param name="entries">Ours.</param>
    /// <param name="scores">By entry.</param>
    internal static string Run(DuckDBConnection duck, string sql, Func<int, int> firstRow, Func<int, int> secondRow, SparseMatrix entries, params NativeArray<float>?[] scores)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        long rows = 0, missing = 0, beyond = 0;
        var worst = 0.0;
        while (reader.Read())
        {
            rows++;
            var row = firstRow(reader.GetInt32(0));
            var at = entries.RowKeys(row).BinarySearch(secondRow(reader.GetInt32(1)));
            if (at < 0)
            {
                missing++;
                continue;
            }

            for (var score = 0; score < scores.Length; score++)
            {
                var expected = reader.GetDouble(2 + score);
                var difference = Math.Abs(scores[score]![entries.Offsets[row] + at] - expected) / Math.Max(1, Math.Abs(expected));
                worst = Math.Max(worst, difference);
                if (difference > Tolerance) beyond++;
            }
        }

        return $"DuckDB {rows:N0} rows; {missing:N0} of them not ours; largest difference {worst:E1}, {beyond:N0} beyond {Tolerance}";
    }
}
