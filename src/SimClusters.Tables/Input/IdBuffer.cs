using System.Buffers.Text;
using System.Runtime.CompilerServices;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Gathers the ids of one column until they make a block. One thread's, used again for each block.</summary>
sealed class IdBuffer(IdKind kind)
{
    long[] _integers = kind == IdKind.Integer ? new long[4_096] : [];
    int[] _offsets = kind == IdKind.Text ? new int[4_097] : [];
    byte[] _text = kind == IdKind.Text ? new byte[32_768] : [];

    internal IdKind Kind { get; } = kind;

    internal int Count { get; private set; }

    /// <summary>Bytes of the strings so far.</summary>
    internal int TextLength => Kind == IdKind.Text ? _offsets[Count] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(long id)
    {
        if (Count == _integers.Length) Array.Resize(ref _integers, Count * 2);
        _integers[Count++] = id;
    }

    internal void Add(ReadOnlySpan<byte> text)
    {
        var start = _offsets[Count];
        if (Count + 1 == _offsets.Length) Array.Resize(ref _offsets, _offsets.Length * 2);
        if (start + text.Length > _text.Length) Array.Resize(ref _text, Math.Max(start + text.Length, _text.Length * 2));
        text.CopyTo(_text.AsSpan(start));
        _offsets[++Count] = start + text.Length;
    }

    /// <summary>Adds an id as text has it; false, and nothing added, when it is not of this buffer's kind.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return false;
        if (Kind == IdKind.Text)
        {
            Add(field);
            return true;
        }

        if (!IsInteger(field, out var id)) return false;
        Add(id);
        return true;
    }

    /// <summary>Takes the last id back, when the other column of its row turned out bad.</summary>
    internal void RemoveLast() => Count--;

    /// <summary>Room for some more integers, to be written by the caller.</summary>
    internal Span<long> Extend(int count)
    {
        if (Count + count > _integers.Length) Array.Resize(ref _integers, Math.Max(Count + count, _integers.Length * 2));
        Count += count;
        return _integers.AsSpan(Count - count, count);
    }

    /// <summary>The block of all ids; the buffer is empty afterwards.</summary>
    internal IdBlock Take()
    {
        var block = Kind == IdKind.Integer
            ? IdBlock.FromIntegers(_integers.AsSpan(0, Count))
            : IdBlock.FromText(_offsets.AsSpan(0, Count + 1), _text);
        Count = 0;
        return block;
    }

    internal static bool IsInteger(ReadOnlySpan<byte> field, out long id) =>
        Utf8Parser.TryParse(field, out id, out var consumed) && consumed == field.Length;
}
