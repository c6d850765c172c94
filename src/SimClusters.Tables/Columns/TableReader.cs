using ParquetSharp;
using SimClusters.Graphs;

namespace SimClusters.Tables.Columns;

/// <summary>A batch of one column, from row <paramref name="firstRow"/> on.</summary>
delegate void ColumnBatch<T>(long firstRow, ReadOnlySpan<T> values);

/// <summary>How a value of a sorted column stands to the wanted one: below (negative), equal (0) or above.</summary>
delegate int CompareToKey<T>(T value);

/// <summary>Rows First to End − 1.</summary>
readonly record struct RowRange(long First, long End)
{
    internal long Count => End - First;
}

/// <summary>Reads a table that <see cref="TableWriter"/> wrote: whole columns in batches, or the rows of one key.</summary>
/// <remarks>One thread at a time. Memory: a batch. Page checksums are verified, so a damaged page is refused rather than read.</remarks>
sealed class TableReader : IDisposable
{
    const int BatchSize = 8_192;

    readonly ParquetFileReader _file;
    readonly long[] _groupStarts;
    readonly bool[] _isText;

    TableReader(string path, TableSchema schema, ParquetFileReader file)
    {
        Path = path;
        Schema = schema;
        _file = file;
        using var metadata = file.FileMetaData;
        _isText = CheckColumns(metadata);
        _groupStarts = new long[metadata.NumRowGroups + 1];
        for (var group = 0; group < metadata.NumRowGroups; group++)
        {
            using var reader = file.RowGroup(group);
            _groupStarts[group + 1] = _groupStarts[group] + reader.MetaData.NumRows;
        }
    }

    internal string Path { get; }

    internal TableSchema Schema { get; }

    internal long RowCount => _groupStarts[^1];

    internal RowRange AllRows => new(0, RowCount);

    /// <summary>What the ids of a column are.</summary>
    internal IdKind IdKindOf(int column) => _isText[column] ? IdKind.Text : IdKind.Integer;

    /// <exception cref="TableFormatException">The file is missing, is no whole Parquet file, or has other columns.</exception>
    internal static TableReader Open(string path, TableSchema schema)
    {
        if (!File.Exists(path)) throw new TableFormatException(path, $"expected the table {schema.Name}, found no file.");
        try
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            var file = new ParquetFileReader(path, properties);
            try
            {
                return new(path, schema, file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (ParquetException exception)
        {
            throw Damaged(path, exception);
        }
    }

    /// <summary>Reads rows of one column in batches.</summary>
    /// <exception cref="TableFormatException">A page is damaged.</exception>
    internal void Scan<T>(int column, RowRange rows, ColumnBatch<T> use)
        where T : unmanaged
    {
        try
        {
            for (var group = 0; group < _groupStarts.Length - 1; group++)
            {
                var first = Math.Max(rows.First, _groupStarts[group]);
                var end = Math.Min(rows.End, _groupStarts[group + 1]);
                if (first < end) ScanGroup(group, column, new(first, end), use);
            }
        }
        catch (ParquetException exception)
        {
            throw Damaged(Path, exception);
        }
    }

    /// <summary>The values of a range of rows.</summary>
    internal T[] Read<T>(string column, RowRange rows)
        where T : unmanaged
    {
        var values = new T[rows.Count];
        Scan<T>(Schema.IndexOf(column), rows, (first, batch) => batch.CopyTo(values.AsSpan((int)(first - rows.First))));
        return values;
    }

    /// <summary>The texts of a range of rows; equal ones are one object, since a handful of words may stand in millions of rows.</summary>
    internal string[] ReadTexts(string column, RowRange rows)
    {
        var texts = new string[rows.Count];
        var distinct = new Dictionary<string, string>(StringComparer.Ordinal);
        Scan<ByteArray>(Schema.IndexOf(column), rows, (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                var text = System.Text.Encoding.UTF8.GetString(Axis.Bytes(values[i]));
                if (!distinct.TryGetValue(text, out var known)) distinct.Add(text, known = text);
                texts[first - rows.First + i] = known;
            }
        });
        return texts;
    }

    /// <summary>The rows whose first column equals a key; empty where none does. Reads the groups whose range holds the key, and only that column.</summary>
    internal RowRange Find<T>(CompareToKey<T> compare)
        where T : unmanaged
    {
        long first = 0, end = 0;
        for (var group = 0; group < _groupStarts.Length - 1; group++)
        {
            if (!MayHold(group, compare)) continue;
            Scan<T>(0, new(_groupStarts[group], _groupStarts[group + 1]), (start, batch) =>
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    if (compare(batch[i]) != 0) continue;
                    if (end == 0) first = start + i;
                    end = start + i + 1;
                }
            });
        }

        return new(first, end);
    }

    public void Dispose() => _file.Dispose();

    bool MayHold<T>(int group, CompareToKey<T> compare)
        where T : unmanaged
    {
        using var reader = _file.RowGroup(group);
        using var chunk = reader.MetaData.GetColumnChunkMetaData(0);
        using var statistics = chunk.Statistics;
        return statistics is not Statistics<T> { HasMinMax: true } range || (compare(range.Min) <= 0 && compare(range.Max) >= 0);
    }

    void ScanGroup<T>(int group, int column, RowRange rows, ColumnBatch<T> use)
        where T : unmanaged
    {
        using var groupReader = _file.RowGroup(group);
        using var reader = (ColumnReader<T>)groupReader.Column(column);
        if (rows.First > _groupStarts[group]) reader.Skip(rows.First - _groupStarts[group]);
        var buffer = new T[Math.Min(BatchSize, rows.Count)];
        for (var row = rows.First; row < rows.End;)
        {
            var read = (int)reader.ReadBatch(Math.Min(buffer.Length, rows.End - row), buffer, out _);
            if (read == 0) throw new TableFormatException(Path, $"expected {rows.End:N0} rows of {Schema.Columns[column].Name}, found {row:N0}; the file is damaged: write it again.");
            use(row, buffer.AsSpan(0, read));
            row += read;
        }
    }

    // Which columns hold strings.
    bool[] CheckColumns(FileMetaData metadata)
    {
        var columns = Enumerable.Range(0, metadata.NumColumns).Select(metadata.Schema.Column).ToArray();
        var expected = string.Join(", ", Schema.Columns.Select(column => column.Name));
        var found = string.Join(", ", columns.Select(column => column.Name));
        if (found != expected) throw new TableFormatException(Path, $"expected the columns {expected}, found {found}.");

        bool[] isText = [.. columns.Select(column => column.PhysicalType == PhysicalType.ByteArray)];
        for (var i = 0; i < columns.Length; i++)
        {
            var type = TableWriter.PhysicalTypeOf(Schema.Columns[i].Kind, isText[i]);
            if (columns[i].PhysicalType != type || columns[i].MaxDefinitionLevel != 0)
                throw new TableFormatException(Path, $"expected {Schema.Columns[i].Name} to be {type} and never null, found {columns[i].PhysicalType}.");
        }

        return isText;
    }

    static TableFormatException Damaged(string path, ParquetException exception) =>
        new(path, $"expected a whole Parquet file, found a damaged one ({FirstLine(exception.Message)}); write it again.");

    static string FirstLine(string message) => message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd('.');
}
