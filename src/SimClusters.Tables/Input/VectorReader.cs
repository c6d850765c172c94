using System.Numerics;
using DuckDB.NET.Native;

namespace SimClusters.Tables.Input;

/// <summary>In which rows of a chunk both ids are there, and the weight where there is one.</summary>
readonly ref struct RowValidity(DuckDbRows rows)
{
    readonly ReadOnlySpan<ulong> _first = rows.Validity(0);
    readonly ReadOnlySpan<ulong> _second = rows.Validity(1);
    readonly ReadOnlySpan<ulong> _third = rows.ColumnCount > 2 ? rows.Validity(2) : [];

    internal bool IsFull => _first.IsEmpty && _second.IsEmpty && _third.IsEmpty;

    internal bool IsGood(int row) =>
        DuckDbRows.IsValid(_first, row) && DuckDbRows.IsValid(_second, row) && DuckDbRows.IsValid(_third, row);
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

    /// <summary>Adds the weights of all good rows to a list.</summary>
    internal static void Append(ReadOnlySpan<float> weights, RowValidity validity, List<float> buffer)
    {
        for (var row = 0; row < weights.Length; row++)
            if (validity.IsGood(row)) buffer.Add(weights[row]);
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
