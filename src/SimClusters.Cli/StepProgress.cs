using System.Diagnostics;
using SimClusters.Numerics;

namespace SimClusters.Cli;

/// <summary>How far the running step is: one line that is drawn over on a terminal, a line every ten seconds elsewhere; nothing in the first two.</summary>
/// <remarks>Told from any thread; drawn by whichever is there first.</remarks>
sealed class StepProgress(TextWriter writer, bool isTerminal) : IProgress<StageProgress>
{
    const double FirstSeconds = 2, TerminalSeconds = 0.25, LogSeconds = 10;

    // A stage that is seen for the first time began some moments before: nothing tells its rate yet.
    const double LeastSecondsOfARate = 0.1;

    readonly Lock _gate = new();
    string _step = "";
    long _stepStart;
    long _stageStart;
    double _nextSeconds;
    StageProgress _last;
    int _drawnLength;

    internal void Begin(string step)
    {
        lock (_gate)
        {
            _step = step;
            _stepStart = _stageStart = Stopwatch.GetTimestamp();
            _nextSeconds = isTerminal ? FirstSeconds : LogSeconds;
            _last = default;
        }
    }

    public void Report(StageProgress value)
    {
        // A step may be several stages, each with its own count.
        if (!_gate.TryEnter()) return;
        try
        {
            if (value.Unit != _last.Unit || value.Total != _last.Total || value.Done < _last.Done) _stageStart = Stopwatch.GetTimestamp();
            _last = value;
            var seconds = Stopwatch.GetElapsedTime(_stepStart).TotalSeconds;
            if (seconds < _nextSeconds) return;
            _nextSeconds = seconds + (isTerminal ? TerminalSeconds : LogSeconds);
            Draw($"{_step}: {InWords(value, Stopwatch.GetElapsedTime(_stageStart).TotalSeconds)}");
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Takes the line away, so that another can stand there.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            if (_drawnLength > 0) writer.Write($"\r{new string(' ', _drawnLength)}\r");
            _drawnLength = 0;
        }
    }

    /// <summary>Done and total, rate, and the time left where both tell it.</summary>
    internal static string InWords(StageProgress progress, double seconds)
    {
        var share = progress.Total > 0 ? $"{100.0 * progress.Done / progress.Total:F0} % of {Quantity.Short(progress.Total)} {progress.Unit}" : $"{Quantity.Short(progress.Done)} {progress.Unit}";
        if (seconds < LeastSecondsOfARate || progress.Done == 0) return share;
        var rate = progress.Done / seconds;
        var left = progress.Total > progress.Done ? $", {Quantity.Seconds((progress.Total - progress.Done) / rate)} left" : "";
        return $"{share}, {Quantity.Short(rate)}/s{left}";
    }

    void Draw(string line)
    {
        if (isTerminal)
        {
            writer.Write($"\r  {line.PadRight(Math.Max(0, _drawnLength - 2))}");
            _drawnLength = line.Length + 2;
        }
        else
        {
            writer.WriteLine($"  {line}");
        }
    }
}
