namespace SimClusters.Events;

/// <summary>When an item was made, by its id: entities_and_indexes.md §2.5.</summary>
public static class SnowflakeTime
{
    /// <summary>Where the milliseconds of an id count from: 4 November 2010.</summary>
    public const long EpochMs = 1_288_834_974_657;

    /// <summary>The bits of an id below its time: machine and sequence.</summary>
    public const int TimeShift = 22;

    /// <summary>Milliseconds since 1970 (UTC), or <see cref="ItemFacts.UnknownTime"/> of a negative id, which has no time.</summary>
    public static long Of(long id) => id < 0 ? ItemFacts.UnknownTime : (id >> TimeShift) + EpochMs;
}
