using SimClusters.Interests;

namespace SimClusters.Embeddings;

/// <summary>Which vector of a producer: by which edges, against which interests, and as what.</summary>
/// <remarks>The numbers are the published EmbeddingType ids.</remarks>
public enum ProducerVariant
{
    /// <summary>Cosine of the producer's favers, weighted, with each cluster's favScore column.</summary>
    Fav = 201,

    /// <summary>Cosine of the producer's followers with each cluster's followScore column.</summary>
    Follow = 202,

    /// <summary>As <see cref="Fav"/> over what is left after truncation, times the norm of the producer's weights: vectors that can be added up.</summary>
    AggregatableFav = 203,

    /// <summary>The same with log10(1 + w) and logFavScore: the one of production.</summary>
    AggregatableLogFav = 204,

    /// <summary>The same for producers with fewer favers.</summary>
    RelaxedAggregatableLogFav = 205,

    /// <summary>The same with follows. Rows are about unit length already, so that this is a cosine and does not add up by audience: as published.</summary>
    AggregatableFollow = 206,
}

/// <summary>What the variants have in common, and what sets them apart.</summary>
public static class ProducerVariants
{
    /// <summary>All of them, those that follows are enough for first.</summary>
    public static IReadOnlyList<ProducerVariant> All { get; } =
        [ProducerVariant.Follow, ProducerVariant.AggregatableFollow, ProducerVariant.Fav, ProducerVariant.AggregatableFav, ProducerVariant.AggregatableLogFav, ProducerVariant.RelaxedAggregatableLogFav];

    /// <summary>Whether it is a cosine by the norms before truncation, which goes in both directions; otherwise it is aggregatable.</summary>
    public static bool IsCosine(this ProducerVariant variant) => variant is ProducerVariant.Fav or ProducerVariant.Follow;

    /// <summary>Whether its edges are follows.</summary>
    public static bool IsByFollows(this ProducerVariant variant) => variant is ProducerVariant.Follow or ProducerVariant.AggregatableFollow;

    /// <summary>The column of U it is made of.</summary>
    public static InterestScore Score(this ProducerVariant variant) => variant switch
    {
        ProducerVariant.Follow or ProducerVariant.AggregatableFollow => InterestScore.Follow,
        ProducerVariant.Fav or ProducerVariant.AggregatableFav => InterestScore.Fav,
        _ => InterestScore.LogFav,
    };

    /// <summary>Whether it takes favourites: all but one; even the aggregatable one by follows chooses its producers by their favers.</summary>
    public static bool NeedsFavourites(this ProducerVariant variant) => variant != ProducerVariant.Follow;
}
