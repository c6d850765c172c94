using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>The topics of a log's items by their keys: of nearly all in one word, so that an event waits for memory once.</summary>
/// <remarks>
/// A word has the number of topics in its two low bits and up to three topics above; where that is 0 the others are the item's row, plus 1, and its topics are in the matrix. 0 is an item without topics.
/// Memory: 8 bytes a key, and a bit a key, which stays in the cache.
/// </remarks>
sealed unsafe class TopicHeads : IDisposable
{
    const int MaxInline = 3, CountBits = 2, BlockSize = 65_536;

    readonly NativeArray<ulong> _words;
    readonly NativeArray<ulong> _marks;

    internal TopicHeads(EventKeys items, ItemTopics itemTopics, Execution execution)
    {
        TopicBits = BitOperations.Log2((uint)Math.Max(1, itemTopics.Topics.Count - 1)) + 1;
        _words = new(items.Count, cleared: false);
        _marks = new(items.Count / 64 + 1L);
        using var rows = items.RowsIn(itemTopics.Items, execution);
        ParallelRows.Run(items.Count, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var key = first; key < end; key++)
            {
                var word = rows[key] < 0 ? 0 : WordOf(rows[key], itemTopics.Pairs.RowKeys(rows[key]));
                _words[key] = word;
                _marks[key >> 6] |= (word == 0 ? 0UL : 1UL) << key;
            }
        });
    }

    /// <summary>Bits of one topic in a word.</summary>
    internal int TopicBits { get; }

    /// <summary>By key.</summary>
    internal ulong* Words => _words.Pointer;

    /// <summary>By key, a bit: whether it has topics.</summary>
    internal ulong* Marks => _marks.Pointer;

    /// <summary>How many topics are in the word itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int InlineCount(ulong word) => (int)(word & MaxInline);

    /// <summary>The row of an item whose topics are not in its word.</summary>
    internal static int RowOf(ulong word) => (int)(word >> CountBits) - 1;

    public void Dispose()
    {
        _words.Dispose();
        _marks.Dispose();
    }

    ulong WordOf(int row, ReadOnlySpan<int> topics)
    {
        if (topics.Length == 0) return 0;
        if (topics.Length > MaxInline || topics.Length * TopicBits > 64 - CountBits) return ((ulong)(uint)row + 1) << CountBits;
        var word = 0UL;
        for (var i = topics.Length - 1; i >= 0; i--) word = (word << TopicBits) | (uint)topics[i];
        return (word << CountBits) | (uint)topics.Length;
    }
}
