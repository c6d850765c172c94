using SimClusters.Events;
using SimClusters.Interests;

namespace SimClusters.Indexing;

/// <summary>The knobs of <see cref="ItemIndexBuilder"/>. The defaults are those of the published favourite index.</summary>
/// <remarks>Source: Config.scala and the variants of EngagementEventBasedClusterToTweetIndexGenerationJob.scala; entities_and_indexes.md §5.3 and §5.4.</remarks>
public sealed record ItemIndexOptions
{
    /// <summary>Which events make pairs.</summary>
    public EngagementPairOptions Pairs { get; init; } = new();

    /// <summary>The age at which a pair counts half; null: it counts whole for ever. Published: 8 hours; "−1" is null here.</summary>
    public TimeSpan? HalfLife { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Distinct users that an item needs, whether anything is known of their interests or not.</summary>
    public int MinInteractionCount { get; init; } = 8;

    /// <summary>Users that an item needs who like it, by favourites of the window; 0: none. Published with the rule of the favourite index, whatever the events of this one.</summary>
    public int MinFavouriteCount { get; init; } = 8;

    /// <summary>Whether items need to be videos that are fit for everybody. What is not known of an item speaks against it.</summary>
    public bool OnlyHealthyVideo { get; init; }

    /// <summary>What a user gives to an item: this score over the norm of its cluster, where it is above 0.</summary>
    public InterestScore Score { get; init; } = InterestScore.LogFav;

    /// <summary>Clusters that an item keeps, its strongest. tweetEmbeddingsLength.</summary>
    public int MaxClustersPerItem { get; init; } = 50;

    /// <summary>Pairs behind the entry of an item and a cluster that the cluster's list needs. It is looked at when each item is cut to its clusters.</summary>
    public int MinEngagementsPerCluster { get; init; }

    /// <summary>Items that a cluster keeps, its strongest. clusterTopKTweets.</summary>
    public int MaxItemsPerCluster { get; init; } = 2_000;

    /// <summary>Whether a cluster's list keeps only items that are in the same cluster's list by favourites, with the scores that they have here.</summary>
    public bool IntersectsFavourites { get; init; }

    /// <summary>The columns of a table of items without which these options cannot be run: of created_at, media and nsfw.</summary>
    public IReadOnlyList<string> NeededItemColumns =>
    [
        .. Pairs.LimitsItemAge && Pairs.AgeSource == ItemAgeSource.CreatedAt ? ["created_at"] : Array.Empty<string>(),
        .. OnlyHealthyVideo ? ["media", "nsfw"] : Array.Empty<string>(),
    ];

    /// <summary>Those of the needed columns that a table of items lacks.</summary>
    public IReadOnlyList<string> MissingItemColumns(ItemFacts? items) =>
    [
        .. NeededItemColumns.Where(column => column switch
        {
            "created_at" => items?.CreatedMs is null,
            "media" => items?.Media is null,
            _ => items?.IsSensitive is null,
        }),
    ];

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">A limit or a half-life is out of range, or the options of the pairs are.</exception>
    public ItemIndexOptions Validated()
    {
        Pairs.Validated();
        if (HalfLife is { } halfLife && halfLife <= TimeSpan.Zero) throw new ArgumentException($"A half-life is longer than nothing, found {halfLife}; without decay it is null.");
        if (MinInteractionCount < 1) throw new ArgumentException($"Users of an item: expected at least 1, found {MinInteractionCount}.");
        if (MinFavouriteCount < 0) throw new ArgumentException($"Favourites of an item: expected at least 0, found {MinFavouriteCount}.");
        if (MinEngagementsPerCluster < 0) throw new ArgumentException($"Engagements of an item and a cluster: expected at least 0, found {MinEngagementsPerCluster}.");
        if (MaxClustersPerItem < 1) throw new ArgumentException($"Clusters of an item: expected a limit of 1 or more, found {MaxClustersPerItem}.");
        if (MaxItemsPerCluster < 1) throw new ArgumentException($"Items of a cluster: expected a limit of 1 or more, found {MaxItemsPerCluster}.");
        return this;
    }
}
