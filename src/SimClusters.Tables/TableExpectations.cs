using System.Text.Json.Nodes;
using SimClusters.Numerics;

namespace SimClusters.Tables;

/// <summary>What the tables of a model are held to beside what reading them checks; a failure is a sentence about the table's file.</summary>
static class TableExpectations
{
    // Rounding of a float on its way to a table.
    const double Tolerance = 1e-5;

    /// <summary>No row of a matrix has more entries than an option allows.</summary>
    internal static void ExpectRowLengths(Model model, string table, SparseMatrix matrix, double? limit)
    {
        if (limit is null) return;
        for (var row = 0; row < matrix.RowCount; row++)
            if (matrix.RowLength(row) > limit) throw Broken(model, table, $"at most {limit:N0} rows a key, as the options say", $"{matrix.RowLength(row):N0}");
    }

    /// <summary>No value of a matrix is below what an option allows.</summary>
    internal static void ExpectAbove(Model model, string table, SparseMatrix matrix, double minimum)
    {
        for (var row = 0; row < matrix.RowCount; row++)
            foreach (var value in matrix.RowValues(row))
                if (value < minimum - Tolerance) throw Broken(model, table, $"scores of {minimum} or more, as the options say", $"{value}");
    }

    /// <summary>A table has as many rows as the manifest says.</summary>
    internal static void ExpectRows(Model model, string table, long found)
    {
        var expected = model.Manifest.Tables.First(entry => entry.Name == table).Rows;
        if (expected != found) throw Broken(model, table, $"{expected:N0} rows, as the manifest says", $"{found:N0}");
    }

    /// <summary>Where both directions have a pair, they agree about it: each is cut by its own limit.</summary>
    /// <param name="table">The table by clusters.</param>
    /// <param name="other">The table in the other direction.</param>
    /// <param name="byRow">Things × clusters.</param>
    /// <param name="byCluster">Clusters × things.</param>
    /// <param name="rowOf">By column of <paramref name="byCluster"/>: the row in <paramref name="byRow"/>, or below 0.</param>
    /// <param name="nameOf">What such a column is called.</param>
    internal static void ExpectSameScores(Model model, string table, string other, SparseMatrix byRow, SparseMatrix byCluster, Func<int, int> rowOf, Func<int, string> nameOf)
    {
        for (var cluster = 0; cluster < byCluster.RowCount; cluster++)
        {
            var keys = byCluster.RowKeys(cluster);
            var scores = byCluster.RowValues(cluster);
            for (var i = 0; i < keys.Length; i++)
            {
                var row = rowOf(keys[i]);
                var score = row < 0 ? 0 : byRow[row, cluster];
                if (score is 0 || score.Equals(scores[i])) continue;
                throw Broken(model, table, $"{score} for {nameOf(keys[i])} in cluster {ClusterId.FromRow(cluster)}, as {other} has", $"{scores[i]}");
            }
        }
    }

    internal static TableFormatException Broken(Model model, string table, string expected, string found) => new(model.FileOf(table), $"expected {expected}, found {found}.");

    /// <summary>A number among a stage's options; null where it is not said.</summary>
    internal static double? Option(Model model, string stage, string option) => Option(model.Manifest.Options.GetValueOrDefault(stage), option);

    /// <summary>A number among the options that a table was added with; null where it is not said.</summary>
    internal static double? AddedOption(Model model, string table, string option) => Option(model.Manifest.AdditionOf(table)?.Options.GetValueOrDefault(table), option);

    static double? Option(JsonNode? options, string option) => (options as JsonObject)?[option] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    internal static void Check(List<ModelCheck> checks, string name, Action check)
    {
        try
        {
            check();
            checks.Add(new(name, null));
        }
        catch (Exception exception) when (exception is TableFormatException or IOException)
        {
            // The result of a check is its sentence; the caller decides what a failure is worth.
            checks.Add(new(name, exception.Message));
        }
    }
}
