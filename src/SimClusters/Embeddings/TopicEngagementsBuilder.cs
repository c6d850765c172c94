using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>T: how much each user likes the items of each topic, by now.</summary>
public static class TopicEngagementsBuilder
{
    /// <summary>What the published README leaves open; that of the published entity job.</summary>
    public static readonly TimeSpan DefaultHalfLife = TimeSpan.FromDays(14);

    /// <param name="favourites">Who stands engaged with which item, and since when.</param>
    /// <param name="itemTopics">What items are about. An item of several topics counts in full for each.</param>
    /// <param name="halfLife">After which a favourite is worth half; null: each is worth 1, whatever its age.</param>
    /// <param name="now">To which ages are counted; what is later counts as if it were of now.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>T(topic, user) = Σ over the topic's items that the user likes of ½^(age / half-life). A topic without any is an empty row; users are all of the favourites, in their rows.</returns>
    /// <exception cref="ArgumentException">The items of the two have ids of different kinds, or the half-life is not positive.</exception>
    /// <remarks>
    /// Time: one step a pair and topic of its item. Memory: 8 bytes an entry, for a moment twice, and 8 a user a thread. Source: README.md of simclusters_v2; its job is not published.
    /// </remarks>
    public static NounEngagements Build(EngagementPairs favourites, ItemTopics itemTopics, TimeSpan? halfLife, DateTimeOffset now, Execution? execution = null)
    {
        if (halfLife is { } given && given <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "A half-life is above 0.");
        execution ??= Execution.Default;
        var itemRows = RowMap.Of(itemTopics.Items, favourites.Items);
        var nowMs = now.ToUnixTimeMilliseconds();
        var worth = Worth(halfLife, favourites, nowMs);
        using var items = Transpose.Of(itemTopics.Pairs, execution);
        var blocks = new RowBlocks<float>(items.RowCount, blockSize: 1);
        ParallelRows.Run(
            items.RowCount, 1, execution, () => new Worker(favourites, worth, nowMs),
            (worker, block, topic, _) =>
            {
                worker.Add(Mapped(items.Keys.Slice(items.Offsets[topic], items.RowLength(topic)), itemRows));
                blocks.SetLength(topic, worker.Sums.Finish(worker.Output));
                blocks.Set(block, worker.Output);
            });
        var (offsets, keys, values) = blocks.Join(execution);
        return new(new(itemTopics.Topics.Copy()), favourites.Users.Copy(), new SparseMatrix(favourites.Users.Count, offsets, keys, values));
    }

    static HalfLifeDecay Worth(TimeSpan? halfLife, EngagementPairs favourites, long nowMs)
    {
        var oldest = nowMs;
        for (long pair = 0; pair < favourites.Count; pair++) oldest = Math.Min(oldest, favourites.TimesMs[pair]);
        return HalfLifeDecay.OfMilliseconds(halfLife, nowMs - oldest);
    }

    // The items that anybody likes, in the favourites' rows.
    static ReadOnlySpan<int> Mapped(Span<int> items, int[] itemRows)
    {
        var count = 0;
        foreach (var item in items)
            if (itemRows[item] != RowMap.None) items[count++] = itemRows[item];
        return items[..count];
    }

    // What one thread owns.
    sealed unsafe class Worker(EngagementPairs favourites, HalfLifeDecay worth, long nowMs) : IDisposable
    {
        // Items ahead at which an item's pairs are asked for, and where they start: the one needs the other.
        const int PairDistance = 12, OffsetDistance = 32;

        internal MarkedSums Sums { get; } = new(favourites.Users.Count);

        internal RowBlockWriter<float> Output { get; } = new();

        // A topic's items lie far apart: without asking ahead each is a wait for memory, or three.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Add(ReadOnlySpan<int> items)
        {
            var offsets = favourites.Offsets.Pointer;
            var users = favourites.UserRows.Pointer;
            var times = favourites.TimesMs.Pointer;
            for (var i = 0; i < items.Length; i++)
            {
                if (Sse.IsSupported && i + OffsetDistance < items.Length)
                {
                    Sse.Prefetch0(offsets + items[i + OffsetDistance]);
                    var ahead = offsets[items[i + PairDistance]];
                    Sse.Prefetch0(users + ahead);
                    Sse.Prefetch0(times + ahead);
                }

                for (var (pair, end) = (offsets[items[i]], offsets[items[i] + 1]); pair < end; pair++) Sums.Add(users[pair], worth.At(Math.Max(0, nowMs - times[pair])));
            }
        }

        public void Dispose()
        {
            Sums.Dispose();
            Output.Dispose();
        }
    }
}
