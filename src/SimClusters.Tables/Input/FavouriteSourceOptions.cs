using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Where favourites are read from, and how.</summary>
public sealed record FavouriteSourceOptions
{
    /// <summary>Paths, globs, directories or one-line <c>SELECT</c>s; their rows are put together.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The column of who likes; null: found by name, else the first.</summary>
    public string? UserColumn { get; init; }

    /// <summary>The column of what is liked; null: found by name, else the second of four or more.</summary>
    public string? ItemColumn { get; init; }

    /// <summary>The column of the producer whose item it is; null: found by name, else by place.</summary>
    public string? AuthorColumn { get; init; }

    /// <summary>The column of when; null: found by name, else the fourth.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>The column of the kind of event; null: found by name, else the fifth; without one every row is a favourite.</summary>
    public string? KindColumn { get; init; }

    /// <summary>The column of a weight that is added up already; null: found by name where there are no items, else the third of three.</summary>
    public string? WeightColumn { get; init; }

    public TimeFormat Time { get; init; } = TimeFormat.Auto;

    /// <summary>When favourites were where no column tells: the time that the run takes for now.</summary>
    public DateTimeOffset TimeWithoutColumn { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>What the ids of users must be; null: what they are.</summary>
    public IdKind? Users { get; init; }

    /// <summary>What the ids of authors must be; null: what they are.</summary>
    public IdKind? Authors { get; init; }

    /// <summary>The first bad row is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Memory DuckDB may take, in bytes.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>Bad rows that are kept to be shown; all are counted.</summary>
    public int MaxBadRowsKept { get; init; } = 5;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">There is no input, or a limit is below its least value.</exception>
    public FavouriteSourceOptions Validated()
    {
        if (Inputs.Count == 0) throw new ArgumentException("Name at least one file, glob or SELECT of favourites to read.", nameof(Inputs));
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryLimitBytes, 1L << 24);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBadRowsKept, 1);
        return this;
    }
}
