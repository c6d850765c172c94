namespace SimClusters.Numerics;

/// <summary>How a stage may run: on how many threads, until when, and to whom it tells how far it is.</summary>
/// <remarks>Never part of the result: a stage gives the same bytes under every execution.</remarks>
public sealed class Execution
{
    /// <param name="threadCount">Threads, ≥ 1; by default one a processor.</param>
    /// <param name="cancellation">Checked between blocks of rows; cancelling leaves nothing behind.</param>
    /// <param name="progress">Told at most some ten times a second, from any thread.</param>
    public Execution(int? threadCount = null, CancellationToken cancellation = default, IProgress<StageProgress>? progress = null)
    {
        ThreadCount = threadCount ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(ThreadCount, 1, nameof(threadCount));
        Cancellation = cancellation;
        Progress = progress;
    }

    public static Execution Default { get; } = new();

    public int ThreadCount { get; }

    public CancellationToken Cancellation { get; }

    public IProgress<StageProgress>? Progress { get; }

    /// <summary>The same threads and cancellation, and nobody to tell: for passes within a stage, which would count from 0 again.</summary>
    public Execution WithoutProgress() => Progress is null ? this : new(ThreadCount, Cancellation);
}

/// <summary>How far a stage is.</summary>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all; 0 when not known.</param>
/// <param name="Unit">What is counted: rows, bytes, vertices.</param>
public readonly record struct StageProgress(long Done, long Total, string Unit);
