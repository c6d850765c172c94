namespace SimClusters.Favourites;

/// <summary>What an unfavourite takes back.</summary>
public enum UnfavouriteRule
{
    /// <summary>Its favourite, for what that is worth now; one whose favourite is unknown is counted and takes nothing.</summary>
    ItsFavourite,

    /// <summary>
    /// As published: within one run the two cancel; else 1, decayed from the time of the unfavourite, which is more than its favourite is still
    /// worth. Runs carry the graph instead of the state, so where a log is split changes the result.
    /// </summary>
    Published,
}

/// <summary>The knobs of <see cref="FavouriteGraphBuilder"/>; the defaults are those of UserUserFavGraph.scala.</summary>
public sealed record FavouriteGraphOptions
{
    /// <summary>Half-lives that a graph can have.</summary>
    public const int MaxHalfLives = HalfLifeDecays.LaneCount;

    /// <summary>One weight an edge each. Example runs of the published job: 14, 50 and 100 days.</summary>
    public IReadOnlyList<double> HalfLivesInDays { get; init; } = [14, 50, 100];

    /// <summary>The half-life whose weights go downstream; one of <see cref="HalfLivesInDays"/>. Published: 100, hard-wired.</summary>
    public double DownstreamHalfLifeInDays { get; init; } = 100;

    /// <summary>A weight below this is left out, each half-life by itself; a favourite below it at the longest half-life is forgotten.</summary>
    public double MinWeight { get; init; } = 1e-5;

    public UnfavouriteRule Unfavourites { get; init; } = UnfavouriteRule.ItsFavourite;

    /// <summary>The place of <see cref="DownstreamHalfLifeInDays"/> among <see cref="HalfLivesInDays"/>.</summary>
    internal int DownstreamIndex => HalfLivesInDays.ToList().IndexOf(DownstreamHalfLifeInDays);

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">A half-life is no positive number, or appears twice, or there are too many; or the downstream one is not among them.</exception>
    public FavouriteGraphOptions Validated()
    {
        if (HalfLivesInDays.Count is 0 or > MaxHalfLives)
            throw new ArgumentException($"Half-lives: expected 1 to {MaxHalfLives}, found {HalfLivesInDays.Count:N0}.");
        foreach (var days in HalfLivesInDays)
            if (!(days > 0 && double.IsFinite(days))) throw new ArgumentException($"A half-life is a positive number of days, found {days}.");
        if (HalfLivesInDays.Distinct().Count() < HalfLivesInDays.Count) throw new ArgumentException($"Half-lives: expected different ones, found {string.Join(", ", HalfLivesInDays)}.");
        if (DownstreamIndex < 0)
            throw new ArgumentException($"The half-life that goes downstream, {DownstreamHalfLifeInDays} days, is not among {string.Join(", ", HalfLivesInDays)}.");
        if (!(MinWeight is > 0 and < 1))
            throw new ArgumentException($"The least weight lies between 0 and 1, found {MinWeight}; published: 1e-5.");
        return this;
    }
}
