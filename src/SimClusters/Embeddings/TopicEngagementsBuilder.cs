using System.Runtime.CompilerServices;
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
            (worker, block, row, _) =>
            {
                foreach (var item in items.RowKeys(row))
                    if (itemRows[item] != RowMap.None) worker.Add(itemRows[item]);
                blocks.SetLength(row, worker.Sums.Finish(worker.Output));
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

    // What one thread owns.
    sealed class Worker(EngagementPairs favourites, HalfLifeDecay worth, long nowMs) : IDisposable
    {
        internal MarkedSums Sums { get; } = new(favourites.Users.Count);

        internal RowBlockWriter<float> Output { get; } = new();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Add(int item)
        {
            for (var pair = favourites.Offsets[item]; pair < favourites.Offsets[item + 1]; pair++)
                Sums.Add(favourites.UserRows[pair], worth.At(Math.Max(0, nowMs - favourites.TimesMs[pair])));
        }

        public void Dispose()
        {
            Sums.Dispose();
            Output.Dispose();
        }
    }
}
