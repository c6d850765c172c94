using System.Runtime.InteropServices;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>One place of a cluster's list: the item, its score there, and how long its whole embedding is.</summary>
/// <param name="Item">A listed item.</param>
/// <param name="Score">&gt; 0.</param>
/// <param name="Norm">√q, where q is the squared norm of the embedding.</param>
/// <param name="LogNorm">ln(1 + q); ∞ where an embedding is so short that 1 + q is 1, so that nothing over it is more than 0.</param>
[StructLayout(LayoutKind.Sequential)]
readonly record struct ListPlace(int Item, float Score, double Norm, double LogNorm);

/// <summary>The lists that recommendations are looked up in: each cluster's best items, ascending by item.</summary>
/// <remarks>Only items that are in a list have a row. All that a place needs lies beside it, so that a list is read from front to end. Memory: 24 bytes a place of a list, 4 an item.</remarks>
sealed class ListedItems : IDisposable
{
    ListedItems(NativeArray<long> offsets, NativeArray<ListPlace> places, int[] rows)
    {
        Offsets = offsets;
        Places = places;
        Rows = rows;
    }

    /// <summary>Where each cluster's list starts, and the end.</summary>
    internal NativeArray<long> Offsets { get; }

    internal NativeArray<ListPlace> Places { get; }

    /// <summary>By listed item: its row among all items; ascending.</summary>
    internal int[] Rows { get; }

    /// <param name="items">The embeddings, whose lengths count.</param>
    /// <param name="index">The lists; null: every cluster's of the embeddings themselves.</param>
    /// <param name="maxPerCluster">Places of a list that are looked at.</param>
    /// <param name="execution">Threads.</param>
    /// <exception cref="ArgumentException">An item of the index has no embedding.</exception>
    internal static ListedItems Of(ItemEmbeddings items, ClusterIndex? index, int maxPerCluster, Execution execution)
    {
        using var best = new TopRows([.. Enumerable.Repeat(items.Items.Count, items.ClusterCount)], maxPerCluster);
        if (index is null) OfferAll(items.Scores, best, execution);
        else OfferLists(index, RowMap.Of(index.Items, items.Items), best, execution);
        var lists = best.ToMatrix(items.Items.Count, execution);
        var isListed = new bool[items.Items.Count];
        foreach (var item in lists.Keys.AsSpan()) isListed[item] = true;
        int[] rows = [.. Enumerable.Range(0, isListed.Length).Where(item => isListed[item])];
        var listedOf = new int[isListed.Length];
        for (var listed = 0; listed < rows.Length; listed++) listedOf[rows[listed]] = listed;
        var places = new NativeArray<ListPlace>(lists.EntryCount, cleared: false);
        ParallelRows.Run(lists.RowCount, 16, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var entry = lists.Offsets[first]; entry < lists.Offsets[end]; entry++)
            {
                var item = lists.Keys[entry];
                var squaredNorm = SquaredNorm(items.Scores.RowValues(item));
                var logNorm = NaturalLogarithm.Of(1 + squaredNorm);
                places[entry] = new(listedOf[item], lists.Values![entry], Math.Sqrt(squaredNorm), logNorm > 0 ? logNorm : double.PositiveInfinity);
            }
        });
        lists.Keys.Dispose();
        lists.Values!.Dispose();
        return new(lists.Offsets, places, rows);
    }

    static void OfferAll(SparseMatrix scores, TopRows best, Execution execution) => ParallelRows.Run(scores.RowCount, 4_096, execution.WithoutProgress(), (_, first, end) =>
    {
        for (var item = first; item < end; item++)
        {
            for (var entry = scores.Offsets[item]; entry < scores.Offsets[item + 1]; entry++)
                if (scores.Values![entry] > 0) best.Offer(scores.Keys[entry], Ranked.Pack(scores.Values[entry], item));
        }
    });

    static void OfferLists(ClusterIndex index, int[] itemOf, TopRows best, Execution execution)
    {
        if (Array.IndexOf(itemOf, RowMap.None) is var missing and >= 0)
            throw new ArgumentException($"The item {index.Items.NameAt(missing)} of the index has no embedding: give both of one build.", nameof(index));
        ParallelRows.Run(index.ClusterCount, 16, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var cluster = first; cluster < end; cluster++)
            {
                for (var entry = index.Scores.Offsets[cluster]; entry < index.Scores.Offsets[cluster + 1]; entry++)
                    if (index.Scores.Values![entry] > 0) best.Offer(cluster, Ranked.Pack(index.Scores.Values[entry], itemOf[index.Scores.Keys[entry]]));
            }
        });
    }

    static double SquaredNorm(ReadOnlySpan<float> values)
    {
        var squares = 0.0;
        foreach (var value in values) squares += (double)value * value;
        return squares;
    }

    public void Dispose()
    {
        Offsets.Dispose();
        Places.Dispose();
    }
}
