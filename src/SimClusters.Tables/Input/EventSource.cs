using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads a log of engagements of any form that DuckDB reads: user, item, kind and time.</summary>
/// <remarks>
/// Columns are found by name, or named by an option, else taken by their place: user, item, kind, time [, author]. What was understood is told in words. Kinds are known by many names, or by a file:
/// <see cref="EventKindMapping"/>.
/// </remarks>
public static class EventSource
{
    /// <summary>Reads all inputs into one log, as far as anybody asks for it.</summary>
    /// <exception cref="FileNotFoundException">A path or a glob names no file.</exception>
    /// <exception cref="TableFormatException">An input is no log of events, has ids of other kinds than the first, or is strict and has a bad row.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between chunks of rows.</exception>
    /// <remarks>
    /// Memory: the events that are kept, 17 to 25 bytes each of integer ids, and DuckDB's limit; not what is passed over. Where no time is given, the newest is found first: of Parquet by what the file says of
    /// its row groups, else by reading that column once more. An empty file is an empty log. EventReading in the benchmarks has the rates.
    /// </remarks>
    public static EventTable Read(EventSourceOptions options, Execution execution)
    {
        options = options.Validated();
        var words = options.KindMapping is { } mapping ? EventKindMapping.Read(mapping) : EventKindWords.Known;
        var inputs = new List<EventInput>();
        var parts = new List<EventTable>();
        try
        {
            foreach (var input in options.Inputs)
                foreach (var one in InputPaths.IsQuery(input) ? [input] : InputPaths.Expand(input)) inputs.Add(EventInput.Open(one, options, words, execution));
            CheckKinds(inputs);

            // One time for all inputs, so before any of them is read.
            var now = options.Now ?? Newest(inputs);
            foreach (var input in inputs) parts.Add(input.Read(options, now, execution));
            return Joined(parts, now, options);
        }
        catch
        {
            foreach (var part in parts) part.Dispose();
            throw;
        }
        finally
        {
            foreach (var input in inputs) input.Dispose();
        }
    }

    static DateTimeOffset? Newest(List<EventInput> inputs)
    {
        (string Path, long? Ms)[] times = [.. inputs.Select(input => (input.Path, Ms: input.Newest())).Where(one => one.Ms is not null)];
        if (times.Length == 0) return null;
        var (path, ms) = times.MaxBy(one => one.Ms);
        return TimeRange.Checked(path, ms!.Value);
    }

    static void CheckKinds(List<EventInput> inputs)
    {
        var layouts = inputs.Where(input => input.Layout is not null).ToList();
        foreach (var input in layouts.Skip(1))
        {
            var (first, other) = (layouts[0].Layout!, input.Layout!);
            if (first.User.Kind != other.User.Kind || first.Item.Kind != other.Item.Kind)
                throw new TableFormatException(input.Path, $"expected {InWords(first)} as in {layouts[0].Path}, found {InWords(other)}. Read both as text, or the two in runs of their own.");
        }

        static string InWords(EventLayout layout) => $"users of kind {layout.User.Kind} and items of kind {layout.Item.Kind}";
    }

    static EventTable Joined(List<EventTable> parts, DateTimeOffset? now, EventSourceOptions options) => new()
    {
        Events = new([.. parts.SelectMany(part => part.Events.Blocks)]),
        Files = [.. parts.SelectMany(part => part.Files)],
        BadRowCount = parts.Sum(part => part.BadRowCount),
        BadRows = [.. parts.SelectMany(part => part.BadRows).Take(options.MaxBadRowsKept)],
        UnknownKinds = [.. Summed(parts.SelectMany(part => part.UnknownKinds)).ThenBy(one => one.Kind, StringComparer.Ordinal)],
        UnwantedKinds = [.. Summed(parts.SelectMany(part => part.UnwantedKinds)).ThenBy(one => one.Kind)],
        KeptKinds = [.. Summed(parts.SelectMany(part => part.KeptKinds)).ThenBy(one => one.Kind)],
        BeforeEpochCount = parts.Sum(part => part.BeforeEpochCount),
        AfterNowCount = parts.Sum(part => part.AfterNowCount),
        OutOfWindowCount = parts.Sum(part => part.OutOfWindowCount),
        Now = now,
        InWords = string.Join(" ", parts.Select(part => part.InWords)),
    };

    static IOrderedEnumerable<(TKind Kind, long Count)> Summed<TKind>(IEnumerable<(TKind Kind, long Count)> counts) =>
        counts.GroupBy(one => one.Kind).Select(kind => (Kind: kind.Key, Count: kind.Sum(one => one.Count))).OrderByDescending(one => one.Count);
}
