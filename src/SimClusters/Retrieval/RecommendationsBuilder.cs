using System.Runtime.InteropServices;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>Here are users and items in one space: which items are each user's, without a server?</summary>
public static class RecommendationsBuilder
{
    const int BlockSize = 4_096;

    // About 500 KB of entries: they stay in the second-level cache until they go to their place.
    const int LookUpBlockSize = 256;

    /// <param name="consumers">Whom the rows of U are of.</param>
    /// <param name="interests">U.</param>
    /// <param name="items">The items' embeddings; which items are good enough is the index's business.</param>
    /// <param name="options">Score and limits; see <see cref="RecommendationsOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <param name="forRows">Rows of the consumers who are to have recommendations, ascending; null: everybody.</param>
    /// <param name="index">The lists that are looked up, of the same build; null: lists of all that the embeddings have, as published, which knows no intersected index here.</param>
    /// <returns>Approximate: a dot product has only the clusters that are among the consumer's strongest and in whose list the item is.</returns>
    /// <exception cref="ArgumentException">Counts disagree, a row is not there, or the score needs favourites and there are none.</exception>
    /// <remarks>
    /// <para>
    /// Time: one step a place of the lists that a consumer looks at and doubling of the lists. Memory: the result, and 24 bytes a place of all lists.
    /// </para>
    /// <para>
    /// The log-cosine divides by ln(1 + q), q the squared norm of the item's embedding, as published, which favours long embeddings; the published comments say norm. An item
    /// so weak that 1 + q is 1 in double precision is never recommended. Source: tweets_ann.sql; entities_and_indexes.md §6.12.
    /// </para>
    /// </remarks>
    public static Recommendations Build(
        NodeIndex consumers, InterestedIn interests, ItemEmbeddings items, RecommendationsOptions options, Execution? execution = null, int[]? forRows = null, ClusterIndex? index = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (consumers.Count != interests.ConsumerCount)
            throw new ArgumentException($"{consumers.Count:N0} consumers for the interests of {interests.ConsumerCount:N0}: give both of one model.", nameof(consumers));
        if (items.ClusterCount != interests.ClusterCount)
            throw new ArgumentException($"Items of {items.ClusterCount:N0} clusters for interests in {interests.ClusterCount:N0}: build both from one model.", nameof(items));
        if (index is not null && index.ClusterCount != items.ClusterCount)
            throw new ArgumentException($"Lists of {index.ClusterCount:N0} clusters for items in {items.ClusterCount:N0}: give both of one build.", nameof(index));
        if (interests.Scores(options.Score) is null) throw new ArgumentException($"Recommendations by {options.Score} are made of favourites, and nothing is known of those.", nameof(interests));
        forRows ??= [.. Enumerable.Range(0, consumers.Count)];
        if (forRows.Any(row => row < 0 || row >= consumers.Count)) throw new ArgumentException($"A row that is not among {consumers.Count:N0} consumers.", nameof(forRows));

        using var listed = ListedItems.Of(items, index, options.MaxItemsPerCluster, execution);
        using var queries = Queries(interests.Of(options.Score), forRows, options.MaxClustersPerConsumer, execution);
        return LookUp(consumers.Picked(forRows), items.Items, listed, queries, options.MaxItemsPerConsumer, execution);
    }

    static Recommendations LookUp(NodeIndex consumers, NodeIndex items, ListedItems listed, SparseMatrix queries, int maxPerConsumer, Execution execution)
    {
        using var places = new RecommendationPlaces(queries.RowCount, LookUpBlockSize, MaxEntries(listed, queries, maxPerConsumer));
        var isGiven = new bool[listed.Rows.Length];
        ParallelRows.Run(
            queries.RowCount, LookUpBlockSize, execution, () => new RecommendationLookup(listed, queries, maxPerConsumer),
            (worker, number, first, end) =>
            {
                var block = places.Take();
                for (var row = first; row < end; row++) worker.Write(row, block);
                places.Give(number, block);
            },
            worker =>
            {
                for (var item = 0; item < isGiven.Length; item++) isGiven[item] |= worker.IsGiven[item];
            });
        return places.ToResult(consumers, items, listed.Rows, isGiven, execution);
    }

    static long MaxEntries(ListedItems listed, SparseMatrix queries, int maxPerConsumer)
    {
        long all = 0;
        for (var row = 0; row < queries.RowCount; row++)
        {
            long places = 0;
            foreach (var cluster in queries.RowKeys(row)) places += listed.Offsets[cluster + 1] - listed.Offsets[cluster];
            all += Math.Min(places, maxPerConsumer);
        }

        return all;
    }

    // Each consumer's strongest clusters.
    static SparseMatrix Queries(SparseMatrix scores, int[] forRows, int maxPerConsumer, Execution execution)
    {
        var blocks = new RowBlocks<float>(forRows.Length, BlockSize);
        ParallelRows.Run(
            forRows.Length, BlockSize, execution.WithoutProgress(), () => new QueryWriter(scores, maxPerConsumer),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++) blocks.SetLength(row, worker.Write(forRows[row]));
                blocks.Set(block, worker.Output);
            });
        var (offsets, chosen, weights) = blocks.Join(execution);
        return new(scores.ColumnCount, offsets, chosen, weights);
    }

    // What one thread owns.
    sealed class QueryWriter(SparseMatrix scores, int maxPerConsumer) : IDisposable
    {
        readonly List<ulong> _words = [];

        internal RowBlockWriter<float> Output { get; } = new();

        internal int Write(int row)
        {
            _words.Clear();
            var keys = scores.RowKeys(row);
            var values = scores.RowValues(row);
            for (var i = 0; i < keys.Length; i++)
                if (values[i] > 0) _words.Add(Ranked.Pack(values[i], keys[i]));
            return TopK.WriteGreatest(CollectionsMarshal.AsSpan(_words), maxPerConsumer, Output);
        }

        public void Dispose() => Output.Dispose();
    }
}
