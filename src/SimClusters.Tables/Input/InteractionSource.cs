using System.Runtime.InteropServices;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Interactions with entities as they were read, in one of two forms.</summary>
public sealed class InteractionTable : IDisposable
{
    /// <summary>User, entity and time; null where they came with weights. A builder that reads them frees them.</summary>
    public InteractionColumns? Log { get; init; }

    /// <summary>User, entity and weight, 1 where no column tells; null where there are times. A builder that reads them frees them.</summary>
    public EdgeColumns? Weights { get; init; }

    public required InputFile File { get; init; }

    public long BadRowCount { get; init; }

    /// <summary>The first few bad rows.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>Interactions before 1970, left out.</summary>
    public long BeforeEpochCount { get; init; }

    /// <summary>How the columns were understood, in one sentence for a person to check.</summary>
    public string InWords { get; init; } = "";

    public void Dispose()
    {
        Log?.Dispose();
        Weights?.Dispose();
    }
}

/// <summary>Reads who had to do with which entity or hashtag, and when or how much, in any form DuckDB reads.</summary>
public static class InteractionSource
{
    const int RowsPerBlock = 1 << 16, MaxBadRowsKept = 5;

    static readonly string[] s_entities = ["entity", "entities", .. ColumnWords.Topics, "concept", "term", "thing", "noun"];
    static readonly string[] s_weights = ["weight", "score", "count", "value", "favs", "favourites", "n", "w"];

    /// <param name="input">A path or a <c>SELECT</c>: columns such as user and entity, else the first two; a time, else a weight ≥ 0, else each row weighs 1.</param>
    /// <param name="users">What the users' ids must be: those of the follows; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="time">How times are written.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There are no two columns, the users' ids are of another kind, or a time cannot be told.</exception>
    /// <remarks>Memory: the columns, 16 to 24 bytes an interaction of integer ids, and DuckDB's limit.</remarks>
    public static InteractionTable Read(string input, IdKind? users, Execution execution, TimeFormat time = TimeFormat.Auto, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var (user, entity) = PairColumns.Of(relation, columns, ColumnWords.Users, s_entities, "a user and an entity");
        var (who, what) = (columns.Ids(user, users), columns.Ids(entity, null));
        if (columns.Find(null, ColumnWords.Times) is { } when && when != user && when != entity) return ReadLog(session, relation, who, what, columns.Time(when, time), execution);
        var weight = columns.Find(null, s_weights);
        var (blocks, file, badCount, badRows) = RelationReader.Read(
            session, relation, who, what, weight is null ? null : RelationColumns.Weight(weight), isReversed: false, isStrict: false, MaxBadRowsKept, execution);
        var how = weight is null ? "once a row: no column tells a time or a weight" : $"by '{weight}'";
        return new() { Weights = new(blocks), File = file, BadRowCount = badCount, BadRows = badRows, InWords = $"{input}: '{user}' has to do with '{entity}' {how}." };
    }

    static InteractionTable ReadLog(DuckDbSession session, Relation relation, RelationColumn user, RelationColumn entity, TimeColumn time, Execution execution)
    {
        session.Execute("SET preserve_insertion_order = false");
        var blocks = new List<InteractionBlock>();
        var (users, entities, timesMs) = (new IdBuffer(user.Kind), new IdBuffer(entity.Kind), new List<long>());
        long rowCount = 0, badCount = 0, earlyCount = 0, newestMs = 0;
        using (var rows = session.Query($"SELECT {user.Expression}, {entity.Expression}, {time.Expression} FROM {relation.Sql}", relation.Input))
        {
            while (rows.Next())
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                var validity = new RowValidity(rows);
                var good = new bool[rows.Count];
                var times = rows.Values<long>(2);
                for (var row = 0; row < good.Length; row++)
                {
                    if (!validity.IsGood(row)) badCount++;
                    else if (times[row] < 0) earlyCount++;
                    else good[row] = true;
                }

                var kept = RowValidity.Of(good);
                VectorReader.Append(rows, 0, kept, users, user.Name, relation.Input);
                VectorReader.Append(rows, 1, kept, entities, entity.Name, relation.Input);
                VectorReader.Append(times, kept, timesMs);
                rowCount += rows.Count;
                if (users.Count >= RowsPerBlock) Flush();
            }
        }

        Flush();
        TimeRange.Checked(relation.Input, newestMs);
        var rejected = relation.Rejected(session, MaxBadRowsKept, out var rejectedCount);
        List<(string, string)> wanted = [(user.Quoted, user.Expression), (entity.Quoted, entity.Expression), (DuckDbSession.Quoted(time.Name), time.Expression)];
        return new()
        {
            Log = new(blocks),
            File = relation.File(rowCount + rejectedCount),
            BadRowCount = badCount + rejectedCount,
            BadRows = badCount == 0 ? rejected : [.. rejected, .. RelationColumns.BadRows(session, relation, wanted, $"a user, an entity and a time ({time.InWords})", MaxBadRowsKept - rejected.Count)],
            BeforeEpochCount = earlyCount,
            InWords = $"{relation.Input}: '{user.Name}' has to do with '{entity.Name}' at '{time.Name}', read as {time.InWords}.",
        };

        void Flush()
        {
            if (users.Count == 0) return;
            newestMs = Math.Max(newestMs, TimeRange.Newest(CollectionsMarshal.AsSpan(timesMs)));
            blocks.Add(new(users.Take(), entities.Take(), NativeArray<long>.From(CollectionsMarshal.AsSpan(timesMs))));
            timesMs.Clear();
        }
    }
}
