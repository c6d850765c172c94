using System.Text;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>The one place where dense rows and original ids meet: row i is the i-th smallest id.</summary>
/// <remarks>
/// Memory: 8 bytes an integer id; the UTF-8 bytes plus 8 a string id. Rows ascend with the id (integers by value, strings by
/// ordinal UTF-8), so that the order of the input rows changes nothing. From id to row is a binary search.
/// </remarks>
public sealed class NodeIndex : IDisposable
{
    readonly NativeArray<long>? _integers;
    readonly NativeArray<long>? _textOffsets;
    readonly NativeArray<byte>? _text;

    NodeIndex(IdKind kind, int count, NativeArray<long>? integers, NativeArray<long>? textOffsets, NativeArray<byte>? text)
    {
        Kind = kind;
        Count = count;
        _integers = integers;
        _textOffsets = textOffsets;
        _text = text;
    }

    public IdKind Kind { get; }

    public int Count { get; }

    /// <summary>All integer ids, ascending; empty for strings.</summary>
    public ReadOnlySpan<long> Integers => _integers is null ? [] : _integers.Slice(0, Count);

    /// <summary>An index over ascending, distinct integers; takes ownership of them.</summary>
    public static NodeIndex FromIntegers(NativeArray<long> ascendingIds) =>
        new(IdKind.Integer, checked((int)ascendingIds.Length), ascendingIds, null, null);

    /// <summary>An index over distinct strings in ascending ordinal UTF-8; takes ownership of both arrays.</summary>
    /// <param name="offsets">Where each string's bytes start, and the end: count + 1 entries.</param>
    /// <param name="utf8">The strings' bytes, one after another.</param>
    public static NodeIndex FromText(NativeArray<long> offsets, NativeArray<byte> utf8) =>
        new(IdKind.Text, checked((int)(offsets.Length - 1)), null, offsets, utf8);

    /// <summary>The ids of some rows as an index of their own, which the caller disposes.</summary>
    /// <param name="rows">Ascending and distinct.</param>
    internal NodeIndex Picked(ReadOnlySpan<int> rows)
    {
        if (_integers is not null)
        {
            var ids = new NativeArray<long>(rows.Length, cleared: false);
            for (var i = 0; i < rows.Length; i++) ids[i] = _integers[rows[i]];
            return FromIntegers(ids);
        }

        var offsets = new NativeArray<long>(rows.Length + 1L);
        for (var i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + TextAt(rows[i]).Length;
        var utf8 = new NativeArray<byte>(offsets[rows.Length], cleared: false);
        for (var i = 0; i < rows.Length; i++) TextAt(rows[i]).CopyTo(utf8.Slice(offsets[i], TextAt(rows[i]).Length));
        return FromText(offsets, utf8);
    }

    /// <summary>A copy, which the caller disposes.</summary>
    internal NodeIndex Copy() => _integers is not null
        ? FromIntegers(NativeArray<long>.From(Integers))
        : Picked([.. Enumerable.Range(0, Count)]);

    /// <summary>The integer id of a row.</summary>
    /// <exception cref="InvalidOperationException">The ids are strings.</exception>
    public long IntegerAt(int row) => (_integers ?? throw new InvalidOperationException("These ids are strings."))[row];

    /// <summary>The UTF-8 of a string id.</summary>
    /// <exception cref="InvalidOperationException">The ids are integers.</exception>
    public ReadOnlySpan<byte> TextAt(int row)
    {
        if (_textOffsets is null) throw new InvalidOperationException("These ids are integers.");
        return _text!.Slice(_textOffsets[row], (int)(_textOffsets[row + 1] - _textOffsets[row]));
    }

    /// <summary>The id of a row as it is shown to people.</summary>
    public string NameAt(int row) => _integers is not null ? _integers[row].ToString() : Encoding.UTF8.GetString(TextAt(row));

    /// <summary>The row of an integer id, or −1.</summary>
    public int RowOf(long id)
    {
        if (_integers is null) return -1;
        var at = Integers.BinarySearch(id);
        return at < 0 ? -1 : at;
    }

    /// <summary>The row of a string id, or −1.</summary>
    public int RowOf(ReadOnlySpan<byte> utf8)
    {
        if (_textOffsets is null) return -1;
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var order = TextAt(middle).SequenceCompareTo(utf8);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    /// <summary>The row of an id as a person types it, whatever the kind, or −1.</summary>
    public int RowOf(string id) =>
        Kind == IdKind.Text ? RowOf(Encoding.UTF8.GetBytes(id)) : long.TryParse(id, out var integer) ? RowOf(integer) : -1;

    public void Dispose()
    {
        _integers?.Dispose();
        _textOffsets?.Dispose();
        _text?.Dispose();
    }
}
