using SimClusters.Events;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Where engagements are read from, how, and which of them anybody asks for.</summary>
public sealed record EventSourceOptions
{
    /// <summary>Paths, globs, directories or one-line <c>SELECT</c>s; their rows are put together.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The column of who; null: found by name, else the first.</summary>
    public string? UserColumn { get; init; }

    /// <summary>The column of the item; null: found by name, else the second.</summary>
    public string? ItemColumn { get; init; }

    /// <summary>The column of what was done; null: found by name, else the third.</summary>
    public string? KindColumn { get; init; }

    /// <summary>The column of when; null: found by name, else the fourth.</summary>
    public string? TimeColumn { get; init; }

    public TimeFormat Time { get; init; } = TimeFormat.Auto;

    /// <summary>A file that says which kind each of theirs is, see <see cref="EventKindMapping"/>; null: their names are known.</summary>
    public string? KindMapping { get; init; }

    /// <summary>What the ids of users must be; null: what they are.</summary>
    public IdKind? Users { get; init; }

    /// <summary>What the ids of items must be; null: what they are.</summary>
    public IdKind? Items { get; init; }

    /// <summary>The kinds that are kept; others are counted.</summary>
    public EventKinds Kinds { get; init; } = EventKindNames.AllKinds;

    /// <summary>How far back from <see cref="Now"/> events are kept, the first moment included; null keeps all. What is older is counted.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The newest time that is kept, included; null: that of the newest row of the log, whatever its kind.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The first bad row is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Memory DuckDB may take, in bytes.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>Bad rows that are kept to be shown; all are counted.</summary>
    public int MaxBadRowsKept { get; init; } = 5;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">There is no input, no kind is wanted, or a limit is below its least value.</exception>
    public EventSourceOptions Validated()
    {
        if (Inputs.Count == 0) throw new ArgumentException("Name at least one file, glob or SELECT of events to read.", nameof(Inputs));
        if (Kinds == EventKinds.None) throw new ArgumentException("Ask for at least one kind of event.", nameof(Kinds));
        if (Window < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(Window), Window, "A window is 0 or more.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryLimitBytes, 1L << 24);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBadRowsKept, 1);
        return this;
    }
}
