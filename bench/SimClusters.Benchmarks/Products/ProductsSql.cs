namespace SimClusters.Benchmarks.Products;

/// <summary>The batch products as a person would write them in SQL: tables in memory to tables in memory.</summary>
/// <remarks>
/// Given: follows(consumer, producer), favourites(consumer, producer, item, time_ms, is_unfavourite), known_for(producer, cluster, score). The cut of a consumer's edges to 2,000 is left out: nobody
/// in the network has as many, and a window over all edges would cost the peer more than the rest.
/// </remarks>
static class ProductsSql
{
    // The last event of a user and an item decides; where it is a favourite, it counts by its age.
    internal static readonly ProductSql FavouriteGraph = new("favourite_graph", """
        create or replace table favourite_graph as
          with state as (select consumer, producer, item, max(time_ms * 2 + is_unfavourite::bigint) as last from favourites group by all),
               ages as (select consumer, producer, (select max(time_ms) from favourites) // 1000 - (last // 2) // 1000 as age from state where last % 2 = 0),
               sums as (select consumer, producer, sum(pow(0.5, age / (14 * 86400))) as w14, sum(pow(0.5, age / (50 * 86400))) as w50, sum(pow(0.5, age / (100 * 86400))) as w100 from ages group by all)
          select consumer, producer, if(w14 < 1e-5, 0, w14)::float as w14, if(w50 < 1e-5, 0, w50)::float as w50, w100::float as w100 from sums where w100 >= 1e-5;
        """, null);

    internal static readonly ProductSql Engagements = new("edges", """
        create or replace table pairs as
          select consumer, producer, f.consumer is not null as followed, coalesce(g.w100, 0) as w, log10(1 + coalesce(g.w100, 0)) as l
          from follows f full join favourite_graph g using (consumer, producer);
        create or replace table norms as
          select producer, count(*) filter (followed) as followers, count(*) filter (w > 0) as favers, sqrt(sum(w::double * w)) as faver_norm, sum(w::double) as fav_on_fav,
                 sum(w::double) filter (followed) as fav_on_follow, sqrt(sum(l * l)) as log_norm, sum(l) as log_on_fav, sum(l) filter (followed) as log_on_follow
          from pairs group by producer;
        create or replace table edges as
          select consumer, producer, followed, if(followed, 1 / sqrt(followers), 0)::float as follow_normalized, w, if(w > 0, w / faver_norm, 0)::float as w_normalized, l::float as l,
                 if(w > 0, l / log_norm, 0)::float as l_normalized
          from pairs join norms using (producer);
        """, FavouriteGraph);

    internal static readonly ProductSql InterestedIn = new("interests", """
        create or replace table raw as
          select consumer, cluster, sum(if(followed, score, 0)) as follow, sum(score * follow_normalized) as follow_normalized, sum(score * w) as fav, sum(score * w_normalized) as fav_normalized,
                 sum(score * l) as log_fav, count(*) filter (followed) as followed_count, count(*) filter (w > 0) as faved_count
          from edges join known_for using (producer) group by all having count(*) >= 2;
        create or replace table cluster_norms as
          select cluster, sqrt(sum(follow * follow)) as follow_norm, sqrt(sum(follow_normalized * follow_normalized)) as follow_normalized_norm, sqrt(sum(fav * fav)) as fav_norm,
                 sqrt(sum(fav_normalized * fav_normalized)) as fav_normalized_norm, sqrt(sum(log_fav * log_fav)) as log_fav_norm, count(*) as consumers
          from raw group by all;
        create or replace table interests as
          select raw.* from raw join cluster_norms using (cluster)
          qualify row_number() over (partition by consumer order by fav desc, log_fav desc, follow desc, log_fav / log_fav_norm desc, follow_normalized desc, cluster) <= 50;
        """, Engagements);

    internal static readonly ProductSql FollowInterestedIn = new("interests", """
        create or replace table raw as
          select consumer, cluster, sum(score) as follow, sum(score / sqrt(followers)) as follow_normalized
          from follows join known_for using (producer) join audience using (producer) group by all having count(*) >= 2;
        create or replace table cluster_norms as
          select cluster, sqrt(sum(follow * follow)) as follow_norm, sqrt(sum(follow_normalized * follow_normalized)) as follow_normalized_norm, count(*) as consumers from raw group by all;
        create or replace table interests as
          select * from raw qualify row_number() over (partition by consumer order by follow desc, follow_normalized desc, cluster) <= 50;
        """, null);

    // By variant: both directions of a cosine. The norm is an aggregate.
    internal static ProductSql Cosines(string weight, string score, string norm) => new("by_cluster", $"""
        create or replace table cosines as
          select producer, cluster, sum({weight} * {score}) / ({norm} * any_value({score}_norm)) as cosine
          from edges join interests using (consumer) join norms using (producer) join cluster_norms using (cluster)
          where {weight} > 0 group by all having cosine >= 0.01;
        create or replace table by_producer as select * from cosines qualify row_number() over (partition by producer order by cosine desc, cluster) <= 60;
        create or replace table by_cluster as select * from cosines qualify row_number() over (partition by cluster order by cosine desc, producer) <= 300;
        """, InterestedIn);

