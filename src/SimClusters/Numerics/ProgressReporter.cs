using System.Diagnostics;

namespace SimClusters.Numerics;

/// <summary>Counts units from any thread and reports them at most some ten times a second.</summary>
sealed class ProgressReporter(IProgress<StageProgress>? progress, long total, string unit)
{
    static readonly long s_interval = Stopwatch.Frequency / 10;

    long _done;
    long _nextReport = Stopwatch.GetTimestamp() + s_interval;

    internal void Add(long count)
    {
        if (progress is null) return;
        var done = Interlocked.Add(ref _done, count);

        // Whoever moves the next report into the future makes this one.
        var now = Stopwatch.GetTimestamp();
        var due = Volatile.Read(ref _nextReport);
        if (done != total && now < due) return;
        if (Interlocked.CompareExchange(ref _nextReport, now + s_interval, due) == due)
            progress.Report(new(done, total, unit));
    }
}
