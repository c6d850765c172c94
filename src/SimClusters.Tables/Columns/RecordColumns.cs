namespace SimClusters.Tables.Columns;

/// <summary>Columns of a table whose rows are records in memory: small tables, a row a cluster or so.</summary>
sealed class RecordColumns<TRow>(IReadOnlyList<TRow> rows)
{
    /// <summary>A column of plain values.</summary>
    internal IColumnSource Of<T>(Func<TRow, T> value)
        where T : unmanaged =>
        new ValueColumn<T>((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = value(rows[(int)first + i]); });

    /// <summary>A column of texts.</summary>
    /// <param name="texts">A text a row, from <see cref="Texts"/>; it must outlive the writing.</param>
    internal static IColumnSource Of(Graphs.NodeIndex texts) =>
        ColumnSource.Words(texts, (first, numbers) => { for (var i = 0; i < numbers.Length; i++) numbers[i] = (int)first + i; });

    /// <summary>The texts of a column; the caller disposes them when the table is written.</summary>
    internal Graphs.NodeIndex Texts(Func<TRow, string> text) => ColumnSource.IndexOf([.. rows.Select(text)]);
}
