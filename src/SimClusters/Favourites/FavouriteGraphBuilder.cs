using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>What <see cref="FavouriteGraphBuilder"/> makes.</summary>
/// <param name="Graph">F.</param>
/// <param name="State">The favourites that count, in the rows of the graph's consumers and producers; null under the published rule and for weights that came added up.</param>
/// <param name="Report">What became of each event.</param>
public sealed record FavouriteGraphResult(FavouriteGraph Graph, FavouriteState? State, FavouriteGraphReport Report);

/// <summary>Here is a log of favourites: how much does each consumer like each producer's items, by now?</summary>
public static class FavouriteGraphBuilder
{
    /// <param name="log">The events, in any order. Consumed: its blocks are freed when they are read.</param>
    /// <param name="options">Half-lives, least weight, and what an unfavourite takes back.</param>
    /// <param name="now">The time to which ages are counted; null: the newest event, of the log or of what is carried.</param>
    /// <param name="carried">What the run before has left; null for a first run.</param>
    /// <param name="users">Whom the graph may have, where activity is known; the state keeps everybody, who may come back.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">Options out of range; ids of other kinds than before; or a graph before that is later than now.</exception>
    /// <remarks>
    /// <para>
    /// Under <see cref="UnfavouriteRule.ItsFavourite"/> an item counts for a user when the last event of the two is a favourite, with the time of that. The graph is a sum over
    /// those and nothing else, so a log split anywhere by time, each run on the state of the one before, ends where one run over all of it ends, to the bit.
    /// </para>
    /// <para>
    /// Time: events go to buckets of users, and each bucket is sorted in a processor's second cache. Memory: 16 bytes an event beside the log's columns (24 where ids and times are long), which the
    /// state keeps, and 4 an edge and 4 more a half-life. Equal events in any order give equal bytes at any thread count.
    /// </para>
    /// <para>
    /// Source: UserUserFavGraph.scala; offline.md §1. A favourite of one's own item is an edge, as there. Of one instant the favourite comes before the unfavourite; there the order is open.
    /// </para>
    /// </remarks>
    public static FavouriteGraphResult Build(
        FavouriteColumns log, FavouriteGraphOptions options, DateTimeOffset? now = null, FavouriteHistory? carried = null, Users? users = null, Execution? execution = null) =>
        Build(log, options, now, carried, users, execution ?? Execution.Default, FavouriteBuckets.DefaultSize);

    /// <summary>The same with another size of buckets, which changes no result.</summary>
    internal static FavouriteGraphResult Build(
        FavouriteColumns log, FavouriteGraphOptions options, DateTimeOffset? now, FavouriteHistory? carried, Users? users, Execution execution, int bucketSize)
    {
        options = options.Validated();
        IReadOnlyList<FavouriteBlock> blocks = [.. carried?.State?.Blocks ?? [], .. log.Blocks];
        var eventCount = blocks.Sum(block => (long)block.Count);
        IReadOnlyList<NativeArray<long>> logTimes = [.. blocks.Select(block => block.TimesMs)];
        var times = Times(logTimes, carried?.Graph, execution);
        var nowMs = now?.ToUnixTimeMilliseconds() ?? times.NewestMs;
        var futureCount = nowMs < times.NewestMs ? LogTimes.CountAfter(nowMs, logTimes) : 0;
        var (consumers, producers) = Number(blocks, carried?.Graph, execution);
        var items = blocks.Any(block => block.Items.Kind == IdKind.Text) ? IdNumbering.Number([.. blocks.Select(block => block.Items)], execution) : null;
        var before = carried?.Graph is { } graph
            ? CarriedGraph.Of(graph, consumers, producers, options, nowMs, execution)
            : CarriedGraph.Empty(consumers.Count, producers.Count);

        var packing = FavouritePacking.Of(FavouriteBuckets.UserBitsFor(consumers.Count, eventCount, bucketSize), producers.Count, Items(blocks, items), times);
        var (buckets, unfavouriteCount) = FavouriteBuckets.Of(blocks, consumers.Count, packing, execution);
        foreach (var block in blocks) block.Dispose();
        var tolls = new FavouriteTolls { Favourites = eventCount - unfavouriteCount, Unfavourites = unfavouriteCount, Future = futureCount };
        using var rules = new FavouriteRules(options, packing, nowMs, users?.ActivityIn(consumers), users?.ActivityIn(producers));
        var (stateOffsets, matrix, weights) = packing.IsWide
            ? Edges<WideFavourite>(buckets, rules, before, consumers.Count, producers.Count, options, tolls, execution)
            : Edges<NarrowFavourite>(buckets, rules, before, consumers.Count, producers.Count, options, tolls, execution);
        before.Edges.Dispose();
        var result = new FavouriteGraph(consumers, producers, matrix, weights, options.HalfLivesInDays, DateTimeOffset.FromUnixTimeMilliseconds(nowMs));
        var state = new FavouriteState(buckets, stateOffsets, items);
        if (rules.IsPublished) state.Dispose();
        return new(result, rules.IsPublished ? null : state, tolls.Report(carried?.State?.RowCount ?? 0));
    }

