using SimClusters.Embeddings;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The producers whose audience is most like that of a topic or an item.</summary>
static class NearProducers
{
    // Communities whose lists are looked at, and for each answer the candidates whose cosine is computed.
    const int ListCount = 10, CandidatesPerAnswer = 10;

    /// <returns>By falling cosine of the two vectors, ties to the lower id. Whoever is in no list of the thing's strongest communities is not among them.</returns>
    internal static IReadOnlyList<UserScore> Of(Model model, ModelLookup lookup, Thing thing, int max)
    {
        var variant = model.Has(ClusterTopProducersTable.NameOf(ProducerVariant.Fav)) ? ProducerVariant.Fav : ProducerVariant.Follow;
        (ClusterId, float)[] vector = [.. thing.Vector.Select(entry => (entry.Cluster, entry.Score))];
        var candidates =
            from entry in thing.Vector.Take(ListCount)
            from producer in lookup.TopProducers(entry.Cluster, variant)
            group (double)entry.Score * producer.Score by producer.User into parts
            orderby parts.Sum() descending, parts.Key
            select parts.Key;
        return
        [
            .. candidates.Take(max * CandidatesPerAnswer)
                .Select(producer => new UserScore(producer, (float)SharedClusters.Of(vector, [.. lookup.Embedding(producer, variant).Select(entry => (entry.Cluster, entry.Score))]).Cosine))
                .OrderByDescending(producer => producer.Score).ThenBy(producer => producer.User).Take(max),
        ];
    }
}
