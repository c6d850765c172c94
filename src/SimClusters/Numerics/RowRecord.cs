using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>What a log says of a row and a column, before it is known what all of it comes to. Compares by row and column, then by value.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct RowRecord(int Row, int Column, long Value) : IComparable<RowRecord>
{
    public int CompareTo(RowRecord other)
    {
        if (Row != other.Row) return Row.CompareTo(other.Row);
        return Column != other.Column ? Column.CompareTo(other.Column) : Value.CompareTo(other.Value);
    }
}
