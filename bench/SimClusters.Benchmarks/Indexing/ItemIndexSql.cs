using System.Globalization;
using SimClusters.Benchmarks.Products;
using SimClusters.Events;
using SimClusters.Indexing;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>The index of a preset as a person would write it in SQL: tables in memory to tables in memory.</summary>
/// <remarks>
/// Given: events(consumer, item, kind, time_ms), items(item, created, media, nsfw), given(consumer, cluster, score), whose scores are over the norms already. What makes it less is done as soon as
/// it can be: items that are too old or of other media go before anything is grouped, and favourites are counted of those items alone that have the interactions.
/// </remarks>
static class ItemIndexSql
{
    /// <param name="preset">Which.</param>
    /// <param name="favourites">The index that it is intersected with, where it is.</param>
    internal static ProductSql Of(ItemIndexPreset preset, ProductSql? favourites)
    {
        var (options, name) = (preset.Options, preset.Name.Replace('-', '_'));
        var halfLifeMs = options.HalfLife!.Value.TotalMilliseconds;
        var likes = options.MinFavouriteCount == 0 || preset.Name == ItemIndexPresets.FavouriteName ? "" : Likes(options);
        var intersected = options.IntersectsFavourites ? $"create or replace table index_{name} as select * from index_{name} semi join {favourites!.Table} using (cluster, item);" : "";
        return new($"index_{name}", string.Create(CultureInfo.InvariantCulture, $"""
            create or replace table allowed as {Allowed(options)};
            create or replace table pairs as select consumer, item, pow(0.5, ({EventNetwork.NowMs} - time_ms) / {halfLifeMs:F1}) as worth from ({Pairs(options.Pairs, "allowed")});
            create or replace table counted as select item from pairs group by item having count(*) >= {options.MinInteractionCount};
            {likes}
            create or replace table embeddings_{name} as
              with sums as (select item, cluster, sum(score * worth) as score, count(*) as pair_count from pairs semi join counted using (item) join given using (consumer) group by all)
              select * from sums qualify row_number() over (partition by item order by score desc, cluster) <= {options.MaxClustersPerItem};
            create or replace table index_{name} as
              select cluster, item, score from embeddings_{name} where pair_count >= {options.MinEngagementsPerCluster}
              qualify row_number() over (partition by cluster order by score desc, item) <= {options.MaxItemsPerCluster};
            {intersected}
            """), favourites);
    }

    static long StartMs(EngagementPairOptions pairs) => EventNetwork.NowMs - (long)pairs.Window!.Value.TotalMilliseconds;

    static string Allowed(ItemIndexOptions options)
    {
        var pairs = options.Pairs;
        if (pairs.RequiredOfItem != EventKinds.None) return $"select distinct item from events where {IsOf(pairs.RequiredOfItem)} and {InWindow(pairs)}";
        return $"select item from items where created >= {StartMs(pairs)}{(options.OnlyHealthyVideo ? " and media = 3 and not nsfw" : "")}";
    }

    static string Pairs(EngagementPairOptions pairs, string items) => pairs.Rule == PairRule.CombinedSignals
        ? $"""
        select consumer, item, max(time_ms) filter (kind = 4) as time_ms from events semi join {items} using (item) where kind in (0, 1, 2, 4) and {InWindow(pairs)} group by all
        having time_ms is not null
           and (count(*) filter (kind = 2) > 0 or coalesce(max(time_ms) filter (kind = 0), -2) > coalesce(max(time_ms) filter (kind = 1), -1))
        """
        : $"""
        select consumer, item, last // 2 as time_ms from (
          select consumer, item, max(time_ms * 2 + ({IsOf(pairs.Undoing)})::bigint) as last
          from events semi join {items} using (item) where {IsOf(pairs.Contributing | pairs.Undoing)} and {InWindow(pairs)} group by all
          having last % 2 = 0 {(pairs.MaxEventsPerPair is { } most ? string.Create(CultureInfo.InvariantCulture, $"and count(*) <= {most}") : "")})
        """;

    static string Likes(ItemIndexOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        create or replace table counted as
          select item from ({Pairs(new() { Window = options.Pairs.Window }, "counted")}) group by item having count(*) >= {options.MinFavouriteCount};
        """);

    static string IsOf(EventKinds kinds) => kinds == EventKinds.None
        ? "false"
        : $"kind in ({string.Join(", ", Enum.GetValues<EventKind>().Where(kind => kinds.Has(kind)).Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)))})";

    static string InWindow(EngagementPairOptions pairs) => $"time_ms between {StartMs(pairs)} and {EventNetwork.NowMs}";
}
