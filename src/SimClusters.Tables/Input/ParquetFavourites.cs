using ParquetSharp;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Events of a Parquet file of plain columns, its row groups decoded on all threads.</summary>
/// <remarks>
/// DuckDB hands a result to one thread; here each thread takes row groups, which is several times as fast (FavouriteReading in the benchmarks). Memory: a batch a column
/// and thread, beside what is read. Columns of other types are DuckDB's: <see cref="CanRead"/> tells.
/// </remarks>
static class ParquetFavourites
{
    const int BatchSize = 8_192;

    /// <summary>Whether ids are INT32, INT64 or strings, times INT64 and kinds strings.</summary>
    internal static bool CanRead(Relation relation, FavouriteLayout layout)
    {
        if (relation.IsQuery || !Relation.IsParquet(relation.Input)) return false;
        try
        {
            using var file = new ParquetFileReader(relation.Input);
            return Places(file, layout) is { } places && ColumnsOf(file, layout, places) is not null;
        }
        catch (ParquetException)
        {
            // DuckDB says in its words what is wrong with the file.
            return false;
        }
    }

    /// <exception cref="TableFormatException">The file is damaged.</exception>
    internal static IReadOnlyList<FavouriteRows> Read(Relation relation, FavouriteLayout layout, Execution execution)
    {
        var all = new List<FavouriteRows>();
        var gate = new Lock();
        var next = -1;
        try
        {
            using var first = new ParquetFileReader(relation.Input);
            using var metadata = first.FileMetaData;
            var groupCount = metadata.NumRowGroups;
            var reporter = new ProgressReporter(execution.Progress, metadata.NumRows, "events");
            ParallelRows.RunThreads(Math.Clamp(groupCount, 1, execution.ThreadCount), failed =>
            {
                var rows = new FavouriteRows(layout);
                lock (gate) all.Add(rows);
                using var file = new ParquetFileReader(relation.Input);
                var columns = ColumnsOf(file, layout, Places(file, layout)!)!;
                for (var group = Interlocked.Increment(ref next); group < groupCount && !failed(); group = Interlocked.Increment(ref next))
                    ReadGroup(file, group, columns, layout, rows, reporter, execution.Cancellation);
                rows.Flush();
            });
        }
        catch (Exception exception) when (exception is ParquetException or EndOfStreamException)
        {
            Dispose(all);
            throw new TableFormatException(relation.Input, $"expected a whole Parquet file, found a damaged one ({exception.Message.Trim().Split('\n')[0].TrimEnd('.')}).");
        }
        catch
        {
            Dispose(all);
            throw;
        }

        return all;
    }

    static void Dispose(List<FavouriteRows> all)
    {
        foreach (var block in all.SelectMany(rows => rows.Blocks)) block.Dispose();
    }

    // Where user, item, author, time and kind stand in the file; null where the file's own names are not those that DuckDB gives them.
    static int[]? Places(ParquetFileReader file, FavouriteLayout layout)
    {
        string?[] wanted = [layout.User.Name, layout.Item!.Name, layout.Author!.Name, layout.Time?.Name, layout.Kind];
        using var metadata = file.FileMetaData;
        string[] names = [.. Enumerable.Range(0, metadata.NumColumns).Select(column => metadata.Schema.Column(column).Path.ToDotString())];
        int[] places = [.. wanted.OfType<string>().Select(name => Array.IndexOf(names, name))];
        return places.Contains(-1) ? null : places;
    }

    static ParquetColumn[]? ColumnsOf(ParquetFileReader file, FavouriteLayout layout, int[] places)
    {
        using var metadata = file.FileMetaData;
        ParquetColumn[] columns = [.. places.Select(place => ParquetColumn.Of(metadata.Schema.Column(place), place, BatchSize)).OfType<ParquetColumn>()];
        var isPlain = columns.Length == places.Length
            && columns[0].IsIdOf(layout.User.Kind) && columns[1].IsIdOf(layout.Item!.Kind) && columns[2].IsIdOf(layout.Author!.Kind)
            && (layout.Time is null || columns[3].IsTimeOf(layout.Time.Format)) && (layout.Kind is null || columns[^1].IsText);
        return isPlain ? columns : null;
    }

    static void ReadGroup(
        ParquetFileReader file, int group, ParquetColumn[] columns, FavouriteLayout layout, FavouriteRows rows, ProgressReporter reporter, CancellationToken cancellation)
    {
        using var reader = file.RowGroup(group);
        foreach (var column in columns) column.Open(reader);
        var isGood = new bool[BatchSize];
        for (var left = reader.MetaData.NumRows; left > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(left, BatchSize);
            var good = isGood.AsSpan(0, count);
            good.Fill(true);
            foreach (var column in columns) column.Read(good);
            Append(columns, layout, rows, good);
            reporter.Add(count);
            left -= count;
        }

        foreach (var column in columns) column.Close();
    }

    static void Append(ParquetColumn[] columns, FavouriteLayout layout, FavouriteRows rows, Span<bool> good)
    {
        var otherCount = layout.Kind is null ? 0 : AppendKinds(columns[^1], rows, good);
        var before = rows.Users.Count;
        columns[0].AppendTo(rows.Users, good);
        columns[1].AppendTo(rows.Items, good);
        columns[2].AppendTo(rows.Authors, good);
        if (layout.Time is null) for (var added = rows.Users.Count - before; added > 0; added--) rows.TimesMs.Add(0);
        else columns[3].AppendTimesTo(rows.TimesMs, layout.Time.Format, good);
        rows.Count(good.Length, otherCount, rows.Users.Count - before);
    }

    // Other kinds are no longer good rows afterwards; a kind that is missing is of another kind, whatever else the row lacks.
    static int AppendKinds(ParquetColumn column, FavouriteRows rows, Span<bool> good)
    {
        var otherCount = 0;
        for (var row = 0; row < good.Length; row++)
        {
            var kind = column.CodeAt(row, FavouriteKind.Of, FavouriteKind.Other);
            if (kind == FavouriteKind.Other) (otherCount, good[row]) = (otherCount + 1, false);
            else if (good[row]) rows.AreUnfavourites.Add(kind == FavouriteKind.Unfavourite);
        }

        return otherCount;
    }
}
