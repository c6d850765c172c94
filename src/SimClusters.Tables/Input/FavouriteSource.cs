using SimClusters.Favourites;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads favourites of any form that DuckDB reads: events, or weights that are added up already.</summary>
/// <remarks>
/// Columns are found by name, or named by an option, else taken by their place: user, item, author, time [, kind], or user, author, weight. What was understood is told in words.
/// </remarks>
public static class FavouriteSource
{
    /// <summary>Reads all inputs into one table.</summary>
    /// <exception cref="FileNotFoundException">A path or a glob names no file.</exception>
    /// <exception cref="TableFormatException">An input is no table of favourites, is of another form than the first, or is strict and has a bad row.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between chunks of rows.</exception>
    /// <remarks>
    /// Memory: the columns, 20 to 28 bytes an event of integer ids, and DuckDB's limit. An empty file is an empty table: nobody liked anything. FavouriteReading in the benchmarks has the rates.
    /// </remarks>
    public static FavouriteTable Read(FavouriteSourceOptions options, Execution execution)
    {
        options = options.Validated();
        var parts = new List<FavouriteTable>();
        try
        {
            foreach (var input in options.Inputs)
            {
                if (InputPaths.IsQuery(input)) parts.Add(ReadOne(input, options, execution));
                else foreach (var path in InputPaths.Expand(input)) parts.Add(ReadOne(path, options, execution));
            }

            return Joined(parts, options);
        }
        catch
        {
            foreach (var part in parts) part.Dispose();
            throw;
        }
    }

    static FavouriteTable ReadOne(string input, FavouriteSourceOptions options, Execution execution)
    {
        if (IsEmpty(input)) return new() { Events = new([]), Files = [new(input, 0, 0, HashingStream.HashOfEmpty)], InWords = $"{input}: an empty file, without favourites." };
        using var session = new DuckDbSession(execution.ThreadCount, options.MemoryLimitBytes);
        var relation = Relation.Of(input);
        var layout = FavouriteLayout.Of(session, relation, options);
        if (layout.Author is null)
        {
            var rowCount = long.Parse(session.Rows($"SELECT count(*) FROM {relation.Sql}", input)[0][0]!);
            return new() { Files = [relation.File(rowCount)], InWords = layout.InWords(input) };
        }

        if (!layout.IsWeighted) return ReadEvents(session, relation, layout, options, execution);
        var (blocks, file, badCount, badRows) = RelationReader.Read(
            session, relation, layout.User, layout.Author, RelationColumns.Weight(layout.Weight!), isReversed: false, options.Strict, options.MaxBadRowsKept, execution);
        return new() { Weights = new(blocks), Files = [file], BadRowCount = badCount, BadRows = badRows, InWords = layout.InWords(input) };
    }

    static FavouriteTable ReadEvents(DuckDbSession session, Relation relation, FavouriteLayout layout, FavouriteSourceOptions options, Execution execution)
    {
        var parts = ParquetFavourites.CanRead(relation, layout)
            ? ParquetFavourites.Read(relation, layout, execution)
            : RelationFavourites.Read(session, relation, layout, execution);
        var events = new FavouriteColumns([.. parts.SelectMany(part => part.Blocks)]);
        try
        {
            if (events.RowCount > 0) TimeRange.Checked(relation.Input, parts.Max(part => part.NewestMs));
            var badCount = parts.Sum(part => part.BadCount);
            var rejected = relation.Rejected(session, options.MaxBadRowsKept, out var rejectedCount);
            List<BadRow> badRows = badCount == 0 ? rejected : [.. rejected, .. layout.BadRows(session, relation, options.MaxBadRowsKept - rejected.Count)];
            if (options.Strict && badRows.Count > 0) throw badRows[0].ToException();
            return new()
            {
                Events = events,
                Files = [relation.File(parts.Sum(part => part.RowCount) + rejectedCount)],
                BadRowCount = badCount + rejectedCount,
                BadRows = badRows,
                OtherKinds = parts.Any(part => part.OtherKindCount > 0) ? [.. layout.OtherKinds(session, relation)] : [],
                InWords = layout.InWords(relation.Input),
            };
        }
        catch
        {
            events.Dispose();
            throw;
        }
    }

    // Several inputs are one log, so all must be of one form. Who has no rows fits any.
    static FavouriteTable Joined(List<FavouriteTable> parts, FavouriteSourceOptions options)
    {
        var filled = parts.Where(part => part.RowCount > 0).DefaultIfEmpty(parts[0]).ToList();
        var other = filled.Find(part => Form(part) != Form(filled[0]));
        if (other is not null)
            throw new TableFormatException(other.Files[0].Path, $"expected {Form(filled[0])} as in {filled[0].Files[0].Path}, found {Form(other)}. Read the two in runs of their own.");
        return new()
        {
            Events = filled[0].Events is null ? null : new([.. filled.SelectMany(part => part.Events!.Blocks)]),
            Weights = filled[0].Weights is null ? null : new([.. filled.SelectMany(part => part.Weights!.Blocks)]),
            Files = [.. parts.SelectMany(part => part.Files)],
            BadRowCount = parts.Sum(part => part.BadRowCount),
            BadRows = [.. parts.SelectMany(part => part.BadRows).Take(options.MaxBadRowsKept)],
            OtherKinds = [.. parts.SelectMany(part => part.OtherKinds).GroupBy(one => one.Kind, StringComparer.Ordinal)
                .Select(kind => (kind.Key, kind.Sum(one => one.Count))).OrderByDescending(one => one.Item2).ThenBy(one => one.Key, StringComparer.Ordinal)],
            InWords = string.Join(" ", parts.Select(part => part.InWords)),
        };
    }

    static string Form(FavouriteTable table) => table.Events is not null ? "events" : table.Weights is not null ? "weights that are added up" : "favourites without authors";

    static bool IsEmpty(string input) => !InputPaths.IsQuery(input) && File.Exists(input) && new FileInfo(input).Length == 0;
}
