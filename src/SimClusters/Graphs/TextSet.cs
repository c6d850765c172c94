using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Distinct strings in the order of their first appearance: an arena of UTF-8 and open addressing.</summary>
/// <remarks>Memory: the bytes, and 16 to 24 bytes a string. A slot is compared by 32 bits of the hash before the bytes are.</remarks>
sealed class TextSet : IDisposable
{
    NativeArray<ulong> _slots = new(1 << 10);
    NativeArray<long> _offsets = new((1 << 9) + 1);
    NativeArray<byte> _text = new(1 << 14, cleared: false);

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> this[int index] => _text.Slice(_offsets[index], (int)(_offsets[index + 1] - _offsets[index]));

    /// <summary>The index of a string, which is added when it is new.</summary>
    internal int IndexOf(ReadOnlySpan<byte> text, ulong hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (long)hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = _slots[slot];
            if (entry == 0) return Add(text, hash, slot);
            if (entry >> 32 == (uint)hash && this[(int)(uint)entry - 1].SequenceEqual(text)) return (int)(uint)entry - 1;
        }
    }

    /// <summary>A hash of some bytes, eight at a time.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        while (text.Length >= 8)
        {
            hash = HashShares.Mix(hash ^ MemoryMarshal.Read<ulong>(text));
            text = text[8..];
        }

        ulong rest = 0;
        foreach (var letter in text) rest = rest << 8 | letter;
        return HashShares.Mix(hash ^ rest);
    }

    int Add(ReadOnlySpan<byte> text, ulong hash, long slot)
    {
        if (Count == _offsets.Length - 1)
        {
            Grow();
            return IndexOf(text, hash);
        }

        var start = _offsets[Count];
        if (start + text.Length > _text.Length) _text = Grown(_text, Math.Max(start + text.Length, _text.Length * 2));
        text.CopyTo(_text.Slice(start, text.Length));
        _slots[slot] = (ulong)(uint)hash << 32 | (uint)++Count;
        _offsets[Count] = start + text.Length;
        return Count - 1;
    }

    void Grow()
    {
        _offsets = Grown(_offsets, _offsets.Length * 2 - 1);
        _slots.Dispose();
        _slots = new((_offsets.Length - 1) * 2);
        var mask = _slots.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var hash = Hash(this[index]);
            var slot = (long)hash & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = (ulong)(uint)hash << 32 | (uint)(index + 1);
        }
    }

    static unsafe NativeArray<T> Grown<T>(NativeArray<T> array, long length)
        where T : unmanaged
    {
        var grown = new NativeArray<T>(length, cleared: false);
        Buffer.MemoryCopy(array.Pointer, grown.Pointer, grown.SizeBytes, array.SizeBytes);
        array.Dispose();
        return grown;
    }

    public void Dispose()
    {
        _slots.Dispose();
        _offsets.Dispose();
        _text.Dispose();
    }
}
