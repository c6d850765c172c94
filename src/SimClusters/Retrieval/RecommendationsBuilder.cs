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
    /// Time: one step a place of the lists that a consumer looks at. Memory: the result, for a moment twice, and 20 bytes a listed item a thread.
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
        using var lists = new PackedRows<float>(listed.Lists, entry => listed.Lists.Values![entry], execution);
        var product = RowProduct.Run<double, float, QueryTerm, RecommendationFinish, RecommendationScores>(
            queries, lists, new(queries.Values!), () => new(listed), _ => { }, options.MaxItemsPerConsumer, execution);
        return Join(consumers.Picked(forRows), items.Items, listed, product);
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

    // Only items that somebody gets have a row.
    static Recommendations Join(NodeIndex consumers, NodeIndex items, ListedItems listed, RowProductResult<RecommendationScores> product)
    {
        var count = product.Keys.Length;
        var isGiven = new bool[listed.Rows.Length];
        for (long entry = 0; entry < count; entry++) isGiven[product.Keys[entry]] = true;
        int[] given = [.. Enumerable.Range(0, isGiven.Length).Where(item => isGiven[item])];
        var givenOf = new int[isGiven.Length];
        for (var row = 0; row < given.Length; row++) givenOf[given[row]] = row;
        var (dots, cosines, logCosines) = (new NativeArray<float>(count, cleared: false), new NativeArray<float>(count, cleared: false), new NativeArray<float>(count, cleared: false));
        for (long entry = 0; entry < count; entry++)
        {
            product.Keys[entry] = givenOf[product.Keys[entry]];
            (dots[entry], cosines[entry], logCosines[entry]) = product.Values[entry];
        }

        product.Values.Dispose();
        return new(
            consumers, items.Picked([.. given.Select(item => listed.Rows[item])]), new SparseMatrix(given.Length, product.Offsets, product.Keys, values: null), dots, cosines, logCosines);
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

    readonly struct QueryTerm(NativeArray<float> weights) : ITerm<double, float>
    {
        public double Of(long leftEntry, float right) => (double)weights[leftEntry] * right;

        public static double Add(double sum, double term) => sum + term;
    }
}
