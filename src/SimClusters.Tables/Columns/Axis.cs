using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Columns;

/// <summary>What the rows or the columns of a matrix stand for: users of an index, or clusters.</summary>
/// <param name="Column">The table's column.</param>
/// <param name="Ids">The users, or null for clusters.</param>
/// <param name="Count">How many there are.</param>
sealed record Axis(string Column, NodeIndex? Ids, int Count)
{
    /// <summary>The table that all of them are in; null: the graph.</summary>
    internal string? Whole { get; init; }

    internal static Axis Users(string column, NodeIndex ids) => new(column, ids, ids.Count);

    internal static Axis Clusters(int count, string column = "cluster") => new(column, null, count);

    internal IColumnSource Source(ColumnFill<int> rows) => Ids is null ? ColumnSource.Clusters(rows) : ColumnSource.Ids(Ids, rows);

    /// <summary>The dense rows of a column, 4 bytes each.</summary>
    /// <exception cref="TableFormatException">An id is not in the index, or a cluster is outside 1 to the count.</exception>
    internal NativeArray<int> Read(TableReader table)
    {
        var rows = new NativeArray<int>(table.RowCount, cleared: false);
        var column = table.Schema.IndexOf(Column);
        if (Ids is null) table.Scan<int>(column, table.AllRows, (first, values) => Fill(table, first, values, rows, cluster => (uint)(cluster - 1) < (uint)Count ? cluster - 1 : -1));
        else if (table.IdKindOf(column) != Ids.Kind) throw new TableFormatException(table.Path, $"expected ids of kind {Ids.Kind}, found {table.IdKindOf(column)}; {(Whole is null ? "the model and the graph" : $"this table and {Whole}")} must come from the same input.");
        else if (Ids.Kind == IdKind.Integer) table.Scan<long>(column, table.AllRows, (first, values) => Fill(table, first, values, rows, Ids.RowOf));
        else table.Scan<ByteArray>(column, table.AllRows, (first, values) => Fill(table, first, values, rows, text => Ids.RowOf(Bytes(text))));
        return rows;
    }

    void Fill<T>(TableReader table, long first, ReadOnlySpan<T> values, NativeArray<int> rows, Func<T, int> rowOf)
        where T : unmanaged
    {
        for (var i = 0; i < values.Length; i++)
        {
            var row = rowOf(values[i]);
            if (row < 0) throw Unknown(table, first + i, values[i]);
            rows[first + i] = row;
        }
    }

    TableFormatException Unknown<T>(TableReader table, long row, T value)
    {
        var found = value is ByteArray text ? System.Text.Encoding.UTF8.GetString(Bytes(text)) : $"{value}";
        return Ids is null
            ? new(table.Path, $"row {row + 1:N0}: expected a cluster from 1 to {Count:N0}, found {found}.")
            : Whole is null
            ? new(table.Path, $"row {row + 1:N0}: expected a {Column} of the graph, found '{found}', which is not in it; use the follows that the model was built from.")
            : new(table.Path, $"row {row + 1:N0}: expected a {Column} that {Whole} has, found '{found}'; write both again.");
    }

    internal static unsafe ReadOnlySpan<byte> Bytes(ByteArray text) => new((void*)text.Pointer, text.Length);
}
