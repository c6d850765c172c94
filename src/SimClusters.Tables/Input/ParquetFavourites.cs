using ParquetSharp;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Favourites of a Parquet file of plain columns; columns of other types are DuckDB's: <see cref="CanRead"/> tells.</summary>
static class ParquetFavourites
{
    /// <summary>Whether ids are INT32, INT64 or strings, times INT64 and kinds strings.</summary>
    internal static bool CanRead(Relation relation, FavouriteLayout layout) => ParquetScan.CanRead(relation, file => ColumnsOf(file, layout));

    /// <exception cref="TableFormatException">The file is damaged.</exception>
    internal static IReadOnlyList<FavouriteRows> Read(Relation relation, FavouriteLayout layout, Execution execution)
    {
        var all = new List<FavouriteRows>();
        try
        {
            ParquetScan.Read(
                relation, file => ColumnsOf(file, layout),
                () =>
                {
                    all.Add(new(layout));
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

    // User, item, author, time and kind.
    static ParquetColumn[]? ColumnsOf(ParquetFileReader file, FavouriteLayout layout)
    {
        string?[] wanted = [layout.User.Name, layout.Item!.Name, layout.Author!.Name, layout.Time?.Name, layout.Kind];
        var columns = ParquetScan.Columns(file, wanted.OfType<string>());
        var isPlain = columns is not null
            && columns[0].IsIdOf(layout.User.Kind) && columns[1].IsIdOf(layout.Item.Kind) && columns[2].IsIdOf(layout.Author.Kind)
            && (layout.Time is null || columns[3].IsTimeOf(layout.Time.Format)) && (layout.Kind is null || columns[^1].IsText);
        return isPlain ? columns : null;
    }

    static void Append(ParquetColumn[] columns, FavouriteLayout layout, FavouriteRows rows, Span<bool> good)
    {
        var otherCount = layout.Kind is null ? 0 : AppendKinds(columns[^1], rows, good);
        var before = rows.Users.Count;
        columns[0].AppendTo(rows.Users, good);
        columns[1].AppendTo(rows.Items, good);
        columns[2].AppendTo(rows.Authors, good);
        if (layout.Time is null) for (var added = rows.Users.Count - before; added > 0; added--) rows.TimesMs.Add(layout.UntimedMs);
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
