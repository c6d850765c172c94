using SimClusters.Embeddings;
using SimClusters.Interests;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>What an explanation is made of: a consumer's vector and that of a producer or a thing, and the communities that they share.</summary>
/// <param name="Consumer">For whom.</param>
/// <param name="Producer">Whom to; null of a thing.</param>
/// <param name="Thing">What to; null of a producer.</param>
/// <param name="By">The score of the consumer's vector.</param>
/// <param name="AllInterests">All that the consumer cares about.</param>
/// <param name="Interests">The consumer's vector.</param>
/// <param name="Vector">The other's.</param>
/// <param name="Shared">Their cosine and its parts.</param>
/// <param name="KnownFor">What the producer is known for.</param>
/// <param name="Engagements">Whom the consumer follows and likes; empty where the model does not say.</param>
sealed record Explanation(
    NodeId Consumer, NodeId? Producer, Thing? Thing, InterestScore By, IReadOnlyList<Interest> AllInterests, IReadOnlyList<(ClusterId Cluster, float Score)> Interests,
    IReadOnlyList<(ClusterId Cluster, float Score)> Vector, SharedClusters Shared, ClusterScore? KnownFor, IReadOnlyList<Engagement> Engagements)
{
    /// <summary>"those who like Ben Sato", "those who follow it".</summary>
    internal string Those(string name) => Thing is null ? $"those who {(By == InterestScore.Follow ? "follow" : "like")} {name}" : $"those who {Thing.Source.Verb}";

    /// <summary>Why a producer is for a consumer.</summary>
    /// <param name="wanted">The score to compare by; null: log-fav where both have it, else follow.</param>
    internal static Explanation OfProducer(Model model, ModelLookup lookup, NodeId consumer, NodeId producer, InterestScore? wanted, int maxConsumersPerCluster)
    {
        var interests = InterestsOf(lookup, consumer, maxConsumersPerCluster);
        var known = lookup.KnownFor(producer);
        if (known is null && lookup.UnassignedReason(producer) is null) throw new InputException($"no producer {producer} in this model: nobody follows or likes it in the graph that the model was built from.");

        var by = wanted ?? (interests.Any(interest => interest.LogFavScore > 0) && model.Has(ProducerEmbeddingsTable.NameOf(ProducerVariant.AggregatableLogFav)) ? InterestScore.LogFav : InterestScore.Follow);
        var variant = by switch { InterestScore.LogFav => ProducerVariant.AggregatableLogFav, InterestScore.Fav => ProducerVariant.Fav, _ => ProducerVariant.Follow };
        var vector = lookup.Embedding(producer, variant);
        if (vector.Count == 0)
            throw new InputException($"producer {producer} has no vector by {ScoreChoice.NameOf(by)} in this model: too few {(by == InterestScore.Follow ? "follow" : "like")} it, or those who do care about nothing (--embedding-min-{(by == InterestScore.Follow ? "followers" : "favers")}).");
        return Of(model, lookup, consumer, by, interests, vector) with { Producer = producer, KnownFor = known };
    }

    /// <summary>Why a topic, an entity, a hashtag or an item is for a consumer.</summary>
    /// <param name="wanted">The consumer's score to compare by; null: the one that the thing's vectors are made of.</param>
    internal static Explanation OfThing(Model model, ModelLookup lookup, NodeId consumer, Thing thing, InterestScore? wanted, int maxConsumersPerCluster)
    {
        var interests = InterestsOf(lookup, consumer, maxConsumersPerCluster);
        return Of(model, lookup, consumer, wanted ?? thing.Source.Score, interests, thing.Vector) with { Thing = thing };
    }

    static Explanation Of(Model model, ModelLookup lookup, NodeId consumer, InterestScore by, IReadOnlyList<Interest> interests, IReadOnlyList<ClusterScore> vector)
    {
        (ClusterId, float)[] own = [.. interests.Select(interest => (interest.Cluster, ScoreChoice.Of(interest, by))).Where(entry => entry.Item2 > 0)];
        (ClusterId, float)[] other = [.. vector.Select(entry => (entry.Cluster, entry.Score))];
        return new(consumer, null, null, by, interests, own, other, SharedClusters.Of(own, other), null, model.Has(EngagementGraphTable.Schema.Name) ? lookup.Engagements(consumer) : []);
    }

    static IReadOnlyList<Interest> InterestsOf(ModelLookup lookup, NodeId consumer, int maxConsumersPerCluster) => lookup.Interests(consumer, maxConsumersPerCluster) is { Count: > 0 } interests
        ? interests
        : throw new InputException($"no interests of consumer {consumer} in this model: it follows and likes nobody in the graph, or too few producers of any one community (--social-proof).");
}
