using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParquetSharp;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables.Input;

/// <summary>Strings of a page that another page is read over: a reader of Parquet hands out places in the page, not strings.</summary>
/// <remarks>Memory: the strings of one batch, kept for the next.</remarks>
sealed class KeptTexts
{
    readonly List<byte[]> _chunks = [];
    int _chunk, _used;

    /// <summary>Forgets what was kept, which must not be looked at any more.</summary>
    internal void Clear() => (_chunk, _used) = (0, 0);

    /// <summary>Copies the strings and points at the copies.</summary>
    internal void Keep(Span<ByteArray> texts)
    {
        foreach (ref var text in texts)
        {
            // An empty string has a place of its own, too.
            var copy = Room(text.Length + 1)[..text.Length];
            Axis.Bytes(text).CopyTo(copy);
            text = Place(copy);
        }
    }

    Span<byte> Room(int length)
    {
        while (_chunk < _chunks.Count && _used + length > _chunks[_chunk].Length) (_chunk, _used) = (_chunk + 1, 0);
        if (_chunk == _chunks.Count) _chunks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(length, 1 << 16), pinned: true));
        _used += length;
        return _chunks[_chunk].AsSpan(_used - length, length);
    }

    // A pinned array does not move.
    static unsafe ByteArray Place(Span<byte> text) => new((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);
}
