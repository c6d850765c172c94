namespace SimClusters.Tables.Columns;

/// <summary>What a column holds. None is ever null.</summary>
public enum ColumnKind
{
    /// <summary>The id of a user or an item: INT64, or a UTF-8 string, as its source has it.</summary>
    Id,

    /// <summary>INT32: a cluster (from 1 on) or a count.</summary>
    Integer,

    /// <summary>FLOAT: a score, as it is in memory.</summary>
    Score,

    /// <summary>DOUBLE: a norm, a sum of many scores.</summary>
    Norm,

    /// <summary>A UTF-8 string: one of a few words, or a text.</summary>
    Word,

    /// <summary>BOOLEAN.</summary>
    Flag,

    /// <summary>INT64, a timestamp in milliseconds, UTC.</summary>
    Time,
}

public sealed record TableColumn(string Name, ColumnKind Kind);

/// <summary>A table's name and columns, in order.</summary>
/// <param name="Name">The name of its file without the extension.</param>
/// <param name="KeyCount">Leading columns by which the rows ascend; together they are unique.</param>
public sealed record TableSchema(string Name, int KeyCount, params IReadOnlyList<TableColumn> Columns)
{
    public string FileName => $"{Name}.parquet";

    /// <summary>The number of a column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column) return i;
        throw new ArgumentException($"The table {Name} has no column '{column}'.", nameof(column));
    }
}
