using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Communities;

/// <summary>Reads the graphs that communities are measured on: METIS text with weights, or a list of edges with # comments.</summary>
/// <remarks>Trusts its input: the product's own readers are in SimClusters.Tables.</remarks>
static class GraphFile
{
    internal static SparseMatrix Read(string path)
    {
        var text = File.ReadAllBytes(path);
        return path.EndsWith(".ungraph.txt", StringComparison.Ordinal) || path.Contains("email-Eu", StringComparison.Ordinal)
            ? Edges(text)
            : Metis(text);
    }

    static SparseMatrix Metis(byte[] text)
    {
        var at = 0;
        var vertexCount = (int)Number(text, ref at);
        var edgeCount = (long)Number(text, ref at);
        at = Array.IndexOf(text, (byte)'\n', at) + 1;
        var offsets = new NativeArray<long>(vertexCount + 1L);
        var keys = new NativeArray<int>(2 * edgeCount);
        var values = new NativeArray<float>(2 * edgeCount);
        long entry = 0;
        for (var vertex = 0; vertex < vertexCount; vertex++)
        {
            while (text[at] != '\n')
            {
                if (text[at] == ' ')
                {
                    at++;
                    continue;
                }

                keys[entry] = (int)Number(text, ref at) - 1;
                values[entry++] = (float)Number(text, ref at);
            }

            at++;
            offsets[vertex + 1] = entry;
        }

        return new(vertexCount, offsets, keys, values);
    }

    /// <summary>Ids become rows in ascending order; directions and duplicates are merged, self edges dropped.</summary>
    static SparseMatrix Edges(byte[] text)
    {
        var pairs = new List<(int From, int To)>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '#') pairs.Add(((int)Number(text, ref at), (int)Number(text, ref at)));
            var end = Array.IndexOf(text, (byte)'\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        var ids = pairs.SelectMany(pair => new[] { pair.From, pair.To }).Distinct().Order().ToArray();
        var rows = ids.Select(_ => new SortedSet<int>()).ToArray();
        foreach (var (from, to) in pairs)
        {
            if (from == to) continue;
            var (left, right) = (Array.BinarySearch(ids, from), Array.BinarySearch(ids, to));
            rows[left].Add(right);
            rows[right].Add(left);
        }

        return SparseMatrix.FromRows(ids.Length, [.. rows.Select(row => row.ToArray())]);
    }

    static double Number(byte[] text, ref int at)
    {
        while (text[at] is (byte)' ' or (byte)'\t') at++;
        double whole = 0, unit = 1;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++) whole = whole * 10 + (text[at] - '0');
        if (at == text.Length || text[at] != '.') return whole;
        for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            whole = whole * 10 + (text[at] - '0');
            unit *= 10;
        }

        return whole / unit;
    }
}
