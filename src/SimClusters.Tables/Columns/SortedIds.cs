using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Columns;

/// <summary>The distinct ids of a table's first column, by which it is sorted, as an index.</summary>
static class SortedIds
{
    /// <summary>The ids of one table. Memory: the index.</summary>
    /// <exception cref="TableFormatException">The ids do not ascend.</exception>
    internal static NodeIndex Read(TableReader table)
    {
        if (table.IdKindOf(0) == IdKind.Integer) return NodeIndex.FromIntegers(NativeArray<long>.From(Integers(table).ToArray()));
        var texts = Texts(table);
        var offsets = new NativeArray<long>(texts.Count + 1L);
        for (var i = 0; i < texts.Count; i++) offsets[i + 1] = offsets[i] + texts[i].Length;
        var utf8 = new NativeArray<byte>(offsets[texts.Count], cleared: false);
        for (var i = 0; i < texts.Count; i++) texts[i].CopyTo(utf8.Slice(offsets[i], texts[i].Length));
        return NodeIndex.FromText(offsets, utf8);
    }

    /// <summary>The ids of two tables that share none, in one index.</summary>
    /// <exception cref="TableFormatException">An id is in both, or the ids of a table do not ascend.</exception>
    internal static NodeIndex ReadDisjoint(TableReader first, TableReader second)
    {
        using var one = Read(first);
        using var other = Read(second);
        var ids = Enumerable.Range(0, one.Count).Select(row => NodeId.At(one, row))
            .Concat(Enumerable.Range(0, other.Count).Select(row => NodeId.At(other, row))).Order().ToArray();
        for (var i = 1; i < ids.Length; i++)
            if (ids[i] == ids[i - 1]) throw new TableFormatException(second.Path, $"expected producers that are not in {first.Schema.FileName}, found '{ids[i]}' in both.");
        return Of(ids, one.Count > 0 ? one.Kind : other.Kind);
    }

    static NodeIndex Of(NodeId[] ids, IdKind kind)
    {
        if (kind == IdKind.Integer) return NodeIndex.FromIntegers(NativeArray<long>.From([.. ids.Select(id => id.Integer)]));
        var texts = ids.Select(id => id.Utf8()).ToArray();
        var offsets = new NativeArray<long>(texts.Length + 1L);
        for (var i = 0; i < texts.Length; i++) offsets[i + 1] = offsets[i] + texts[i].Length;
        return NodeIndex.FromText(offsets, NativeArray<byte>.From([.. texts.SelectMany(text => text)]));
    }

    static List<long> Integers(TableReader table)
    {
        var ids = new List<long>();
        table.Scan<long>(0, table.AllRows, (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (ids.Count > 0 && values[i] < ids[^1]) throw Unsorted(table, first + i);
                if (ids.Count == 0 || values[i] != ids[^1]) ids.Add(values[i]);
            }
        });
        return ids;
    }

    static List<byte[]> Texts(TableReader table)
    {
        var ids = new List<byte[]>();
        table.Scan<ByteArray>(0, table.AllRows, (first, values) =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                var text = Axis.Bytes(values[i]);
                var order = ids.Count == 0 ? 1 : text.SequenceCompareTo(ids[^1]);
                if (order < 0) throw Unsorted(table, first + i);
                if (order > 0) ids.Add(text.ToArray());
            }
        });
        return ids;
    }

    static TableFormatException Unsorted(TableReader table, long row) =>
        new(table.Path, $"row {row + 1:N0}: expected {table.Schema.Columns[0].Name} to ascend, found a lower one than in the row before.");
}
