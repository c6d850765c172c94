using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>One call of <see cref="ItemIndexBuilder"/>: what its presets share, and the way of each from the log to its index.</summary>
sealed class ItemIndexBuild(EventLog log, NativeArray<int> consumerOf, InterestedIn interests, ItemFacts? facts, NodeIndex? denied, long nowMs, Execution execution)
{
    // Who likes an item by now, as the published jobs count it: §6.6.
    static readonly EngagementPairOptions s_likes = new() { LimitsItemAge = false };

    internal ItemIndexResult Run(ItemIndexPreset preset, ClusterIndex? favourites)
    {
        var options = preset.Options;
        var request = new PairRequest(options.Pairs, nowMs, options.MinInteractionCount, null);
        using var gate = GateOf(options, request);
        var tolls = new PairTolls();
        using var all = PairGrouping.Of(log, request with { Gate = gate }, tolls, execution);
        var liked = options.MinFavouriteCount > 0 ? Liked(all, options) : all.Items;

        using var columns = ItemInterests.Of(interests, options.Score, consumerOf, liked, execution);
        var itemTolls = new ItemTolls();
        using var scores = ItemScores.Of(liked, columns, options, nowMs, itemTolls, execution);
        var lists = ClusterLists.Of(scores.Clusters, scores.PairCounts, options, itemTolls, execution);
        if (favourites is not null) lists = Intersected(lists, scores, favourites, itemTolls);
        var index = ClusterLists.WithOwnItems(lists, rows => log.Items.Ids(scores.KeysOf(rows)));
        var report = new ItemIndexReport
        {
            Pairs = tolls.Report(log.RowCount),
            ItemCount = all.Items.Length,
            FewFavouritesCount = all.Items.Length - liked.Length,
            WithoutClustersCount = liked.Length - scores.ItemKeys.Length,
            PairsWithoutInterestsCount = itemTolls.PairsWithoutInterests,
            RemovedByTruncation = itemTolls.Truncated,
            RemovedByMinEngagements = itemTolls.FewPairs,
            RemovedByIntersection = itemTolls.NotByFavourites,
            EntryCount = index.Scores.EntryCount,
        };
        return new(preset.Name, new(log.Items.Ids(scores.ItemKeys), scores.TakeClusters()), index, report, DateTimeOffset.FromUnixTimeMilliseconds(nowMs));
    }

    // Which items a preset lets count: by age and what the log has, by what they show, and none that is denied.
    ItemGate? GateOf(ItemIndexOptions options, PairRequest request)
    {
        var gate = ItemGates.Of(log, request, facts, execution);
        if (options.OnlyHealthyVideo)
        {
            gate ??= new(log.Items.Count);
            using var rows = log.Items.RowsIn(facts!.Ids);
            gate.Refuse(ItemVerdict.NoHealthyVideo, key => rows[key] < 0 || facts.Media![rows[key]] != MediaKind.Video || facts.IsSensitive![rows[key]], execution);
        }

        if (denied is not null)
        {
            gate ??= new(log.Items.Count);
            using var rows = log.Items.RowsIn(denied);
            gate.Refuse(ItemVerdict.Denied, key => rows[key] >= 0, execution);
        }

        return gate;
    }

    // The items that enough users like by the favourites of the same window.
    PairedItem[] Liked(ItemPairs all, ItemIndexOptions options)
    {
        var likes = s_likes with { Window = options.Pairs.Window };
        if (options.Pairs with { LimitsItemAge = false, AgeSource = likes.AgeSource, RequiredOfItem = EventKinds.None } == likes)
            return [.. all.Items.Where(item => item.UserCount >= options.MinFavouriteCount)];
        using var gate = new ItemGate(log.Items.Count);
        gate.Verdicts.AsSpan().Fill((byte)ItemVerdict.Denied);
        foreach (var item in all.Items) gate.Verdicts[item.Key] = (byte)ItemVerdict.Counts;
        using var pairs = PairGrouping.Of(log, new(likes, nowMs, options.MinFavouriteCount, gate) { IsOfFewItems = true }, new(), execution);
        var keys = pairs.Items.Select(item => item.Key).ToHashSet();
        return [.. all.Items.Where(item => keys.Contains(item.Key))];
    }

    SparseMatrix Intersected(SparseMatrix lists, ItemScores scores, ClusterIndex favourites, ItemTolls tolls)
    {
        using var ids = log.Items.Ids(scores.ItemKeys);
        var entryCount = lists.EntryCount;
        var kept = ClusterLists.Intersected(lists, ids, favourites);
        tolls.NotByFavourites += entryCount - kept.EntryCount;
        return kept;
    }
}
