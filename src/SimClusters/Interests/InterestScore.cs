namespace SimClusters.Interests;

/// <summary>The scores of a consumer and a cluster: sums over the consumer's producers p of the cluster, of their KnownFor score s times …</summary>
/// <remarks>Names of the published fields, T/interests.thrift. Cluster-normalised scores are quotients of these and the cluster's norms.</remarks>
public enum InterestScore
{
    /// <summary>… 1 where p is followed: followScore.</summary>
    Follow,

    /// <summary>… 1/√followers of p where it is followed: followScoreProducerNormalizedOnly.</summary>
    FollowProducerNormalized,

    /// <summary>… w, the weight of the favourites: favScore.</summary>
    Fav,

    /// <summary>… w/‖w_p‖: favScoreProducerNormalizedOnly.</summary>
    FavProducerNormalized,

    /// <summary>… log10(1 + w): logFavScore.</summary>
    LogFav,
}
