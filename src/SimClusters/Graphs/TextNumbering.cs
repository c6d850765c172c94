using System.Buffers.Binary;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Numbers strings: distinct ones by hashing, rows by sorting those in ordinal UTF-8.</summary>
/// <remarks>As <see cref="HashedNumbering"/>; no managed string is made.</remarks>
static class TextNumbering
{
    internal static NodeIndex Number(IReadOnlyList<IdBlock> blocks, Execution execution)
    {
        var shareCount = execution.ThreadCount;
        var codes = blocks.Select(block => new NativeArray<int>(block.Count, cleared: false)).ToArray();
        var sets = new TextSet[shareCount];
        HashShares.Run(shareCount, share =>
        {
            var set = sets[share] = new TextSet();
            for (var i = 0; i < blocks.Count; i++)
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                Encode(blocks[i], set, share, shareCount, codes[i].AsSpan());
            }
        });

        using var order = Sorted(sets);
        HashShares.KeepRows(blocks, codes, order, execution);
        var index = Index(sets, order);
        foreach (var set in sets) set.Dispose();
        return index;
    }

    static void Encode(IdBlock block, TextSet set, int share, int shareCount, Span<int> codes)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            var text = block.TextAt(i);
            var hash = TextSet.Hash(text);
            if (HashShares.ShareOf(hash, shareCount) == share)
                codes[i] = HashShares.Code(set.IndexOf(text, hash), share, shareCount);
        }
    }

    // Sorts by the eight bytes after what all strings begin with, as one number; then each run of equal numbers by the whole strings.
    static NativeArray<int> Sorted(TextSet[] sets)
    {
        var order = new NativeArray<int>(checked((int)sets.Sum(set => (long)set.Count)), cleared: false);
        var next = 0;
        for (var share = 0; share < sets.Length; share++)
            for (var index = 0; index < sets[share].Count; index++) order[next++] = HashShares.Code(index, share, sets.Length);

        var codes = order.AsSpan();
        if (codes.IsEmpty) return order;
        var prefix = CommonPrefix(sets, codes);
        using var leading = new NativeArray<ulong>(codes.Length, cleared: false);
        var keys = leading.AsSpan();
        for (var i = 0; i < keys.Length; i++) keys[i] = Leading(At(sets, codes[i])[prefix..]);
        keys.Sort(codes);

        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++) continue;
            if (end - start > 1) codes[start..end].Sort((left, right) => At(sets, left).SequenceCompareTo(At(sets, right)));
        }

        return order;
    }

    static ReadOnlySpan<byte> At(TextSet[] sets, int code) => sets[code % sets.Length][code / sets.Length];

    static int CommonPrefix(TextSet[] sets, ReadOnlySpan<int> codes)
    {
        var prefix = At(sets, codes[0]);
        foreach (var code in codes) prefix = prefix[..prefix.CommonPrefixLength(At(sets, code))];
        return prefix.Length;
    }

    // Short strings are filled up with zeros, which puts them first or ties them.
    static ulong Leading(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(text);
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        text.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    static NodeIndex Index(TextSet[] sets, NativeArray<int> order)
    {
        var offsets = new NativeArray<long>(order.Length + 1);
        for (long row = 0; row < order.Length; row++) offsets[row + 1] = offsets[row] + At(sets, order[row]).Length;
        var utf8 = new NativeArray<byte>(offsets[order.Length], cleared: false);
        for (long row = 0; row < order.Length; row++)
        {
            var text = At(sets, order[row]);
            text.CopyTo(utf8.Slice(offsets[row], text.Length));
        }

        return NodeIndex.FromText(offsets, utf8);
    }
}
