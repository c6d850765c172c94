namespace SimClusters.Embeddings;

/// <summary>What <see cref="TopicEngagementsBuilder"/> makes.</summary>
/// <param name="Engagements">T, topics × users who like an item of one.</param>
/// <param name="Report">What became of the events.</param>
/// <param name="Now">The time to which ages are counted.</param>
public sealed record TopicEngagements(NounEngagements Engagements, TopicEngagementsReport Report, DateTimeOffset Now) : IDisposable
{
    public void Dispose() => Engagements.Dispose();
}

/// <summary>What became of the events on the way to T.</summary>
public sealed record TopicEngagementsReport
{
    /// <summary>Events of the log.</summary>
    public long EventCount { get; init; }

    /// <summary>Favourites, and their undoing, of items of which no topic is known.</summary>
    public long WithoutTopicCount { get; init; }

    /// <summary>Favourites that stand, of items with topics: one a user and item.</summary>
    public long FavouriteCount { get; init; }

    /// <summary>Users and items whose last event takes back.</summary>
    public long UndoneCount { get; init; }

    /// <summary>Those of the favourites that are older than ten half-lives; none without a half-life.</summary>
    public long OldFavouriteCount { get; init; }
}

/// <summary>What one thread, or all, counted on the way from events to T.</summary>
sealed class TopicTolls
{
    internal long EventCount, WithoutTopicCount, FavouriteCount, UndoneCount, OldCount;

    /// <summary>Of all events that count.</summary>
    internal long OldestMs { get; set; } = long.MaxValue;

    internal void Add(TopicTolls other)
    {
        WithoutTopicCount += other.WithoutTopicCount;
        FavouriteCount += other.FavouriteCount;
        UndoneCount += other.UndoneCount;
        OldCount += other.OldCount;
        OldestMs = Math.Min(OldestMs, other.OldestMs);
    }

    internal TopicEngagementsReport Report() => new()
    {
        EventCount = EventCount,
        WithoutTopicCount = WithoutTopicCount,
        FavouriteCount = FavouriteCount,
        UndoneCount = UndoneCount,
        OldFavouriteCount = OldCount,
    };
}
