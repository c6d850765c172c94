using System.Text;
using DuckDB.NET.Native;

namespace SimClusters.Tables.Input;

/// <summary>A result of DuckDB, chunk by chunk: each column of a chunk is one vector of some 2,048 values.</summary>
/// <remarks>Chunks are made while earlier ones are read, so that no result is ever whole in DuckDB's memory.</remarks>
sealed unsafe class DuckDbRows : IDisposable
{
    readonly DuckDBPreparedStatement _statement;
    readonly string _path;
    DuckDBResult _result;
    DuckDBDataChunk? _chunk;

    internal DuckDbRows(DuckDBPreparedStatement statement, string path)
    {
        _statement = statement;
        _path = path;
        if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out _result) == DuckDBState.Success) return;
        var reason = NativeMethods.Query.DuckDBResultError(ref _result);
        Dispose();
        throw Error(path, reason);
    }

    internal int ColumnCount => (int)NativeMethods.Query.DuckDBColumnCount(ref _result);

    /// <summary>Rows of the current chunk.</summary>
    internal int Count { get; private set; }

    internal string NameOf(int column) => NativeMethods.Query.DuckDBColumnName(ref _result, column);

    internal DuckDBType TypeOf(int column) => NativeMethods.Query.DuckDBColumnType(ref _result, column);

    /// <summary>Moves to the next chunk; false at the end.</summary>
    /// <exception cref="TableFormatException">The query fails at this chunk.</exception>
    internal bool Next()
    {
        _chunk?.Dispose();
        _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        if (!_chunk.IsInvalid)
        {
            Count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
            return true;
        }

        _chunk = null;
        Count = 0;
        if (NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 } reason) throw Error(_path, reason);
        return false;
    }

    /// <summary>The values of one column, of the type that the column has.</summary>
    internal ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => new(NativeMethods.Vectors.DuckDBVectorGetData(Vector(column)), Count);

    /// <summary>A bit a row, set where there is a value; empty when there are values in all rows.</summary>
    internal ReadOnlySpan<ulong> Validity(int column)
    {
        var mask = NativeMethods.Vectors.DuckDBVectorGetValidity(Vector(column));
        return mask is null ? [] : new(mask, (Count + 63) / 64);
    }

    internal static bool IsValid(ReadOnlySpan<ulong> validity, int row) => validity.IsEmpty || (validity[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>The UTF-8 of a VARCHAR that is not null.</summary>
    internal ReadOnlySpan<byte> TextAt(int column, int row)
    {
        var text = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(Vector(column)) + row;
        return new(text->Data, text->Length);
    }

    /// <summary>Adds the strings of all good rows to a buffer.</summary>
    internal void AppendTexts(int column, RowValidity validity, IdBuffer buffer)
    {
        var texts = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(Vector(column));
        for (var row = 0; row < Count; row++)
            if (validity.IsGood(row)) buffer.Add(new ReadOnlySpan<byte>(texts[row].Data, texts[row].Length));
    }

    /// <summary>A VARCHAR as a string, or null.</summary>
    internal string? StringAt(int column, int row) => IsValid(Validity(column), row) ? Encoding.UTF8.GetString(TextAt(column, row)) : null;

    /// <summary>DuckDB's reason on one line, without the name of its own class of error.</summary>
    internal static TableFormatException Error(string path, string? reason)
    {
        var line = (reason ?? "").Split('\n', 2)[0].Trim().TrimEnd('.');
        return new(path, $"DuckDB cannot read this: {line}.");
    }

    nint Vector(int column) => NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk!, column);

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Close();
        _statement.Dispose();
    }
}
