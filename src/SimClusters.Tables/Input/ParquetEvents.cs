using ParquetSharp;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Events of a Parquet file of plain columns; columns of other types are DuckDB's: <see cref="CanRead"/> tells.</summary>
static class ParquetEvents
{
    /// <summary>Whether ids are INT32, INT64 or strings, times INT64 and kinds strings.</summary>
    internal static bool CanRead(Relation relation, EventLayout layout) => ParquetScan.CanRead(relation, file => ColumnsOf(file, layout));

    /// <exception cref="TableFormatException">The file is damaged.</exception>
    internal static IReadOnlyList<EventRows> Read(Relation relation, EventLayout layout, Func<EventRows> rowsOf, Execution execution)
    {
        var all = new List<EventRows>();
        try
        {
            ParquetScan.Read(
                relation, file => ColumnsOf(file, layout),
                () =>
                {
                    all.Add(rowsOf());
                    return all[^1];
                },
                (columns, rows, good) => Append(columns, layout, rows, good), rows => rows.Flush(), execution);
        }
        catch
        {
            foreach (var block in all.SelectMany(rows => rows.Blocks)) block.Dispose();
            throw;
        }

        return all;
    }

    /// <summary>The newest time by what the file says of its row groups, in milliseconds since 1970; null where it does not say it of all.</summary>
    internal static long? Newest(Relation relation, EventLayout layout)
    {
        using var file = new ParquetFileReader(relation.Input);
        var groupCount = file.FileMetaData.NumRowGroups;
        var time = ParquetScan.Columns(file, [layout.Time.Name])![0];
        long? newest = null;
        for (var group = 0; group < groupCount; group++)
        {
            using var reader = file.RowGroup(group);
            if (reader.MetaData.NumRows == 0) continue;
            if (time.Largest(reader, layout.Time.Format) is not { } largest) return null;
            newest = Math.Max(newest ?? largest, largest);
        }

        return newest;
    }

    // User, item, kind and time.
    static ParquetColumn[]? ColumnsOf(ParquetFileReader file, EventLayout layout) =>
        ParquetScan.Columns(file, [layout.User.Name, layout.Item.Name, layout.Kind, layout.Time.Name]) is { } columns
        && columns[0].IsIdOf(layout.User.Kind) && columns[1].IsIdOf(layout.Item.Kind) && columns[2].IsText && columns[3].IsTimeOf(layout.Time.Format) ? columns : null;

    static void Append(ParquetColumn[] columns, EventLayout layout, EventRows rows, Span<bool> good)
    {
        var codes = new byte[good.Length];
        for (var row = 0; row < codes.Length; row++) codes[row] = columns[2].CodeAt(row, layout.Words.Of, EventKindWords.Unknown);
        rows.Take(codes, columns[3].TimesMs(layout.Time.Format, good.Length), good);
        columns[0].AppendTo(rows.Users, good);
        columns[1].AppendTo(rows.Items, good);
        rows.FlushFull();
    }
}
