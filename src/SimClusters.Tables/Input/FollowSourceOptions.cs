using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Where follows are read from, and how.</summary>
public sealed record FollowSourceOptions
{
    /// <summary>Paths, globs, directories or one-line <c>SELECT</c>s; their rows are put together.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The column of who follows; null: found by name, else the first.</summary>
    public string? ConsumerColumn { get; init; }

    /// <summary>The column of who is followed; null: found by name, else the second.</summary>
    public string? ProducerColumn { get; init; }

    /// <summary>Turns every row round: the second follows the first.</summary>
    public bool Reverse { get; init; }

    /// <summary>The first bad row is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a third column of a text edge list is a weight that the edges need.</summary>
    public bool Weighted { get; init; }

    /// <summary>Reads ids of text files as this; null: as the first row has them.</summary>
    public IdKind? Ids { get; init; }

    /// <summary>Memory DuckDB may take, in bytes.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of text one thread parses at a time. The result is the same for any.</summary>
    public int BlockBytes { get; init; } = 1 << 20;

    /// <summary>Bad rows that are kept to be shown; all are counted.</summary>
    public int MaxBadRowsKept { get; init; } = 5;

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentException">There is no input, or a limit is below its least value.</exception>
    public FollowSourceOptions Validated()
    {
        if (Inputs.Count == 0) throw new ArgumentException("Name at least one file, glob or SELECT to read.", nameof(Inputs));
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryLimitBytes, 1L << 24);
        ArgumentOutOfRangeException.ThrowIfLessThan(BlockBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBadRowsKept, 1);
        return this;
    }
}
