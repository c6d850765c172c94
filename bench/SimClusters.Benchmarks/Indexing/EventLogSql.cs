using SimClusters.Benchmarks.Products;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>A made-up log of two days: every draw is a hash of the event's number, so that the same log comes from every run.</summary>
/// <remarks>
/// Items' popularity falls off as 1 / (rank + 100). Seven in ten events of an item come from a neighbourhood of people with like interests, the wider the more popular it is; items are engaged
/// with most when they are new. Three events in eight follow an earlier one of the same two: once more, undoings, second signals. Hardly any is there twice to the millisecond, which would be
/// one event to us, and to SQL one only by a sort of all.
/// </remarks>
static class EventLogSql
{
    internal const int ItemCount = 3_000_000;

    const long SpanMs = 48 * 3_600_000;

    // Uniform in [0, 1), by a number and what it is drawn for.
    const string Draw = "create or replace temp macro draw(number, purpose) as (hash(number * 64 + purpose) % 1000000007) / 1000000007.0";

    /// <summary>Makes the table of items: 0 to their number, ranks strewn over them.</summary>
    internal static void MakeItems(ProductsNetwork network)
    {
        network.Execute(Draw);
        network.Execute($"""
            create or replace table items as
              select rank, ((rank * 1000003) % {ItemCount})::integer as item, ({EventNetwork.NowMs} - {SpanMs} * draw(rank, 31))::bigint as created,
                     case when draw(rank, 32) < 0.2 then 3 when draw(rank, 32) < 0.45 then 1 else 0 end::integer as media, draw(rank, 33) < 0.05 as nsfw
              from (select range as rank from range({ItemCount}));
            """);
    }

    internal static void Write(ProductsNetwork network, string file, long eventCount) => network.Execute($"""
        copy (
          with numbers as (select range as event, if(range % 8 < 5, range, range - 5) as first from range({eventCount})),
               ranks as (select event, first, floor(100 * (exp(draw(first, 1) * ln({ItemCount} / 100.0 + 1)) - 1))::bigint as rank from numbers),
               placed as (
                 select event, first, item, created, media,
                        ((hash(rank * 64 + 34) % 1000000)::bigint + floor((500 + 40e6 / (rank + 100)) * draw(first, 2))::bigint) % (select count(*) from people) as place
                 from ranks join items using (rank)),
               drawn as (
                 select event, event <> first as follows_up, item, media, if(draw(first, 3) < 0.7, consumer, floor(draw(first, 4) * 1000000)::integer) as consumer, draw(event, 5) as sort,
                        created + (({EventNetwork.NowMs} - created) * pow(draw(first, 6), 2))::bigint + if(event <> first, (600000 * draw(event, 7))::bigint, 0) as time_ms
                 from placed join people using (place))
          select consumer as "user", item, if(time_ms > {EventNetwork.NowMs}, {EventNetwork.NowMs} - event % 600000, time_ms) as timestamp,
                 case when not follows_up then
                   case when sort < 0.60 then 'favourite' when sort < 0.74 then if(media = 3, 'video_view_50', 'favourite') when sort < 0.79 then 'open' when sort < 0.86 then 'retweet'
                        when sort < 0.89 then 'reply' when sort < 0.93 then 'click' else 'impression' end
                 else
                   case when sort < 0.35 then 'favourite' when sort < 0.47 then 'unfavourite' when sort < 0.62 then if(media = 3, 'video_view_95', 'favourite') when sort < 0.72 then 'retweet'
                        when sort < 0.75 then 'unretweet' when sort < 0.90 then 'reply' when sort < 0.95 then 'open' else 'click' end
                 end as kind
          from drawn)
        to '{file}' (format parquet, compression snappy)
        """);
}
