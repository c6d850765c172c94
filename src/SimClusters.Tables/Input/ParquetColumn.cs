using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables.Input;

/// <summary>One plain column of a Parquet file, a batch of rows at a time: integers of 32 or 64 bits, or strings.</summary>
sealed class ParquetColumn
{
    readonly int _place;
    readonly PhysicalType _type;
    readonly short _maxLevel;
    readonly long _timeUnitsPerMs;
    readonly long[] _integers;
    readonly int[] _narrow;
    readonly ByteArray[] _texts;
    readonly short[] _levels;
    readonly bool[] _isNull;
    readonly KeptTexts _kept = new();
    readonly WordCodes _codes = new();
    ColumnReader? _reader;

    ParquetColumn(int place, PhysicalType type, short maxLevel, long timeUnitsPerMs, int batchSize)
    {
        _place = place;
        _type = type;
        _maxLevel = maxLevel;
        _timeUnitsPerMs = timeUnitsPerMs;
        _integers = type == PhysicalType.ByteArray ? [] : new long[batchSize];
        _narrow = type == PhysicalType.Int32 ? new int[batchSize] : [];
        _texts = type == PhysicalType.ByteArray ? new ByteArray[batchSize] : [];
        _levels = new short[batchSize];
        _isNull = new bool[batchSize];
    }

    internal bool IsText => _type == PhysicalType.ByteArray;

    /// <summary>The column, or null when it is of a type that is DuckDB's to read: nested, unsigned, decimal and so on.</summary>
    internal static ParquetColumn? Of(ColumnDescriptor column, int place, int batchSize)
    {
        if (column.MaxRepetitionLevel > 0 || column.MaxDefinitionLevel > 1) return null;
        using var logical = column.LogicalType;
        long? units = (column.PhysicalType, logical) switch
        {
            (PhysicalType.ByteArray, StringLogicalType or NoneLogicalType) => 0,
            (PhysicalType.Int32 or PhysicalType.Int64, NoneLogicalType) => 0,
            (PhysicalType.Int32 or PhysicalType.Int64, IntLogicalType { IsSigned: true }) => 0,
            (PhysicalType.Int64, TimestampLogicalType { TimeUnit: TimeUnit.Millis }) => 1,
            (PhysicalType.Int64, TimestampLogicalType { TimeUnit: TimeUnit.Micros }) => 1_000,
            (PhysicalType.Int64, TimestampLogicalType { TimeUnit: TimeUnit.Nanos }) => 1_000_000,
            _ => null,
        };
        return units is { } known ? new(place, column.PhysicalType, column.MaxDefinitionLevel, known, batchSize) : null;
    }

    internal bool IsIdOf(IdKind kind) => _timeUnitsPerMs == 0 && IsText == (kind == IdKind.Text);

    internal bool IsTimeOf(TimeFormat format) => !IsText && (_timeUnitsPerMs > 0
        ? format == TimeFormat.Iso
        : format is TimeFormat.Seconds or TimeFormat.Milliseconds or TimeFormat.Microseconds or TimeFormat.Nanoseconds);

    internal void Open(RowGroupReader group) => _reader = group.Column(_place);

    internal void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    /// <summary>Reads the next rows, as many as there are flags, and takes the flag of each that has no value.</summary>
    internal void Read(Span<bool> good)
    {
        _codes.Clear();
        _kept.Clear();
        var valueCount = 0;
        for (var row = 0; row < good.Length;)
        {
            var wanted = good.Length - row;
            var levels = _levels.AsSpan(row, wanted);
            long values;
            var read = _type switch
            {
                PhysicalType.Int64 => ((ColumnReader<long>)_reader!).ReadBatch(wanted, levels, null, _integers.AsSpan(valueCount, wanted), out values),
                PhysicalType.Int32 => ((ColumnReader<int>)_reader!).ReadBatch(wanted, levels, null, _narrow.AsSpan(valueCount, wanted), out values),
                _ => ((ColumnReader<ByteArray>)_reader!).ReadBatch(wanted, levels, null, _texts.AsSpan(valueCount, wanted), out values),
            };
            if (_maxLevel == 0) read = values;
            if (read == 0) throw new EndOfStreamException("a column ends before its row group does");
            row += (int)read;

            // The next reading begins another page in the place of this one.
            if (IsText && row < good.Length) _kept.Keep(_texts.AsSpan(valueCount, (int)values));
            valueCount += (int)values;
        }

        for (var i = 0; i < (_type == PhysicalType.Int32 ? valueCount : 0); i++) _integers[i] = _narrow[i];
        if (valueCount < good.Length) Spread(good, valueCount);
        else Array.Clear(_isNull, 0, good.Length);
    }

    internal void AppendTo(IdBuffer ids, ReadOnlySpan<bool> good)
    {
        if (!good.Contains(false) && !IsText)
        {
            _integers.AsSpan(0, good.Length).CopyTo(ids.Extend(good.Length));
            return;
        }

        for (var row = 0; row < good.Length; row++)
        {
            if (!good[row]) continue;
            if (IsText) ids.Add(Axis.Bytes(_texts[row]));
            else ids.Add(_integers[row]);
        }
    }

    internal void AppendTimesTo(List<long> timesMs, TimeFormat format, ReadOnlySpan<bool> good)
    {
        var times = TimesMs(format, good.Length);
        for (var row = 0; row < good.Length; row++)
            if (good[row]) timesMs.Add(times[row]);
    }

    /// <summary>The times of the first rows, in milliseconds since 1970; anything where a row has none. In place: the column is one of times from here on, until rows are read again.</summary>
    internal ReadOnlySpan<long> TimesMs(TimeFormat format, int count)
    {
        var (divisor, factor) = Units(format);
        var times = _integers.AsSpan(0, count);
        if (divisor != 1) foreach (ref var time in times) time /= divisor;
        if (factor != 1) foreach (ref var time in times) time *= factor;
        return times;
    }

    /// <summary>The largest time of a row group by what the file says of it, in milliseconds since 1970; null where it says nothing.</summary>
    internal long? Largest(RowGroupReader group, TimeFormat format)
    {
        using var chunk = group.MetaData.GetColumnChunkMetaData(_place);
        using var statistics = chunk.Statistics;
        var (divisor, factor) = Units(format);
        return statistics switch
        {
            Statistics<long> { HasMinMax: true } range => range.Max / divisor * factor,
            Statistics<int> { HasMinMax: true } range => range.Max / divisor * factor,
            _ => null,
        };
    }

    /// <summary>What the word of a row stands for.</summary>
    /// <param name="ofNull">The code of a row without a word.</param>
    internal byte CodeAt(int row, CodeOfWord codeOf, byte ofNull) => _isNull[row] ? ofNull : _codes.Of(_texts[row].Pointer, Axis.Bytes(_texts[row]), codeOf);

    (long Divisor, long Factor) Units(TimeFormat format) => _timeUnitsPerMs > 0 ? (_timeUnitsPerMs, 1) : format switch
    {
        TimeFormat.Microseconds => (1_000, 1),
        TimeFormat.Nanoseconds => (1_000_000, 1),
        TimeFormat.Seconds => (1, 1_000),
        _ => (1, 1),
    };

    // From the back, since a value never stands behind its row.
    void Spread(Span<bool> good, int valueCount)
    {
        for (var row = good.Length - 1; row >= 0; row--)
        {
            _isNull[row] = _levels[row] < _maxLevel;
            if (_isNull[row]) good[row] = false;
            else if (IsText) _texts[row] = _texts[--valueCount];
            else _integers[row] = _integers[--valueCount];
        }
    }
}
