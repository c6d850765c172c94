using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>The lists that recommendations are looked up in: each cluster's best items, and how long the items' embeddings are.</summary>
/// <remarks>Only items that are in a list have a row. Memory: 8 bytes a place of a list, 20 an item.</remarks>
sealed class ListedItems : IDisposable
{
    ListedItems(SparseMatrix lists, int[] rows, double[] squaredNorms)
    {
        Lists = lists;
        Rows = rows;
        Norms = [.. squaredNorms.Select(Math.Sqrt)];
        LogNorms = [.. squaredNorms.Select(squared => NaturalLogarithm.Of(1 + squared))];
    }

    /// <summary>Clusters × listed items: scores &gt; 0.</summary>
    internal SparseMatrix Lists { get; }

    /// <summary>By listed item: its row among all items; ascending.</summary>
    internal int[] Rows { get; }

    /// <summary>By listed item: √q, where q is the squared norm of its whole embedding.</summary>
    internal double[] Norms { get; }

    /// <summary>ln(1 + q): 0 where an embedding is so short that 1 + q is 1.</summary>
    internal double[] LogNorms { get; }

    /// <param name="items">The embeddings, whose lengths count.</param>
    /// <param name="index">The lists; null: every cluster's of the embeddings themselves.</param>
    /// <param name="maxPerCluster">Places of a list that are looked at.</param>
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
        foreach (ref var item in lists.Keys.AsSpan()) item = listedOf[item];
        return new(new SparseMatrix(rows.Length, lists.Offsets, lists.Keys, lists.Values), rows, [.. rows.Select(item => SquaredNorm(items.Scores.RowValues(item)))]);
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

    public void Dispose() => Lists.Dispose();
}
