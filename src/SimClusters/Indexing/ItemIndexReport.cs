using SimClusters.Events;

namespace SimClusters.Indexing;

/// <summary>What became of events, pairs, items and entries on the way to an index.</summary>
public sealed record ItemIndexReport
{
    /// <summary>Events and pairs; pairs are counted of items with enough contributing events alone.</summary>
    public required EngagementPairsReport Pairs { get; init; }

    /// <summary>Items with enough users.</summary>
    public int ItemCount { get; init; }

    /// <summary>Those of them that too few like.</summary>
    public int FewFavouritesCount { get; init; }

    /// <summary>Those that are left, and of whose users no interest is known.</summary>
    public int WithoutClustersCount { get; init; }

    /// <summary>Pairs of the items that are left, whose users have no interests.</summary>
    public long PairsWithoutInterestsCount { get; init; }

    /// <summary>Entries that the limit of clusters an item cut.</summary>
    public long RemovedByTruncation { get; init; }

    /// <summary>Entries of items that are in no list for want of pairs behind them.</summary>
    public long RemovedByMinEngagements { get; init; }

    /// <summary>Entries of lists that the list by favourites does not have.</summary>
    public long RemovedByIntersection { get; init; }

    /// <summary>Entries of the lists.</summary>
    public long EntryCount { get; init; }

    public override string ToString() => $"{Pairs}, {ItemCount:N0} items with enough users, {EntryCount:N0} entries";
}
