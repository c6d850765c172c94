using System.Runtime.InteropServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads two columns of ids of anything DuckDB reads: Parquet, JSON, CSV of any shape, a query.</summary>
static class RelationReader
{
    const int RowsPerBlock = 1 << 16, MaxBlockText = 1 << 28;

    /// <exception cref="TableFormatException">The relation cannot be read, has no two columns of ids, or is strict and has a bad row.</exception>
    internal static ReadColumns Read(string input, FollowSourceOptions options, Execution execution)
    {
        using var session = new DuckDbSession(execution.ThreadCount, options.MemoryLimitBytes);
        var relation = Relation.Of(input);
        var (consumer, producer, isNamed) = RelationColumns.Choose(session, relation, options);
        string[] names = isNamed ? [consumer.Name, producer.Name] : [];
        var weight = options.Weighted ? RelationColumns.Weight(session, relation, consumer, producer) : null;
        var samples = isNamed ? [] : session.Rows($"SELECT {consumer.Quoted}, {producer.Quoted} FROM {relation.Sql} LIMIT 3", input);
        var (blocks, file, badCount, badRows) = Read(session, relation, consumer, producer, weight, options.Reverse, options.Strict, options.MaxBadRowsKept, execution);
        return new(blocks, file, badCount, badRows, names, [.. samples.Select(row => (row[0] ?? "", row[1] ?? ""))]);
    }

    /// <summary>Two columns of ids that are chosen already, and a weight.</summary>
    /// <param name="weight">What is selected for it, null where it is no good; or null without weights.</param>
    /// <param name="isReversed">Whether the second column is the source.</param>
    /// <param name="isStrict">Whether the first bad row is an error.</param>
    internal static (IReadOnlyList<EdgeBlock> Blocks, InputFile File, long BadCount, IReadOnlyList<BadRow> BadRows) Read(
        DuckDbSession session, Relation relation, RelationColumn consumer, RelationColumn producer, string? weight, bool isReversed, bool isStrict, int maxBadRowsKept, Execution execution)
    {
        // The order of rows changes nothing in what is built, and keeping it would cost DuckDB its parallel scan.
        session.Execute("SET preserve_insertion_order = false");
        var (blocks, rowCount, badCount) = ReadRows(session, relation, [consumer, producer], weight, isReversed, execution);
        var rejected = relation.Rejected(session, maxBadRowsKept, out var rejectedCount);
        List<BadRow> badRows = badCount == 0 ? rejected : [.. rejected, .. BadRows(session, relation, consumer, producer, weight, maxBadRowsKept - rejected.Count)];
        badCount += rejectedCount;
        if (!isStrict || badCount == 0) return (blocks, relation.File(rowCount + rejectedCount), badCount, badRows);
        foreach (var block in blocks) block.Dispose();
        throw badRows[0].ToException();
    }

    static IEnumerable<BadRow> BadRows(DuckDbSession session, Relation relation, RelationColumn consumer, RelationColumn producer, string? weight, int count)
    {
        var kinds = consumer.Kind == IdKind.Integer && producer.Kind == IdKind.Integer ? "two integer ids" : "two ids";
        List<(string, string)> wanted = [(consumer.Quoted, consumer.Expression), (producer.Quoted, producer.Expression)];
        if (weight is not null) wanted.Add((weight, weight));
        return RelationColumns.BadRows(
            session, relation, wanted, $"{kinds} in columns '{consumer.Name}' and '{producer.Name}'{(weight is null ? "" : " and a finite weight of 0 or more")}", count);
    }

    static (List<EdgeBlock> Blocks, long RowCount, long BadCount) ReadRows(
        DuckDbSession session, Relation relation, RelationColumn[] ids, string? weight, bool reverse, Execution execution)
    {
        var reporter = new ProgressReporter(execution.Progress, 0, "rows");
        var (consumer, producer) = (ids[0], ids[1]);
        using var rows = session.Query(
            $"SELECT {consumer.Expression}, {producer.Expression}{(weight is null ? "" : $", {weight}")} FROM {relation.Sql}", relation.Input);
        var blocks = new List<EdgeBlock>();
        var (first, second) = (new IdBuffer(consumer.Kind), new IdBuffer(producer.Kind));
        var weights = new List<float>();
        long rowCount = 0, badCount = 0;
        while (rows.Next())
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            var before = first.Count;
            var validity = new RowValidity(rows);
            VectorReader.Append(rows, 0, validity, first, consumer.Name, relation.Input);
            VectorReader.Append(rows, 1, validity, second, producer.Name, relation.Input);
            if (weight is not null) VectorReader.Append(rows.Values<float>(2), validity, weights);
            rowCount += rows.Count;
            reporter.Add(rows.Count);
            badCount += rows.Count - (first.Count - before);
            if (first.Count >= RowsPerBlock || Math.Max(first.TextLength, second.TextLength) > MaxBlockText) Flush();
        }

        if (first.Count > 0) Flush();
        return (blocks, rowCount, badCount);

        void Flush()
        {
            var (left, right) = (first.Take(), second.Take());
            var blockWeights = weight is null ? null : NativeArray<float>.From(CollectionsMarshal.AsSpan(weights));
            weights.Clear();
            blocks.Add(reverse ? new(right, left, blockWeights) : new(left, right, blockWeights));
        }
    }
}
