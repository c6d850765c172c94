using ParquetSharp;
using ParquetSharp.Schema;
using SimClusters.Numerics;

namespace SimClusters.Tables.Columns;

/// <summary>Writes a table as Parquet (zstd, page checksums), a row group at a time, the columns of a group in parallel.</summary>
/// <remarks>
/// Memory: the compressed pages of one row group and a batch a thread, whatever the size of the table. Each column's bytes depend on its values
/// alone and land in the file in the order of the schema, so that any thread count gives the same file.
/// ParquetSharp and not DuckDB: see docs/decisions/parquet-writer.md and ParquetWritingComparison.
/// </remarks>
static class TableWriter
{
    /// <summary>Rows a group: few enough that a reader who wants one key skips most of a large table.</summary>
    internal const int RowGroupLength = 1 << 18;

    /// <summary>Keys over this many bytes of dictionary are stored plain.</summary>
    const long DictionaryBytes = 4 << 20;

    /// <param name="path">A new file.</param>
    /// <param name="schema">Names and kinds.</param>
    /// <param name="rowCount">Rows of every column.</param>
    /// <param name="columns">One source a column of the schema, of its type; a column of ids has the kind of its source.</param>
    /// <exception cref="IOException">The file cannot be written; what there is of it stays for the caller to remove.</exception>
    internal static void Write(
        string path, TableSchema schema, long rowCount, IReadOnlyList<IColumnSource> columns, Execution execution)
    {
        try
        {
            using var properties = Properties(schema);
            using var root = Root(schema, columns);
            using var file = new ParquetFileWriter(path, root, properties);
            for (long first = 0; first < rowCount; first += RowGroupLength)
                WriteGroup(file, first, (int)Math.Min(RowGroupLength, rowCount - first), columns, execution);
            file.Close();
        }
        catch (ParquetException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    static void WriteGroup(ParquetFileWriter file, long first, int count, IReadOnlyList<IColumnSource> columns, Execution execution)
    {
        using var group = file.AppendBufferedRowGroup();
        var writers = new ColumnWriter[columns.Count];
        for (var i = 0; i < writers.Length; i++) writers[i] = group.Column(i);
        try
        {
            // Arrow's own writer encodes the columns of a buffered group on several threads in the same way.
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = execution.ThreadCount, CancellationToken = execution.Cancellation };
            Parallel.For(0, writers.Length, parallel, i => columns[i].Write(writers[i], first, count));
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    static WriterProperties Properties(TableSchema schema)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Zstd).CompressionLevel(1).EnablePageChecksum()
            .MaxRowGroupLength(RowGroupLength).DictionaryPagesizeLimit(DictionaryBytes)
            .SortingColumns([.. Enumerable.Range(0, schema.KeyCount).Select(i => new WriterProperties.SortingColumn(i, isDescending: false, nullsFirst: false))]);

        // Scores hardly repeat: a dictionary of them is work for nothing.
        foreach (var column in schema.Columns.Where(column => column.Kind is ColumnKind.Score or ColumnKind.Norm))
            builder.DisableDictionary(column.Name);
        return builder.Build();
    }

    static GroupNode Root(TableSchema schema, IReadOnlyList<IColumnSource> sources)
    {
        var nodes = schema.Columns.Zip(sources, (column, source) => (Node)new PrimitiveNode(
            column.Name, Repetition.Required, LogicalTypeOf(column.Kind, source.IsText), PhysicalTypeOf(column.Kind, source.IsText))).ToList();
        var root = new GroupNode(schema.Name, Repetition.Required, nodes);
        foreach (var node in nodes) node.Dispose();
        return root;
    }

    static LogicalType LogicalTypeOf(ColumnKind kind, bool isText) =>
        isText ? LogicalType.String() : kind == ColumnKind.Time ? LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Millis) : LogicalType.None();

    /// <summary>How a kind of column is stored.</summary>
    /// <param name="isText">Whether its ids are strings.</param>
    internal static PhysicalType PhysicalTypeOf(ColumnKind kind, bool isText) => kind switch
    {
        ColumnKind.Integer => PhysicalType.Int32,
        ColumnKind.Score => PhysicalType.Float,
        ColumnKind.Norm => PhysicalType.Double,
        ColumnKind.Word => PhysicalType.ByteArray,
        ColumnKind.Flag => PhysicalType.Boolean,
        ColumnKind.Time => PhysicalType.Int64,
        _ => isText ? PhysicalType.ByteArray : PhysicalType.Int64,
    };
}
