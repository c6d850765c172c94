using System.Diagnostics;
using System.IO.Hashing;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using ParquetSharp;
using SimClusters.Numerics;
using SimClusters.Tables;
using SimClusters.Tables.Columns;

namespace SimClusters.Benchmarks.Tables;

/// <summary>Who should write our tables: DuckDB (data chunks appended, then COPY) or ParquetSharp (column spans)?</summary>
/// <remarks>
/// parquet-writing METHOD ROWS THREADS FILE; one method a process, since the question is also of peak memory. The rows are those of
/// interested_in: a 64-bit consumer with some 20 clusters each, an int cluster and four floats, zstd. Two more methods: parquetsharp-split
/// asks whether splitting the floats' bytes before compression pays, and table is the writer as built, on several threads.
/// </remarks>
static class ParquetWritingComparison
{
    const int RowGroup = 1 << 20, ClustersPerConsumer = 20, ClusterCount = 1_000, ScoreCount = 4;

    internal static void Run(string[] arguments)
    {
        var (method, rowCount, threadCount, path) = (arguments[0], int.Parse(arguments[1]), int.Parse(arguments[2]), arguments[3]);
        var rows = new Rows(rowCount);
        using var process = Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;
        var cpuBefore = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        switch (method)
        {
            case "duckdb": WriteWithDuckDB(rows, path, threadCount); break;
            case "parquetsharp": WriteWithParquetSharp(rows, path, splitBytes: false); break;
            case "table": WriteWithTableWriter(rows, path, threadCount); break;
            case "parquetsharp-split": WriteWithParquetSharp(rows, path, splitBytes: true); break;
            default: throw new ArgumentException($"No method is called '{method}'.", nameof(arguments));
        }

        watch.Stop();
        process.Refresh();
        var hash = new XxHash128();
        using (var stream = File.OpenRead(path)) hash.Append(stream);
        Console.WriteLine(
            $"{method} threads={threadCount} rows={rowCount:N0} seconds={watch.Elapsed.TotalSeconds:F2} " +
            $"cpu={(process.TotalProcessorTime - cpuBefore).TotalSeconds:F2} rate={rowCount / watch.Elapsed.TotalSeconds / 1e6:F1}M/s " +
            $"table={before >> 20}MB beyond={process.PeakWorkingSet64 - before >> 20}MB file={new FileInfo(path).Length >> 20}MB hash={Convert.ToHexStringLower(hash.GetHashAndReset())[..8]}");
    }

    static void WriteWithParquetSharp(Rows rows, string path, bool splitBytes)
    {
        Column[] columns = [new Column<long>("consumer"), new Column<int>("cluster"), .. Enumerable.Range(0, ScoreCount).Select(score => new Column<float>($"score_{score}"))];
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Zstd).CompressionLevel(1).MaxRowGroupLength(RowGroup);
        for (var score = 0; score < ScoreCount; score++)
        {
            builder.DisableDictionary($"score_{score}");
            if (splitBytes) builder.Encoding($"score_{score}", ParquetSharp.Encoding.ByteStreamSplit);
        }

        using var properties = builder.Build();
        using var file = new ParquetFileWriter(path, columns, properties);
        for (var start = 0; start < rows.Count; start += RowGroup)
        {
            var range = new Range(start, Math.Min(rows.Count, start + RowGroup));
            using var group = file.AppendRowGroup();
            Write<long>(group, rows.Consumers.AsSpan()[range]);
            Write<int>(group, rows.Clusters.AsSpan()[range]);
            foreach (var scores in rows.Scores) Write<float>(group, scores.AsSpan()[range]);
        }

        file.Close();
    }

    static void WriteWithTableWriter(Rows rows, string path, int threadCount)
    {
        IColumnSource[] columns =
        [
            new ValueColumn<long>((first, values) => rows.Consumers.AsSpan((int)first, values.Length).CopyTo(values)),
            new ValueColumn<int>((first, values) => rows.Clusters.AsSpan((int)first, values.Length).CopyTo(values)),
            .. rows.Scores.Select(scores => new ValueColumn<float>((first, values) => scores.AsSpan((int)first, values.Length).CopyTo(values))),
        ];
        TableWriter.Write(path, InterestedInTable.Schema, rows.Count, columns, new Execution(threadCount));
    }

    static void Write<T>(RowGroupWriter group, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        column.WriteBatch(values);
    }

    static unsafe void WriteWithDuckDB(Rows rows, string path, int threadCount)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"SET threads = {threadCount}; SET preserve_insertion_order = true");
        Execute(connection, "CREATE TABLE rows (consumer BIGINT, cluster INTEGER, score_0 FLOAT, score_1 FLOAT, score_2 FLOAT, score_3 FLOAT)");
        DuckDBType[] types = [DuckDBType.BigInt, DuckDBType.Integer, DuckDBType.Float, DuckDBType.Float, DuckDBType.Float, DuckDBType.Float];
        var logicalTypes = types.Select(type => NativeMethods.LogicalType.DuckDBCreateLogicalType(type)).ToArray();
        Check(NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, null!, "rows", out var appender));
        using (appender)
        {
            using var chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. logicalTypes.Select(type => type.DangerousGetHandle())], (ulong)types.Length);
            const int ChunkSize = 2048;
            for (var start = 0; start < rows.Count; start += ChunkSize)
            {
                var length = Math.Min(ChunkSize, rows.Count - start);
                Copy<long>(chunk, 0, rows.Consumers.AsSpan(start, length));
                Copy<int>(chunk, 1, rows.Clusters.AsSpan(start, length));
                for (var score = 0; score < ScoreCount; score++) Copy<float>(chunk, 2 + score, rows.Scores[score].AsSpan(start, length));
                NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)length);
                Check(NativeMethods.Appender.DuckDBAppendDataChunk(appender, chunk));
            }

            Check(NativeMethods.Appender.DuckDBAppenderClose(appender));
        }

        Execute(connection, $"COPY rows TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowGroup})");
    }

    static unsafe void Copy<T>(DuckDBDataChunk chunk, int column, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        values.CopyTo(new Span<T>(NativeMethods.Vectors.DuckDBVectorGetData(vector), values.Length));
    }

    static void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success) throw new InvalidOperationException("DuckDB refused the rows.");
    }

    static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Rows as interested_in has them: consumers ascending with gaps, clusters ascending within one, scores skewed.</summary>
    sealed class Rows
    {
        internal Rows(int count)
        {
            Count = count;
            Consumers = new long[count];
            Clusters = new int[count];
            Scores = [.. Enumerable.Range(0, ScoreCount).Select(_ => new float[count])];
            var random = new Random(1);
            for (var row = 0; row < count; row++)
            {
                var place = row % ClustersPerConsumer;
                Consumers[row] = row / ClustersPerConsumer * 7L + 1_000_000;
                Clusters[row] = place * (ClusterCount / ClustersPerConsumer) + random.Next(ClusterCount / ClustersPerConsumer) + 1;
                for (var score = 0; score < ScoreCount; score++) Scores[score][row] = MathF.Pow(random.NextSingle(), 3);
            }
        }

        internal int Count { get; }

        internal long[] Consumers { get; }

        internal int[] Clusters { get; }

        internal float[][] Scores { get; }
    }
}
