using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>One call of <see cref="ItemIndexBuilder"/>: what its presets share, and the way of each from the log to its index.</summary>
sealed class ItemIndexBuild(EventLog log, NativeArray<int> consumerOf, InterestedIn interests, KnownItems? known, NodeIndex? denied, long nowMs, Execution execution) : IDisposable
{
    // Who likes an item by now, as the published jobs count it: §6.6.
    static readonly EngagementPairOptions s_likes = new() { LimitsItemAge = false };

    // By score: of one kind mostly, whatever the presets.
    readonly Dictionary<InterestScore, ItemInterests> _given = [];

    internal ItemIndexResult Run(ItemIndexPreset preset, ClusterIndex? favourites)
    {
        var options = preset.Options;
        var request = new PairRequest(options.Pairs, nowMs, options.MinInteractionCount, null);
        using var gate = GateOf(options, request);
        var tolls = new PairTolls();
        using var all = PairsOf(request with { Gate = gate }, tolls);
        var liked = options.MinFavouriteCount > 0 ? Liked(all, options) : all.Items;

        var given = Given(options.Score);
        var itemTolls = new ItemTolls();
        using var scores = ItemScores.Of(liked, given, options, nowMs, itemTolls, execution);
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

    public void Dispose()
    {
        foreach (var given in _given.Values) given.Dispose();
    }

    ItemInterests Given(InterestScore score)
    {
        if (!_given.TryGetValue(score, out var given)) _given.Add(score, given = ItemInterests.Of(interests, score, consumerOf, execution));
        return given;
    }

    // Which items a preset lets count: by age and what the log has, by what they show, and none that is denied.
    ItemGate? GateOf(ItemIndexOptions options, PairRequest request)
    {
        var gate = ItemGates.Of(log, request, known, execution);
        if (options.OnlyHealthyVideo)
        {
            gate ??= new(log.Items.Count);
            gate.Judge(new VideoTest(known!), execution);
        }

        if (denied is not null)
        {
            gate ??= new(log.Items.Count);
            using var rows = log.Items.RowsIn(denied, execution);
            gate.Judge(new DeniedTest(rows), execution);
        }

        gate?.Mark(execution);
        return gate;
    }

    // Where signals are combined, few items have enough of the one that makes a pair: the others' events are not gathered at all.
    ItemPairs PairsOf(PairRequest request, PairTolls tolls)
    {
        if (request.Options.Rule != PairRule.CombinedSignals) return PairGrouping.Of(log, request, tolls, execution);
        var contributing = new PairTolls();
        using var enough = ItemGates.WithEnough(log, request, contributing, execution);
        tolls.AddVerdicts(contributing);

        // An item that the gate refuses has none that counts: its events are met again below, among those on items with few, and each is told of once.
        tolls.FewEvents -= contributing.Refused;
        return PairGrouping.Of(log, request with { Gate = enough, IsOfFewItems = true }, tolls, execution);
    }

    // The items that enough users like by the favourites of the same window.
    PairedItem[] Liked(ItemPairs all, ItemIndexOptions options)
    {
        var likes = s_likes with { Window = options.Pairs.Window };
        if (options.Pairs with { LimitsItemAge = false, AgeSource = likes.AgeSource, RequiredOfItem = EventKinds.None } == likes)
            return [.. all.Items.Where(item => item.UserCount >= options.MinFavouriteCount)];
        var keys = ItemsWithEnough.Of(log, new(likes, nowMs, options.MinFavouriteCount, null), [.. all.Items.Select(item => item.Key)], execution);
        return [.. all.Items.Where(item => keys.Contains(item.Key))];
    }

    SparseMatrix Intersected(SparseMatrix lists, ItemScores scores, ClusterIndex favourites, ItemTolls tolls)
    {
        using var ids = log.Items.Ids(scores.ItemKeys);
        var entryCount = lists.EntryCount;
        var kept = ClusterLists.Intersected(lists, ids, favourites, execution);
        tolls.NotByFavourites += entryCount - kept.EntryCount;
        return kept;
    }
}
