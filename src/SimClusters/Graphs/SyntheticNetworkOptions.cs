namespace SimClusters.Graphs;

/// <summary>What network <see cref="SyntheticNetworkBuilder"/> makes. The defaults make one that a demo builds in seconds.</summary>
public sealed record SyntheticNetworkOptions
{
    /// <summary>Users who follow: ids 1 to this.</summary>
    public int Consumers { get; init; } = 20_000;

    /// <summary>Users who are followed; some of them are consumers too.</summary>
    public int Producers { get; init; } = 2_000;

    /// <summary>Follows to aim for; the network has some per cent fewer where communities are too small for the keenest consumers.</summary>
    public long Follows { get; init; } = 400_000;

    /// <summary>Planted communities of producers; their sizes are log-normal with σ 0.6, as in the published generator of the bench.</summary>
    public int Communities { get; init; } = 40;

    /// <summary>The share of follows that go anywhere instead of to a home community: 0 is easy, 0.6 is hard.</summary>
    public double Mixing { get; init; } = 0.2;

    /// <summary>Favourite events to aim for; none is held in memory.</summary>
    public long Favourites { get; init; } = 500_000;

    /// <summary>Engagements of all kinds to aim for, most of them near the end; none is held in memory.</summary>
    public long Events { get; init; } = 500_000;

    /// <summary>The share of favourites that are taken back later.</summary>
    public double UnfavouriteShare { get; init; } = 0.01;

    /// <summary>The share of producers who are consumers too.</summary>
    public double ProducersWhoConsume { get; init; } = 0.5;

    /// <summary>How far back items and favourites go.</summary>
    public int Days { get; init; } = 90;

    /// <summary>When the network ends: every event lies in the <see cref="Days"/> before it.</summary>
    public DateTimeOffset End { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every draw is a function of this and of the row it is for.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below what makes a network, or a share is outside 0 to 1.</exception>
    public SyntheticNetworkOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Consumers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Producers, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)Consumers + Producers, int.MaxValue, nameof(Consumers));
        ArgumentOutOfRangeException.ThrowIfLessThan(Follows, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Favourites, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Events, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Communities, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Communities, Producers);
        ArgumentOutOfRangeException.ThrowIfLessThan(Days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Days, 36_500);
        ThrowUnlessShare(Mixing, nameof(Mixing));
        ThrowUnlessShare(UnfavouriteShare, nameof(UnfavouriteShare));
        ThrowUnlessShare(ProducersWhoConsume, nameof(ProducersWhoConsume));
        return this;
    }

    static void ThrowUnlessShare(double value, string name)
    {
        if (value is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, "A share lies between 0 and 1.");
    }
}
