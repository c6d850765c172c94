using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>One thread's look-up of consumers: the lists of their clusters merged, and the best of what is in them.</summary>
/// <remarks>
/// Lists are ascending by item, so what has been merged is too: there is no accumulator over all items, whose cells would be missed one by one, and no sort.
/// Memory: 40 bytes a place of all lists that one consumer looks at, and a byte a listed item.
/// </remarks>
sealed unsafe class RecommendationLookup(ListedItems listed, SparseMatrix queries, int maxPerConsumer) : IDisposable
{
    readonly List<int> _starts = [];
    NativeArray<Term> _terms = new(0);
    NativeArray<ulong> _words = new(0);
    NativeArray<ulong> _spare = new(0);

    /// <summary>By listed item: whether a consumer of this thread has it.</summary>
    internal bool[] IsGiven { get; } = new bool[listed.Rows.Length];

    /// <summary>One consumer's items, as the block's next row.</summary>
    internal void Write(int row, RecommendationBlock block)
    {
        var count = Read(row);
        var words = RunMerge.Merge(_words.Slice(0, count), _spare.Slice(0, count), CollectionsMarshal.AsSpan(_starts));
        block.Reserve(words.Length);
        var length = AddUp(words, block);
        if (length > maxPerConsumer) length = KeepBest(block, length);
        foreach (var item in block.Items.Slice(block.Count, length)) IsGiven[item] = true;
        block.EndRow(length);
    }

    // What the lists say, one after another, and a word of item and place for each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Read(int row)
    {
        var clusters = queries.RowKeys(row);
        var weights = queries.RowValues(row);
        var offsets = listed.Offsets;
        long placeCount = 0;
        foreach (var cluster in clusters) placeCount += offsets[cluster + 1] - offsets[cluster];
        if (placeCount > _terms.Length) Reserve(checked((int)placeCount));
        var terms = _terms.Pointer;
        var words = _words.Pointer;
        var count = 0;
        _starts.Clear();
        _starts.Add(0);
        for (var i = 0; i < clusters.Length; i++)
        {
            double weight = weights[i];
            var end = listed.Places.Pointer + offsets[clusters[i] + 1];
            for (var place = listed.Places.Pointer + offsets[clusters[i]]; place < end; place++, count++)
            {
                terms[count] = new(weight * place->Score, place->Norm, place->LogNorm);
                words[count] = ((ulong)(uint)place->Item << 32) | (uint)count;
            }

            _starts.Add(count);
        }

        return count;
    }

    // Terms of one item follow each other in the order of their clusters. What has no score is written over by the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int AddUp(ReadOnlySpan<ulong> words, RecommendationBlock block)
    {
        var terms = _terms.Pointer;
        var items = block.Items.Pointer + block.Count;
        float* dots = block.Dots.Pointer + block.Count, cosines = block.Cosines.Pointer + block.Count, logCosines = block.LogCosines.Pointer + block.Count;
        var length = 0;
        for (var i = 0; i < words.Length;)
        {
            var item = words[i] >> 32;
            var term = terms + (uint)words[i];
            var dot = term->Dot;
            while (++i < words.Length && words[i] >> 32 == item) dot += terms[(uint)words[i]].Dot;
            var logCosine = (float)(dot / term->LogNorm);
            items[length] = (int)item;
            dots[length] = (float)dot;
            cosines[length] = (float)(dot / term->Norm);
            logCosines[length] = logCosine;
            length += logCosine > 0 ? 1 : 0;
        }

        return length;
    }

    // The best move up to the front of the row and stay ascending.
    int KeepBest(RecommendationBlock block, int length)
    {
        var items = block.Items.Slice(block.Count, length);
        var dots = block.Dots.Slice(block.Count, length);
        var cosines = block.Cosines.Slice(block.Count, length);
        var logCosines = block.LogCosines.Slice(block.Count, length);
        var words = _words.Slice(0, length);
        for (var i = 0; i < length; i++) words[i] = Ranked.Pack(logCosines[i], items[i]);
        TopK.MoveGreatestToFront(words, maxPerConsumer);
        var least = ulong.MaxValue;
        foreach (var word in words[..maxPerConsumer]) least = Math.Min(least, word);
        var kept = 0;
        for (var i = 0; kept < maxPerConsumer; i++)
        {
            (items[kept], dots[kept], cosines[kept], logCosines[kept]) = (items[i], dots[i], cosines[i], logCosines[i]);
            kept += Ranked.Pack(logCosines[i], items[kept]) >= least ? 1 : 0;
        }

        return kept;
    }

    void Reserve(int placeCount)
    {
        Dispose();
        _terms = new(placeCount, cleared: false);
        _words = new(placeCount, cleared: false);
        _spare = new(placeCount, cleared: false);
    }

    public void Dispose()
    {
        _terms.Dispose();
        _words.Dispose();
        _spare.Dispose();
    }

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Term(double Dot, double Norm, double LogNorm);
}
