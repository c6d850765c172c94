using System.Diagnostics;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Tells how far a file is read, at most ten times a second. Callers hold a lock.</summary>
sealed class ByteProgress(TextBlocks text, Execution execution)
{
    static readonly long s_interval = Stopwatch.Frequency / 10;

    long _nextReport = Stopwatch.GetTimestamp() + s_interval;

    internal void Report()
    {
        var now = Stopwatch.GetTimestamp();
        if (execution.Progress is null || now < _nextReport) return;
        _nextReport = now + s_interval;
        execution.Progress.Report(new(text.ReadBytes, text.SizeBytes, "bytes"));
    }
}