    internal static readonly ProductSql FollowCosines = new("by_cluster", """
        create or replace table cosines as
          select producer, cluster, sum(follow) / (sqrt(any_value(followers)) * any_value(follow_norm)) as cosine
          from follows join interests using (consumer) join audience using (producer) join cluster_norms using (cluster)
          group by all having cosine >= 0.01;
        create or replace table by_producer as select * from cosines qualify row_number() over (partition by producer order by cosine desc, cluster) <= 60;
        create or replace table by_cluster as select * from cosines qualify row_number() over (partition by cluster order by cosine desc, producer) <= 300;
        """, FollowInterestedIn);

    // Cosines by the norms of what is there, stored times a scale of the row.
    internal static ProductSql Aggregatable(string weight, string score, string scale) => new("aggregatable", $"""
        create or replace table column_norms as select cluster, sqrt(sum({score}::float::double * {score}::float::double)) as column_norm from interests group by all;
        create or replace table row_norms as select producer, sqrt(sum({weight}::double * {weight}::double)) as row_norm from edges where {weight} > 0 group by all;
        create or replace table aggregatable as
          with cosines as (
            select producer, cluster, sum({weight}::double * {score}) / (any_value(row_norm) * any_value(column_norm)) as cosine, any_value(row_norm) as row_norm
            from edges join interests using (consumer) join row_norms using (producer) join column_norms using (cluster) where {weight} > 0 group by all having cosine > 0.01)
          select producer, cluster, cosine * {scale} as score from cosines join norms using (producer)
          qualify row_number() over (partition by producer order by cosine desc, cluster) <= 60;
        """, InterestedIn);

    // Candidates from the clusters' lists, scored by both vectors as they are cut.
    internal static ProductSql SimilarUsers(ProductSql vectors) => new("similar_pairs", """
        create or replace table units as
          with cut as (select * from by_producer qualify row_number() over (partition by producer order by cosine desc, cluster) <= 50)
          select producer, cluster, cosine / sqrt(sum(cosine * cosine) over (partition by producer)) as score from cut;
        create or replace table similar_pairs as
          with candidates as (select distinct u.producer, c.producer as other from units u join by_cluster c using (cluster) where u.producer <> c.producer)
          select c.producer, c.other, sum(a.score * b.score) as cosine
          from candidates c join units a on a.producer = c.producer join units b on b.producer = c.other and b.cluster = a.cluster
          group by c.producer, c.other qualify row_number() over (partition by c.producer order by cosine desc, c.other) <= 100;
        """, vectors);

    internal static readonly ProductSql ClusterNeighbors = new("neighbors", """
        create or replace table neighbors as
          select a.cluster, b.cluster as neighbor, sum(a.follow * b.follow) / (any_value(m.follow_norm) * any_value(n.follow_norm)) as follow_cosine,
                 sum(a.fav * b.fav) / (any_value(m.fav_norm) * any_value(n.fav_norm)) as fav_cosine, sum(a.log_fav * b.log_fav) / (any_value(m.log_fav_norm) * any_value(n.log_fav_norm)) as log_fav_cosine
          from interests a join interests b on a.consumer = b.consumer and a.cluster <> b.cluster join cluster_norms m on m.cluster = a.cluster join cluster_norms n on n.cluster = b.cluster
          group by all having follow_cosine > 0.01 or fav_cosine > 0.01 or log_fav_cosine > 0.01;
        """, InterestedIn);

    internal static readonly ProductSql ClusterDetails = new("details", """
        create or replace table details as
          select cluster, count(*) as consumers,
                 count(*) filter (follow > 0) as follow_count, avg(follow) filter (follow > 0) as follow_mean, stddev_pop(follow) filter (follow > 0) as follow_sd,
                 quantile_disc(follow, [0, 0.25, 0.5, 0.75, 0.95, 1]) filter (follow > 0) as follow_quantiles,
                 count(*) filter (fav > 0) as fav_count, avg(fav) filter (fav > 0) as fav_mean, stddev_pop(fav) filter (fav > 0) as fav_sd,
                 quantile_disc(fav, [0, 0.25, 0.5, 0.75, 0.95, 1]) filter (fav > 0) as fav_quantiles,
                 avg(log_fav) filter (fav > 0) as log_fav_mean, stddev_pop(log_fav) filter (fav > 0) as log_fav_sd, quantile_disc(log_fav, [0, 0.25, 0.5, 0.75, 0.95, 1]) filter (log_fav > 0) as log_fav_quantiles
          from interests group by all;
        """, InterestedIn);
}
