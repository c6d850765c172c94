namespace SimClusters.Clusters;

/// <summary>A word, such as a language, and what share of a cluster's members has it.</summary>
/// <param name="Word">The word; empty for members of whom none is known.</param>
/// <param name="Share">Above 0, at most 1.</param>
public readonly record struct WordShare(string Word, double Share);

/// <summary>What there is to say of each cluster: how many care about it and how much, and who its members are.</summary>
/// <remarks>
/// By detail row: only clusters that have both a consumer and a member, as after the published inner join; all others are absent. Memory: some 230 bytes a cluster, and
/// 16 a word of a cluster. Neighbours and quality, which the published record has as well, are <see cref="ClusterNeighbors"/> and <see cref="ClusterQuality"/>; its
/// list of members is <see cref="ClusterMembers"/>. Source: ClusterDetails of T/clustering.thrift; offline.md §9.
/// </remarks>
public sealed record ClusterDetails
{
    /// <summary>By detail row: the cluster's row, ascending.</summary>
    public required int[] ClusterRows { get; init; }

    /// <summary>Producers known for the cluster.</summary>
    public required int[] MemberCounts { get; init; }

    /// <summary>Consumers with an entry, whatever its scores: numUsersWithAnyNonZeroScore. After truncation, unlike the norms.</summary>
    public required int[] ConsumerCounts { get; init; }

    /// <summary>Of followScore. Its count is numUsersWithNonZeroFollowScore.</summary>
    public required InterestDistribution[] FollowScores { get; init; }

    /// <summary>Of favScore. Its count is numUsersWithNonZeroFavScore. Empty without favourites.</summary>
    public required InterestDistribution[] FavScores { get; init; }

    /// <summary>Of logFavScore. Empty without favourites.</summary>
    public required InterestDistribution[] LogFavScores { get; init; }

    /// <summary>Share of members marked as not safe for work, 0 to 1: fractionKnownForMarkedNSFWUser. Empty where nothing is known.</summary>
    public required double[] SensitiveShares { get; init; }

    /// <summary>
    /// Languages of the members, the most frequent first, ties to the lower word: languageToFractionDeviceLanguage. The shares sum to 1. Empty where nothing is known.
    /// </summary>
    public required WordShare[][] Languages { get; init; }

    /// <summary>The same of countries: countryCodeToFractionKnownForWithCountryCode.</summary>
    public required WordShare[][] Countries { get; init; }
}
