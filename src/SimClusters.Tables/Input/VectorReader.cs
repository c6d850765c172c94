using System.Numerics;
using DuckDB.NET.Native;

namespace SimClusters.Tables.Input;

/// <summary>In which rows of a chunk every column has a value.</summary>
readonly ref struct RowValidity
{
    readonly ReadOnlySpan<ulong> _mask;

    internal RowValidity(DuckDbRows rows)
    {
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            var mask = rows.Validity(column);
            if (mask.IsEmpty) continue;
            _mask = _mask.IsEmpty ? mask : Both(_mask, mask);
        }
    }

    /// <summary>In which rows one column has a value.</summary>
    internal static RowValidity Of(DuckDbRows rows, int column) => new(rows.Validity(column));

    /// <summary>The rows that are marked.</summary>
    internal static RowValidity Of(ReadOnlySpan<bool> isGood)
    {
        if (!isGood.Contains(false)) return default;
        var mask = new ulong[(isGood.Length + 63) / 64];
        for (var row = 0; row < isGood.Length; row++)
            if (isGood[row]) mask[row >> 6] |= 1UL << (row & 63);
        return new(mask);
    }

    internal bool IsFull => _mask.IsEmpty;

    internal bool IsGood(int row) => DuckDbRows.IsValid(_mask, row);

    /// <summary>These rows but for those in which a column has a value.</summary>
    internal RowValidity Without(ReadOnlySpan<byte> column, byte value)
    {
        var mask = new ulong[(column.Length + 63) / 64];
        for (var row = 0; row < column.Length; row++)
            if (column[row] != value && IsGood(row)) mask[row >> 6] |= 1UL << (row & 63);
        return new(mask);
    }

    RowValidity(ReadOnlySpan<ulong> mask) => _mask = mask;

    static ulong[] Both(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var both = one.ToArray();
        for (var i = 0; i < both.Length; i++) both[i] &= other[i];
        return both;
    }
}

/// <summary>Copies one vector of DuckDB into a buffer of ids, whatever the width of its integers.</summary>
static class VectorReader
{
    /// <exception cref="TableFormatException">An id is above 2⁶³ − 1.</exception>
    internal static void Append(DuckDbRows rows, int column, RowValidity validity, IdBuffer buffer, string name, string path)
    {
        switch (rows.TypeOf(column))
        {
            case DuckDBType.TinyInt: Append(rows.Values<sbyte>(column), validity, buffer); break;
            case DuckDBType.SmallInt: Append(rows.Values<short>(column), validity, buffer); break;
            case DuckDBType.Integer: Append(rows.Values<int>(column), validity, buffer); break;
            case DuckDBType.BigInt: Append(rows.Values<long>(column), validity, buffer); break;
            case DuckDBType.UnsignedTinyInt: Append(rows.Values<byte>(column), validity, buffer); break;
            case DuckDBType.UnsignedSmallInt: Append(rows.Values<ushort>(column), validity, buffer); break;
            case DuckDBType.UnsignedInteger: Append(rows.Values<uint>(column), validity, buffer); break;
            case DuckDBType.UnsignedBigInt:
                CheckRange(rows.Values<ulong>(column), validity, name, path);
                Append(rows.Values<ulong>(column), validity, buffer);
                break;
            default:
                rows.AppendTexts(column, validity, buffer);
                break;
        }
    }

    /// <summary>Adds the ids of all rows that have one, whatever else the rows hold.</summary>
    /// <exception cref="TableFormatException">An id is above 2⁶³ − 1.</exception>
    internal static void AppendIds(DuckDbRows rows, int column, IdBuffer buffer, string name, string path) => Append(rows, column, RowValidity.Of(rows, column), buffer, name, path);

    static void Append<T>(ReadOnlySpan<T> values, RowValidity validity, IdBuffer buffer)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (validity.IsFull)
        {
            var ids = buffer.Extend(values.Length);
            for (var row = 0; row < ids.Length; row++) ids[row] = long.CreateTruncating(values[row]);
            return;
        }

        for (var row = 0; row < values.Length; row++)
            if (validity.IsGood(row)) buffer.Add(long.CreateTruncating(values[row]));
    }

    /// <summary>Adds the values of all good rows to a list.</summary>
    internal static void Append<T>(ReadOnlySpan<T> values, RowValidity validity, List<T> buffer)
    {
        if (validity.IsFull)
        {
            buffer.AddRange(values);
            return;
        }

        for (var row = 0; row < values.Length; row++)
            if (validity.IsGood(row)) buffer.Add(values[row]);
    }

    static void CheckRange(ReadOnlySpan<ulong> values, RowValidity validity, string name, string path)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] > long.MaxValue && validity.IsGood(row))
                throw new TableFormatException(path, $"expected ids up to {long.MaxValue} in column '{name}', found {values[row]}. Cast the column to VARCHAR and the ids are read as text.");
        }
    }
}
