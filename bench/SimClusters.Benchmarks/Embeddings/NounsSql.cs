using SimClusters.Benchmarks.Products;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>The vectors of nouns as a person would write them in SQL: tables in memory to tables in memory.</summary>
/// <remarks>
/// Given: favourites(consumer, producer, item, time_ms, is_unfavourite), item_topics(item, topic), interactions(consumer, entity, time_ms), topic_follows(consumer, topic),
/// languages(consumer, language), interests(consumer, cluster, fav, log_fav), cluster_norms(cluster, fav_norm).
/// </remarks>
static class NounsSql
{
    // The last event of a user and an item decides; 14 days are 1,209,600,000 ms.
    internal static readonly ProductSql Pairs = new("engagement_pairs", """
        create or replace table engagement_pairs as
          select consumer, item, max(time_ms * 2 + is_unfavourite::bigint) // 2 as time_ms from favourites group by all having max(time_ms * 2 + is_unfavourite::bigint) % 2 = 0;
        """, null);

    internal static readonly ProductSql TopicEngagements = new("topic_engagements", """
        create or replace table topic_engagements as
          select topic as noun, consumer, sum(pow(0.5, ((select max(time_ms) from favourites) - time_ms) / 1209600000)) as weight
          from engagement_pairs join item_topics using (item) group by all;
        """, Pairs);

    internal static readonly ProductSql LikesOfTheLog = new("topic_engagements", Pairs.Text + TopicEngagements.Text, null);

    internal static readonly ProductSql Topics = new("topics_by_cluster", Cosines("topics", "topic_engagements", "fav", "cluster_norms", 0, 100), TopicEngagements);

    internal static readonly ProductSql TopicsOfTheLog = new("topics_by_cluster", Pairs.Text + TopicEngagements.Text + Topics.Text, null);

    internal static readonly ProductSql EntityEngagements = new("entity_engagements", """
        create or replace table entity_engagements as
          select entity as noun, consumer, sum(pow(0.5, ((select max(time_ms) from interactions) - time_ms) / 1209600000)) as weight from interactions group by all;
        """, null);

    internal static readonly ProductSql Entities = new("entities_by_cluster", Cosines("entities", "entity_engagements", "fav", "cluster_norms", 0, 100), EntityEngagements);

    internal static readonly ProductSql EntitiesOfTheLog = new("entities_by_cluster", EntityEngagements.Text + Entities.Text, null);

    internal static ProductSql Followers(string score) => new("followers_by_cluster", $"""
        create or replace table stored_norms as select cluster, sqrt(sum({score}::double * {score})) as {score}_norm from interests group by all;
        create or replace table follower_nouns as select topic || ' ' || language as noun, consumer, 1 as weight from topic_follows join languages using (consumer);
        create or replace table followers as
          select * from follower_nouns where noun in (select noun from follower_nouns group by noun having count(*) >= 100);
        """ + Cosines("followers", "followers", score, "stored_norms", 0.001, 50), null);

    // Both directions of E = rowL2(N) · colL2(U).
    static string Cosines(string name, string engagements, string score, string norms, double minScore, int clustersPerNoun) => $"""
        create or replace table {name}_norms as select noun, sqrt(sum(weight::double * weight)) as noun_norm from {engagements} group by all;
        create or replace table {name}_cosines as
          select noun, cluster, sum(weight * {score}) / (any_value(noun_norm) * any_value({score}_norm)) as cosine
          from {engagements} join interests using (consumer) join {name}_norms using (noun) join {norms} using (cluster)
          where {score} > 0 group by all having cosine > {minScore};
        create or replace table {name}_by_noun as select * from {name}_cosines qualify row_number() over (partition by noun order by cosine desc, cluster) <= {clustersPerNoun};
        create or replace table {name}_by_cluster as select * from {name}_cosines qualify row_number() over (partition by cluster order by cosine desc, noun) <= 100;
        """;
}
