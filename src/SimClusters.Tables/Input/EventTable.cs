using SimClusters.Events;

namespace SimClusters.Tables.Input;

/// <summary>Engagements as they were read, and what became of each row.</summary>
public sealed class EventTable : IDisposable
{
    /// <summary>The events that were asked for. A builder that reads them frees them.</summary>
    public required EventColumns Events { get; init; }

    public IReadOnlyList<InputFile> Files { get; init; } = [];

    /// <summary>Rows read: those kept, and all that the counts below count.</summary>
    public long RowCount => Files.Sum(file => file.RowCount);

    public long BadRowCount { get; init; }

    /// <summary>The first few bad rows.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>Rows of a kind that is not known, whatever else they hold, by its name, most frequent first.</summary>
    public IReadOnlyList<(string Kind, long Count)> UnknownKinds { get; init; } = [];

    /// <summary>Good rows of known kinds that nobody asked for, most frequent first.</summary>
    public IReadOnlyList<(EventKind Kind, long Count)> UnwantedKinds { get; init; } = [];

    /// <summary>Events kept, by kind, most frequent first.</summary>
    public IReadOnlyList<(EventKind Kind, long Count)> KeptKinds { get; init; } = [];

    /// <summary>Wanted events before 1970.</summary>
    public long BeforeEpochCount { get; init; }

    /// <summary>Wanted events after <see cref="Now"/>.</summary>
    public long AfterNowCount { get; init; }

    /// <summary>Wanted events older than the window.</summary>
    public long OutOfWindowCount { get; init; }

    /// <summary>The newest time that was kept, as given or as found; null where no row has a time.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How the columns were understood, in one sentence for a person to check.</summary>
    public string InWords { get; init; } = "";

    public void Dispose() => Events.Dispose();
}
