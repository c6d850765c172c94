using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Some thousands of ids of one column, as a reader hands them over.</summary>
/// <remarks>
/// Memory: 4 bytes an integer id where all of the block fit in 32 bits, else 8; 4 bytes and its UTF-8 a string id.
/// Numbering turns the ids of a block into rows, where it can in the same memory.
/// </remarks>
public sealed class IdBlock : IDisposable
{
    NativeArray<int>? _narrow;
    NativeArray<long>? _wide;
    NativeArray<int>? _textOffsets;
    NativeArray<byte>? _text;
    NativeArray<int>? _rows;

    IdBlock(IdKind kind, int count)
    {
        Kind = kind;
        Count = count;
    }

    public IdKind Kind { get; }

    public int Count { get; private set; }

    /// <summary>The smallest integer id; meaningless for strings and for an empty block.</summary>
    internal long Smallest { get; private init; }

    /// <summary>The largest integer id; meaningless for strings and for an empty block.</summary>
    internal long Largest { get; private init; }

    /// <summary>The ids when they are integers of 32 bits, else empty.</summary>
    internal ReadOnlySpan<int> Narrow => _narrow is null ? [] : _narrow.Slice(0, Count);

    /// <summary>The ids when they are integers of 64 bits, else empty.</summary>
    internal ReadOnlySpan<long> Wide => _wide is null ? [] : _wide.Slice(0, Count);

    internal bool IsNarrow => _narrow is not null;

    /// <summary>The rows that numbering has put in place of the ids.</summary>
    /// <exception cref="InvalidOperationException">The ids are not numbered yet.</exception>
    internal ReadOnlySpan<int> Rows => (_rows ?? throw new InvalidOperationException("These ids have no rows yet.")).Slice(0, Count);

    /// <summary>A block of integer ids, copied; narrow where they fit.</summary>
    public static IdBlock FromIntegers(ReadOnlySpan<long> ids)
    {
        long smallest = long.MaxValue, largest = long.MinValue;
        foreach (var id in ids)
        {
            smallest = Math.Min(smallest, id);
            largest = Math.Max(largest, id);
        }

        var block = new IdBlock(IdKind.Integer, ids.Length) { Smallest = smallest, Largest = largest };
        if (ids.Length > 0 && (smallest < int.MinValue || largest > int.MaxValue))
        {
            block._wide = NativeArray<long>.From(ids);
            return block;
        }

        block._narrow = new(ids.Length, cleared: false);
        var narrow = block._narrow.AsSpan();
        for (var i = 0; i < narrow.Length; i++) narrow[i] = (int)ids[i];
        return block;
    }

    /// <summary>A block of string ids, copied.</summary>
    /// <param name="offsets">Where each string starts, and the end: count + 1 entries, the first 0.</param>
    /// <param name="utf8">The strings' bytes, one after another.</param>
    public static IdBlock FromText(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> utf8) => new(IdKind.Text, offsets.Length - 1)
    {
        _textOffsets = NativeArray<int>.From(offsets),
        _text = NativeArray<byte>.From(utf8[..offsets[^1]]),
    };

    /// <summary>One integer id, whatever its width.</summary>
    internal long IntegerAt(int index) => _narrow is not null ? _narrow[index] : _wide![index];

    /// <summary>An id as one number: an integer id itself, of a string the row that numbering gave it.</summary>
    internal long KeyAt(int index) => Kind == IdKind.Text ? Rows[index] : IntegerAt(index);

    /// <summary>One string id.</summary>
    internal ReadOnlySpan<byte> TextAt(int index) =>
        _text!.Slice(_textOffsets![index], _textOffsets[index + 1] - _textOffsets[index]);

    /// <summary>Whether two blocks have the same id at an index. Ids of different kinds never are the same.</summary>
    internal bool SameAt(int index, IdBlock other) => Kind == other.Kind
        && (Kind == IdKind.Text ? TextAt(index).SequenceEqual(other.TextAt(index)) : IntegerAt(index) == other.IntegerAt(index));

    /// <summary>Drops the ids at ascending indices, in place.</summary>
    internal void Drop(ReadOnlySpan<int> indices)
    {
        var kept = 0;
        var textEnd = 0;
        for (var i = 0; i < Count; i++)
        {
            if (indices.Length > 0 && indices[0] == i)
            {
                indices = indices[1..];
                continue;
            }

            if (_narrow is not null) _narrow[kept] = _narrow[i];
            else if (_wide is not null) _wide[kept] = _wide[i];
            else
            {
                // The string's own offsets are read before its slot, which lies at or before it, is written.
                var text = TextAt(i);
                text.CopyTo(_text!.Slice(textEnd, text.Length));
                _textOffsets![kept] = textEnd;
                textEnd += text.Length;
            }

            kept++;
        }

        if (_textOffsets is not null) _textOffsets[kept] = textEnd;
        Count = kept;
    }

    /// <summary>The memory that rows may be written to: that of narrow ids, or new.</summary>
    internal Span<int> RowsInPlace()
    {
        _rows = _narrow ?? new(Count, cleared: false);
        return _rows.Slice(0, Count);
    }

    /// <summary>Puts other rows in the place of rows.</summary>
    internal void MapRows(int[] map)
    {
        foreach (ref var row in _rows!.Slice(0, Count)) row = map[row];
    }

    /// <summary>Frees the ids and keeps the rows.</summary>
    /// <param name="rows">A row an id; null when they were written in place.</param>
    internal void KeepRows(NativeArray<int>? rows = null)
    {
        _rows = rows ?? _rows;
        if (_rows != _narrow) _narrow?.Dispose();
        _wide?.Dispose();
        _textOffsets?.Dispose();
        _text?.Dispose();
        (_narrow, _wide, _textOffsets, _text) = (null, null, null, null);
    }

    public void Dispose()
    {
        if (_rows != _narrow) _narrow?.Dispose();
        _rows?.Dispose();
        _wide?.Dispose();
        _textOffsets?.Dispose();
        _text?.Dispose();
    }
}
