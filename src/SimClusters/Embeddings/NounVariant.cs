using SimClusters.Interests;

namespace SimClusters.Embeddings;

/// <summary>Which vectors of which nouns.</summary>
/// <remarks>The numbers are the published EmbeddingType ids, where there is one.</remarks>
public enum NounVariant
{
    /// <summary>R: the decayed favourites that each user gave to items of a topic, against favScore. Of the published README; its job is absent.</summary>
    Topic = 1,

    /// <summary>A user's decayed interactions with an entity, against favScore.</summary>
    Entity = 101,

    /// <summary>The same against followScore.</summary>
    EntityFollow = 102,

    /// <summary>As <see cref="Entity"/>, of hashtags.</summary>
    Hashtag = 103,

    /// <summary>As <see cref="EntityFollow"/>, of hashtags.</summary>
    HashtagFollow = 104,

    /// <summary>Who follows a topic, by language, against favScore.</summary>
    TopicFollowersFav = 112,

    /// <summary>The same against logFavScore.</summary>
    TopicFollowersLogFav = 113,
}

/// <summary>What sets the variants apart.</summary>
public static class NounVariants
{
    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<NounVariant> All { get; } = Enum.GetValues<NounVariant>();

    /// <summary>The column of U it is made of.</summary>
    public static InterestScore Score(this NounVariant variant) => variant switch
    {
        NounVariant.EntityFollow or NounVariant.HashtagFollow => InterestScore.Follow,
        NounVariant.TopicFollowersLogFav => InterestScore.LogFav,
        _ => InterestScore.Fav,
    };

    /// <summary>Whether its users are those who follow a topic, each as much as any other, by language.</summary>
    public static bool IsByFollowers(this NounVariant variant) => variant is NounVariant.TopicFollowersFav or NounVariant.TopicFollowersLogFav;
}
