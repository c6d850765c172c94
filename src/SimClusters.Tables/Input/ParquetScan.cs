using ParquetSharp;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Takes what one thread read: a batch of the same rows of each column.</summary>
/// <param name="good">By row, whether every column has a value.</param>
delegate void ParquetBatch<TRows>(ParquetColumn[] columns, TRows rows, Span<bool> good);

/// <summary>Reads plain columns of a Parquet file, its row groups decoded on all threads.</summary>
/// <remarks>
/// DuckDB hands a result to one thread; here each thread takes row groups, which is several times as fast (EventReading in the benchmarks). Memory: a batch a column
/// and thread, beside what is kept of them.
/// </remarks>
static class ParquetScan
{
    const int BatchSize = 8_192;

    /// <summary>Whether a relation is a Parquet file whose columns suit.</summary>
    /// <param name="columnsOf">The columns that are to be read, or null when one is of a type that is DuckDB's.</param>
    internal static bool CanRead(Relation relation, Func<ParquetFileReader, ParquetColumn[]?> columnsOf)
    {
        if (relation.IsQuery || !Relation.IsParquet(relation.Input)) return false;
        try
        {
            using var file = new ParquetFileReader(relation.Input);
            return columnsOf(file) is not null;
        }
        catch (ParquetException)
        {
            // DuckDB says in its words what is wrong with the file.
            return false;
        }
    }

    /// <summary>The columns of these names; null where one is missing, as the file's own names are not always those that DuckDB gives them, or not plain.</summary>
    internal static ParquetColumn[]? Columns(ParquetFileReader file, IEnumerable<string> wanted)
    {
        using var metadata = file.FileMetaData;
        string[] names = [.. Enumerable.Range(0, metadata.NumColumns).Select(column => metadata.Schema.Column(column).Path.ToDotString())];
        int[] places = [.. wanted.Select(name => Array.IndexOf(names, name))];
        if (places.Contains(-1)) return null;
        ParquetColumn[] columns = [.. places.Select(place => ParquetColumn.Of(metadata.Schema.Column(place), place, BatchSize)).OfType<ParquetColumn>()];
        return columns.Length == places.Length ? columns : null;
    }

    /// <param name="begin">What a thread gathers its rows in; called once a thread, one call at a time.</param>
    /// <param name="append">Takes a batch.</param>
    /// <param name="end">Called when a thread is through.</param>
    /// <exception cref="TableFormatException">The file is damaged.</exception>
    internal static void Read<TRows>(
        Relation relation, Func<ParquetFileReader, ParquetColumn[]?> columnsOf, Func<TRows> begin, ParquetBatch<TRows> append, Action<TRows> end, Execution execution)
    {
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
                TRows rows;
                lock (gate) rows = begin();
                using var file = new ParquetFileReader(relation.Input);
                var columns = columnsOf(file)!;
                for (var group = Interlocked.Increment(ref next); group < groupCount && !failed(); group = Interlocked.Increment(ref next))
                    ReadGroup(file, group, columns, rows, append, reporter, execution.Cancellation);
                end(rows);
            });
        }
        catch (Exception exception) when (exception is ParquetException or EndOfStreamException)
        {
            throw new TableFormatException(relation.Input, $"expected a whole Parquet file, found a damaged one ({exception.Message.Trim().Split('\n')[0].TrimEnd('.')}).");
        }
    }

    static void ReadGroup<TRows>(
        ParquetFileReader file, int group, ParquetColumn[] columns, TRows rows, ParquetBatch<TRows> append, ProgressReporter reporter, CancellationToken cancellation)
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
            append(columns, rows, good);
            reporter.Add(count);
            left -= count;
        }

        foreach (var column in columns) column.Close();
    }
}
