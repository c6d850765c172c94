using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Columns;

/// <summary>Gives the values of a range of rows; called a few thousand rows at a time.</summary>
delegate void ColumnFill<T>(long firstRow, Span<T> values);

/// <summary>One column of a table being written: made batch by batch, so that no second copy of the table exists.</summary>
interface IColumnSource
{
    /// <summary>Whether the values are strings; of ids, the index decides.</summary>
    bool IsText { get; }

    /// <summary>Writes <paramref name="count"/> rows from <paramref name="firstRow"/> on.</summary>
    void Write(ColumnWriter column, long firstRow, int count);
}

/// <summary>A column of plain values.</summary>
sealed class ValueColumn<T>(ColumnFill<T> fill) : IColumnSource
    where T : unmanaged
{
    const int BatchSize = 8_192;

    public bool IsText => typeof(T) == typeof(ByteArray);

    public void Write(ColumnWriter column, long firstRow, int count)
    {
        var typed = (ColumnWriter<T>)column;
        var buffer = new T[Math.Min(BatchSize, count)];
        for (var done = 0; done < count; done += buffer.Length)
        {
            var batch = buffer.AsSpan(0, Math.Min(buffer.Length, count - done));
            fill(firstRow + done, batch);
            typed.WriteBatch(batch);
        }
    }
}

/// <summary>Columns that hold ids or words: rows of an index, written as what they are called.</summary>
static class ColumnSource
{
    /// <summary>The ids of the rows that <paramref name="rows"/> gives.</summary>
    internal static IColumnSource Ids(NodeIndex ids, ColumnFill<int> rows) => ids.Kind == IdKind.Integer
        ? new ValueColumn<long>((first, values) =>
        {
            var indices = new int[values.Length];
            rows(first, indices);
            var integers = ids.Integers;
            for (var i = 0; i < values.Length; i++) values[i] = integers[indices[i]];
        })
        : new ValueColumn<ByteArray>((first, values) =>
        {
            var indices = new int[values.Length];
            rows(first, indices);
            for (var i = 0; i < values.Length; i++) values[i] = Native(ids.TextAt(indices[i]));
        });

    /// <summary>Texts in the order they come in, to be written by their number; not an index to search.</summary>
    internal static NodeIndex IndexOf(IReadOnlyList<string> texts)
    {
        var offsets = new NativeArray<long>(texts.Count + 1L);
        for (var i = 0; i < texts.Count; i++) offsets[i + 1] = offsets[i] + System.Text.Encoding.UTF8.GetByteCount(texts[i]);
        return NodeIndex.FromText(offsets, NativeArray<byte>.From(System.Text.Encoding.UTF8.GetBytes(string.Concat(texts))));
    }

    /// <summary>Words out of a short list, by their number in it.</summary>
    /// <param name="words">The list as an index; it must outlive the writing.</param>
    internal static IColumnSource Words(NodeIndex words, ColumnFill<int> numbers) => Ids(words, numbers);

    /// <summary>Clusters as tables name them: the row plus one.</summary>
    internal static IColumnSource Clusters(ColumnFill<int> rows) => new ValueColumn<int>((first, values) =>
    {
        rows(first, values);
        for (var i = 0; i < values.Length; i++) values[i] = ClusterId.FromRow(values[i]).Value;
    });

    // The text of an index is native memory, which does not move.
    static unsafe ByteArray Native(ReadOnlySpan<byte> text) =>
        new((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);
}
