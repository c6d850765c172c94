using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Some lines of METIS text, parsed: which vertices they are shows when all blocks before are there.</summary>
sealed class MetisBlock : IDisposable
{
    readonly List<int> _lengths = [];
    NativeArray<int> _keys = new(0);
    NativeArray<float>? _values;

    /// <summary>Entries of each vertex.</summary>
    internal List<int> Lengths => _lengths;

    /// <summary>Lines, comments and all.</summary>
    internal long LineCount { get; private set; }

    /// <summary>The first line that is wrong; parsing has stopped there.</summary>
    internal BadLine? Problem { get; private set; }

    internal static MetisBlock Parse(ReadOnlySpan<byte> text, MetisHeader header)
    {
        var block = new MetisBlock();
        var keys = new List<int>();
        var values = new List<float>();
        while (!text.IsEmpty && block.Problem is null)
        {
            block.LineCount++;
            var length = text.IndexOf((byte)'\n');
            var line = length < 0 ? text : text[..length];
            text = length < 0 ? [] : text[(length + 1)..];
            if (!MetisHeader.IsComment(line)) block.ParseLine(line, header, keys, values);
        }

        block._keys = NativeArray<int>.From(CollectionsMarshal.AsSpan(keys));
        if (header.IsWeighted) block._values = NativeArray<float>.From(CollectionsMarshal.AsSpan(values));
        return block;
    }

    void ParseLine(ReadOnlySpan<byte> line, MetisHeader header, List<int> keys, List<float> values)
    {
        var before = keys.Count;
        while (true)
        {
            line = line.TrimStart(" \t\r"u8);
            if (line.IsEmpty) break;
            if (!Utf8Parser.TryParse(line, out int neighbour, out var consumed) || !EndsField(line, consumed) || neighbour < 1 || neighbour > header.VertexCount)
            {
                Fail($"a neighbour from 1 to {header.VertexCount}", line);
                return;
            }

            keys.Add(neighbour - 1);
            line = line[consumed..];
            if (!header.IsWeighted) continue;

            line = line.TrimStart(" \t\r"u8);
            var end = line.IndexOfAny(" \t\r"u8);
            var field = end < 0 ? line : line[..end];
            if (!EdgeLineParser.IsWeight(field, out var weight))
            {
                Fail($"a finite weight of 0 or more after neighbour {neighbour}", field);
                return;
            }

            values.Add(weight);
            line = line[field.Length..];
        }

        _lengths.Add(keys.Count - before);
    }

    static bool EndsField(ReadOnlySpan<byte> text, int at) => at == text.Length || text[at] is (byte)' ' or (byte)'\t' or (byte)'\r';

    void Fail(string expected, ReadOnlySpan<byte> found)
    {
        var end = found.IndexOfAny(" \t\r"u8);
        Problem = new(LineCount, expected, Encoding.UTF8.GetString(end < 0 ? found : found[..end]));
    }

    /// <summary>Drops neighbours that are the vertex itself, and says how many.</summary>
    internal int DropLoops(int firstRow)
    {
        long from = 0, to = 0;
        for (var i = 0; i < _lengths.Count; i++)
        {
            var (length, kept) = (_lengths[i], 0);
            for (var end = from + length; from < end; from++)
            {
                if (_keys[from] == firstRow + i) continue;
                _keys[to] = _keys[from];
                if (_values is not null) _values[to] = _values[from];
                to++;
                kept++;
            }

            _lengths[i] = kept;
        }

        return (int)(from - to);
    }

    internal void CopyTo(long start, NativeArray<int> keys, NativeArray<float>? values)
    {
        var count = _lengths.Sum();
        _keys.Slice(0, count).CopyTo(keys.Slice(start, count));
        _values?.Slice(0, count).CopyTo(values!.Slice(start, count));
    }

    public void Dispose()
    {
        _keys.Dispose();
        _values?.Dispose();
    }
}
