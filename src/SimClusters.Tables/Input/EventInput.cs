using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>One file or query of a log: its columns are known first, then its newest time, then its rows.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Session">Null of an empty file.</param>
/// <param name="Relation">Null of an empty file.</param>
/// <param name="Layout">Null of an empty file.</param>
sealed record EventInput(string Path, DuckDbSession? Session, Relation? Relation, EventLayout? Layout) : IDisposable
{
    internal static EventInput Open(string input, EventSourceOptions options, EventKindWords words, Execution execution)
    {
        if (!InputPaths.IsQuery(input) && File.Exists(input) && new FileInfo(input).Length == 0) return new(input, null, null, null);
        var session = new DuckDbSession(execution.ThreadCount, options.MemoryLimitBytes);
        try
        {
            var relation = Relation.Of(input);
            return new(input, session, relation, EventLayout.Of(session, relation, options, words));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The newest time of any row, in milliseconds since 1970; null where no row has one.</summary>
    internal long? Newest()
    {
        if (Layout is null) return null;
        return (ParquetEvents.CanRead(Relation!, Layout) ? ParquetEvents.Newest(Relation!, Layout) : null) ?? RelationEvents.Newest(Session!, Relation!, Layout);
    }

    internal EventTable Read(EventSourceOptions options, DateTimeOffset? now, Execution execution)
    {
        if (Layout is null) return new() { Events = new([]), Files = [new(Path, 0, 0, HashingStream.HashOfEmpty)], InWords = $"{Path}: an empty file, without events." };
        var nowMs = now?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        var startMs = options.Window is { } window && now is not null ? nowMs - (long)window.TotalMilliseconds : long.MinValue;
        EventRows Rows() => new(Layout, options.Kinds, startMs, nowMs);
        var parts = ParquetEvents.CanRead(Relation!, Layout)
            ? ParquetEvents.Read(Relation!, Layout, Rows, execution)
            : RelationEvents.Read(Session!, Relation!, Layout, Rows(), execution);
        var events = new EventColumns([.. parts.SelectMany(part => part.Blocks)]);
        try
        {
            return Table(events, parts, options);
        }
        catch
        {
            events.Dispose();
            throw;
        }
    }

    public void Dispose() => Session?.Dispose();

    EventTable Table(EventColumns events, IReadOnlyList<EventRows> parts, EventSourceOptions options)
    {
        var badCount = parts.Sum(part => part.BadCount);
        var rejected = Relation!.Rejected(Session!, options.MaxBadRowsKept, out var rejectedCount);
        List<BadRow> badRows = badCount == 0 ? rejected : [.. rejected, .. Layout!.BadRows(Session!, Relation, options.MaxBadRowsKept - rejected.Count)];
        if (options.Strict && badRows.Count > 0) throw badRows[0].ToException();
        return new()
        {
            Events = events,
            Files = [Relation.File(parts.Sum(part => part.RowCount) + rejectedCount)],
            BadRowCount = badCount + rejectedCount,
            BadRows = badRows,
            UnknownKinds = parts.Any(part => part.UnknownCount > 0) ? [.. Layout!.UnknownKinds(Session!, Relation)] : [],
            UnwantedKinds = Counts(parts, part => part.Unwanted.ToArray()),
            KeptKinds = Counts(parts, part => part.Kept.ToArray()),
            BeforeEpochCount = parts.Sum(part => part.BeforeEpochCount),
            AfterNowCount = parts.Sum(part => part.AfterNowCount),
            OutOfWindowCount = parts.Sum(part => part.OutOfWindowCount),
            InWords = Layout!.InWords(Path),
        };
    }

    static (EventKind, long)[] Counts(IReadOnlyList<EventRows> parts, Func<EventRows, long[]> counts) =>
        [.. Enum.GetValues<EventKind>().Select(kind => (kind, parts.Sum(part => counts(part)[(int)kind]))).Where(one => one.Item2 > 0)];
}
