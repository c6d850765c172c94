using SimClusters.Numerics;

namespace SimClusters.Tables.Columns;

/// <summary>A sparse matrix as a table: one row an entry, ascending by row and key, and a score or several each.</summary>
static class MatrixTable
{
    /// <summary>The highest cosine: 1, and the rounding of a float.</summary>
    internal const float MaxCosine = 1.000001f;

    /// <summary>Writes the entries of a matrix.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="schema">Two keys, then the scores.</param>
    /// <param name="matrix">Its offsets and keys; its values are written only if a source reads them.</param>
    /// <param name="rows">What its rows stand for.</param>
    /// <param name="keys">What its columns stand for.</param>
    /// <param name="scores">A source for each column after the keys.</param>
    internal static void Write(
        string path, TableSchema schema, SparseMatrix matrix, Axis rows, Axis keys, IReadOnlyList<IColumnSource> scores, Execution execution)
    {
        if (matrix.RowCount != rows.Count || matrix.ColumnCount != keys.Count)
            throw new ArgumentException($"A matrix of {matrix.RowCount:N0} × {matrix.ColumnCount:N0} for {rows.Count:N0} {rows.Column}s and {keys.Count:N0} {keys.Column}s.", nameof(matrix));
        TableWriter.Write(path, schema, matrix.EntryCount,
            [rows.Source((first, values) => FillRows(matrix.Offsets, first, values)), keys.Source((first, values) => matrix.Keys.Slice(first, values.Length).CopyTo(values)), .. scores],
            execution);
    }

    /// <summary>A source that hands out stored scores.</summary>
    internal static IColumnSource Scores(NativeArray<float> scores) =>
        new ValueColumn<float>((first, values) => scores.Slice(first, values.Length).CopyTo(values));

    /// <summary>A source that hands out stored scores, or zeros where there are none.</summary>
    internal static IColumnSource ScoresOrZeros(NativeArray<float>? scores) =>
        scores is not null ? Scores(scores) : new ValueColumn<float>((_, values) => values.Clear());

    /// <summary>Reads a matrix back; its values are the column <paramref name="score"/>.</summary>
    /// <param name="maxScore">Scores are above 0 and at most this.</param>
    /// <param name="acceptsZero">Whether a score of 0 is one, too.</param>
    /// <exception cref="TableFormatException">Rows or keys do not ascend, are unknown or are double, or a score is out of range.</exception>
    internal static SparseMatrix Read(TableReader table, Axis rows, Axis keys, string score, float maxScore = float.MaxValue, bool acceptsZero = false)
    {
        using var entryRows = rows.Read(table);
        var matrixKeys = keys.Read(table);
        var offsets = new NativeArray<long>(rows.Count + 1L);
        for (long entry = 0; entry < entryRows.Length; entry++)
        {
            if (entry > 0 && (entryRows[entry] < entryRows[entry - 1] || (entryRows[entry] == entryRows[entry - 1] && matrixKeys[entry] <= matrixKeys[entry - 1])))
                throw new TableFormatException(table.Path, $"row {entry + 1:N0}: expected ({rows.Column}, {keys.Column}) to ascend, found a pair that is not above the one before.");
            offsets[entryRows[entry] + 1]++;
        }

        for (var row = 0; row < rows.Count; row++) offsets[row + 1] += offsets[row];
        return new(keys.Count, offsets, matrixKeys, ReadScores(table, score, maxScore, acceptsZero));
    }

    /// <summary>One column of scores.</summary>
    /// <exception cref="TableFormatException">A score is too low, above the maximum or no number.</exception>
    internal static NativeArray<float> ReadScores(TableReader table, string column, float maxScore = float.MaxValue, bool acceptsZero = false)
    {
        var scores = new NativeArray<float>(table.RowCount, cleared: false);
        table.Scan<float>(table.Schema.IndexOf(column), table.AllRows, (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
                if (!((values[i] > 0 || (acceptsZero && values[i] == 0)) && values[i] <= maxScore))
                    throw new TableFormatException(table.Path, $"row {first + i + 1:N0}: expected {column} {(acceptsZero ? "of 0 or more" : "above 0")}{(maxScore < float.MaxValue ? $" and at most {maxScore}" : "")}, found {values[i]}.");
            values.CopyTo(scores.Slice(first, values.Length));
        });
        return scores;
    }

    /// <summary>The row that each entry belongs to: found once by bisection, then by walking.</summary>
    internal static void FillRows(NativeArray<long> offsets, long firstEntry, Span<int> rows)
    {
        int low = 0, high = (int)offsets.Length - 2;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (offsets[middle + 1] > firstEntry) high = middle;
            else low = middle + 1;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            while (offsets[low + 1] <= firstEntry + i) low++;
            rows[i] = low;
        }
    }
}