    // Leaves the favourites that count in the buckets, and tells where each user's begin.
    static (NativeArray<long> StateOffsets, SparseMatrix Edges, NativeArray<float>[] Weights) Edges<TEvent>(
        FavouriteBuckets buckets, FavouriteRules rules, CarriedGraph before, int userCount, int authorCount, FavouriteGraphOptions options, FavouriteTolls tolls, Execution execution)
        where TEvent : unmanaged, IPackedFavourite<TEvent>
    {
        var (stateOffsets, edgeOffsets) = (new NativeArray<long>(userCount + 1L), new NativeArray<long>(userCount + 1L));
        var edges = new OrderedEdges(buckets.Count, buckets.Starts[^1] + before.Edges.EntryCount, options.HalfLivesInDays.Count);
        ParallelRows.Run(
            buckets.Count, 1, execution, () => new BucketFavourites<TEvent>(buckets, rules, before, edges, stateOffsets, edgeOffsets),
            (work, bucket, _, _) => work.Run(bucket),
            work =>
            {
                work.Output.Leave();
                tolls.Add(work.Tolls);
            });
        for (var row = 0; row < userCount; row++)
        {
            stateOffsets[row + 1L] += stateOffsets[row];
            edgeOffsets[row + 1L] += edgeOffsets[row];
        }

        var (authors, weights) = edges.Take();
        return (stateOffsets, new(authorCount, edgeOffsets, authors, values: null), weights);
    }

    // Those of the log, and the time that a state before it is of.
    static (long OldestMs, long NewestMs) Times(IReadOnlyList<NativeArray<long>> blocks, FavouriteGraph? graph, Execution execution)
    {
        var log = LogTimes.Bounds(blocks, execution);
        if (graph?.Now.ToUnixTimeMilliseconds() is not { } before) return log ?? (0, 0);
        return log is var (oldest, newest) ? (Math.Min(oldest, before), Math.Max(newest, before)) : (before, before);
    }

    static (long Least, long Greatest) Items(IReadOnlyList<FavouriteBlock> blocks, NodeIndex? texts)
    {
        if (texts is not null) return (0, Math.Max(0, texts.Count - 1));
        var items = blocks.Where(block => block.Count > 0).Select(block => block.Items).ToArray();
        return items.Length == 0 ? (0, 0) : (items.Min(block => block.Smallest), items.Max(block => block.Largest));
    }

    static (NodeIndex Consumers, NodeIndex Producers) Number(IReadOnlyList<FavouriteBlock> blocks, FavouriteGraph? carried, Execution execution)
    {
        var consumers = IdNumbering.Number([.. blocks.Select(block => block.Users)], execution);
        var producers = IdNumbering.Number([.. blocks.Select(block => block.Authors)], execution);
        if (carried is null) return (consumers, producers);

        // The carried edges have users of their own: the rows of the log move to those of all.
        var (allConsumers, allProducers) = (RowMap.Union(consumers, carried.Consumers), RowMap.Union(producers, carried.Producers));
        var (consumerMap, producerMap) = (RowMap.Of(consumers, allConsumers), RowMap.Of(producers, allProducers));
        foreach (var block in blocks)
        {
            block.Users.MapRows(consumerMap);
            block.Authors.MapRows(producerMap);
        }

        consumers.Dispose();
        producers.Dispose();
        return (allConsumers, allProducers);
    }
}
