using SimClusters.Events;
using SimClusters.Indexing;

namespace SimClusters.Cli;

/// <summary>What became of the events of an index, in the report and in the lineage.</summary>
static class IndexFigures
{
    internal static void Add(ModelAddition addition, RunReport run, string table, ItemIndexResult result, ItemIndexPreset preset)
    {
        var (report, pairs) = (result.Report, result.Report.Pairs);
        run.Line(preset.Name, IndexRules.InWords(preset.Options));
        void Figure(string name, string label, long count, bool isAlwaysShown = false) => addition.Tell(table, name, $"  {label}", count, isAlwaysShown);
        Figure("events_removed_other_kinds", "events of other kinds", pairs.OtherKindCount);
        Figure("events_removed_before_epoch", "events before 1970", pairs.BeforeEpochCount);
        Figure("events_removed_after_now", "events later than now", pairs.AfterNowCount);
        Figure("events_removed_out_of_window", "events older than the window", pairs.OutOfWindowCount);
        Figure("events_removed_old_item", "events on items made before the window", pairs.OldItemCount);
        Figure("events_removed_unknown_age", "events on items of which it is not known when they were made", pairs.UnknownAgeCount);
        Figure("events_removed_lacks_required", "events on items that lack a required kind", pairs.LacksRequiredCount);
        Figure("events_removed_unhealthy", "events on items that are no video fit for all", pairs.UnhealthyCount);
        Figure("events_removed_denied", "events on denied items", pairs.DeniedCount);
        Figure("events_removed_few", "events on items with too few of them", pairs.FewEventsCount);
        Figure("events_removed_repeated", "events told before", pairs.RepeatedCount);
        Figure("pairs_removed_undone", "pairs taken back", pairs.UndonePairCount);
        Figure("pairs_removed_over_cap", "pairs with too many events", pairs.OverCapPairCount);
        Figure("pairs_removed_unsupported", "pairs without the second signal", pairs.UnsupportedPairCount);
        Figure("pairs", "pairs of a user and an item", pairs.PairCount, isAlwaysShown: true);
        Figure("pairs_without_interests", "  of users without interests in this model", report.PairsWithoutInterestsCount);
        Figure("items", "items with enough users", report.ItemCount, isAlwaysShown: true);
        Figure("items_removed_few_favourites", "  that too few like", report.FewFavouritesCount);
        Figure("items_without_clusters", "  of whose users no interest is known", report.WithoutClustersCount);
        Figure("removed_by_truncation", "entries beyond --clusters-per-item", report.RemovedByTruncation);
        Figure("removed_by_min_engagements", "entries below --min-engagements", report.RemovedByMinEngagements);
        Figure("removed_by_intersection", "entries that the fav index lacks", report.RemovedByIntersection);
        Figure("entries", "entries of the lists", report.EntryCount, isAlwaysShown: true);
        if (Warning(result, preset) is { } warning) run.Advise(warning);
    }

    static string? Warning(ItemIndexResult result, ItemIndexPreset preset)
    {
        var (report, pairs) = (result.Report, preset.Options.Pairs);
        if (report.EntryCount > 0) return null;
        var window = pairs.Window is null ? "" : $" in the {DurationArgument.InWords(pairs.Window)} up to {result.Now:yyyy-MM-dd HH:mm:ss} UTC";
        return $"{preset.Name}: the tables are empty. " + (
            report.Pairs.PairCount + report.Pairs.FewEventsCount + report.Pairs.OldItemCount + report.Pairs.UnknownAgeCount + report.Pairs.UnhealthyCount == 0
                ? $"There is no event of kind {pairs.Contributing.InWords()}{window}; --now and --window say where to look."
            : report.Pairs.UnknownAgeCount > 0 && report.Pairs.PairCount == 0 ? "It is not known when the items were made: see --age-from."
            : report.ItemCount == 0 ? $"No item has {preset.Options.MinInteractionCount:N0} users (--min-interactions), or none of those that have is young enough (--age-from) or fit."
            : "No item that has enough users passes the other rules; the counts above say which took what.");
    }
}
