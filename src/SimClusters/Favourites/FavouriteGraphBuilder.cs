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
    const int BlockSize = 1_024;

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
    /// Time: one sort of each user's events. Memory: 24 bytes an event beside the log's columns, then 24 a favourite that counts, and 20 an edge.
    /// Equal events in any order give equal bytes at any thread count.
    /// </para>
    /// <para>
    /// Source: UserUserFavGraph.scala; offline.md §1. A favourite of one's own item is an edge, as there. Of one instant the favourite comes before the unfavourite; there the order is open.
    /// </para>
    /// </remarks>
    public static FavouriteGraphResult Build(
        FavouriteColumns log, FavouriteGraphOptions options, DateTimeOffset? now = null, FavouriteHistory? carried = null, Users? users = null, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        IReadOnlyList<FavouriteBlock> blocks = [.. carried?.State?.Blocks ?? [], .. log.Blocks];
        var carriedCount = carried?.State?.RowCount ?? 0;
        var (oldestMs, newestMs) = Times(blocks, carried?.Graph, execution);
        var nowMs = now?.ToUnixTimeMilliseconds() ?? newestMs;
        var (consumers, producers) = Number(blocks, carried?.Graph, execution);
        var items = blocks.Any(block => block.Items.Kind == IdKind.Text) ? IdNumbering.Number([.. blocks.Select(block => block.Items)], execution) : null;
        var before = carried?.Graph is { } graph
            ? CarriedGraph.Of(graph, consumers, producers, options, nowMs, execution)
            : CarriedGraph.Empty(consumers.Count, producers.Count);

        var (offsets, events) = FavouriteGrouping.ByUser(blocks, consumers.Count, execution);
        foreach (var block in blocks) block.Dispose();
        var maxAge = Math.Max(0, UserFavourites.Seconds(nowMs) - UserFavourites.Seconds(oldestMs));
        HalfLifeDecay[] decays = [.. options.HalfLivesInDays.Select(days => new HalfLifeDecay(days, maxAge))];
        var tolls = new FavouriteTolls();
        var isActive = users?.ActivityIn(consumers);
        var isActiveProducer = users?.ActivityIn(producers);
        var edges = new RowBlocks<HalfLifeWeights>(consumers.Count, BlockSize);
        var kept = new int[consumers.Count];
        ParallelRows.Run(
            consumers.Count, BlockSize, execution, () => new UserFavourites(options, decays, nowMs),
            (work, block, first, end) =>
            {
                for (var row = first; row < end; row++)
                {
                    var all = events.Slice(offsets[row], (int)(offsets[row + 1L] - offsets[row]));
                    (kept[row], var edgeCount) = work.Run(all, new(before, row), isActive is not null && !isActive[row], isActiveProducer);
                    edges.SetLength(row, edgeCount);
                }

                edges.Set(block, work.Output);
            },
            work => tolls.Add(work.Tolls));
        before.Edges.Dispose();

        var (matrix, weights) = Join(edges, producers.Count, options.HalfLivesInDays.Count, execution);
        var result = new FavouriteGraph(consumers, producers, matrix, weights, options.HalfLivesInDays, DateTimeOffset.FromUnixTimeMilliseconds(nowMs));
        return new(result, StateOf(offsets, events, kept, items, options), tolls.Report(carriedCount));
    }

    static (long OldestMs, long NewestMs) Times(IReadOnlyList<FavouriteBlock> blocks, FavouriteGraph? graph, Execution execution)
    {
        var times = new (long Oldest, long Newest)[blocks.Count];
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (block, _, _) =>
        {
            long oldest = long.MaxValue, newest = long.MinValue;
            foreach (var time in blocks[block].TimesMs.AsSpan()) (oldest, newest) = (Math.Min(oldest, time), Math.Max(newest, time));
            times[block] = (oldest, newest);
        });
        var before = graph?.Now.ToUnixTimeMilliseconds();
        var first = times.Select(time => time.Oldest).Append(before ?? long.MaxValue).Min();
        var last = times.Select(time => time.Newest).Append(before ?? long.MinValue).Max();
        return first <= last ? (first, last) : (0, 0);
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

    // One array a half-life.
    static (SparseMatrix Matrix, NativeArray<float>[] Weights) Join(RowBlocks<HalfLifeWeights> edges, int producerCount, int halfLifeCount, Execution execution)
    {
        var weights = new NativeArray<float>[halfLifeCount];
        var (offsets, keys) = edges.Join(
            edgeCount =>
            {
                for (var h = 0; h < halfLifeCount; h++) weights[h] = new(edgeCount, cleared: false);
                return (first, block) =>
                {
                    for (var h = 0; h < halfLifeCount; h++)
                    {
                        var lane = weights[h].Slice(first, block.Length);
                        for (var i = 0; i < lane.Length; i++) lane[i] = block[i][h];
                    }
                };
            },
            execution);
        return (new(producerCount, offsets, keys, values: null), weights);
    }

    // Moves each user's favourites up to those of the user before.
    static FavouriteState? StateOf(NativeArray<long> offsets, NativeArray<FavouriteEvent> events, int[] kept, NodeIndex? items, FavouriteGraphOptions options)
    {
        if (options.Unfavourites == UnfavouriteRule.Published)
        {
            offsets.Dispose();
            events.Dispose();
            items?.Dispose();
            return null;
        }

        long to = 0;
        for (var row = 0; row < kept.Length; row++)
        {
            var start = offsets[row];
            if (start != to) events.Slice(start, kept[row]).CopyTo(events.Slice(to, kept[row]));
            offsets[row] = to;
            to += kept[row];
        }

        offsets[kept.Length] = to;
        return new(offsets, events, items);
    }
}
