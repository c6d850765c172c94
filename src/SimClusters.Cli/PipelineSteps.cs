using SimClusters.Communities;
using SimClusters.Numerics;
using SimClusters.Pipeline;

namespace SimClusters.Cli;

/// <summary>A pipeline's stages as steps of the run: timed, with progress, and one line an epoch.</summary>
sealed class PipelineSteps(Host host, bool tellsEpochs = true) : IPipelineObserver
{
    long _epochStart;

    public Execution Begin(PipelineStage stage)
    {
        _epochStart = System.Diagnostics.Stopwatch.GetTimestamp();
        return host.Report.Begin(NameOf(stage));
    }

    public void End(PipelineStage stage, string summary) => host.Report.End(summary);

    public void Epoch(EpochReport report)
    {
        if (!tellsEpochs) return;
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(_epochStart).TotalSeconds;
        _epochStart = System.Diagnostics.Stopwatch.GetTimestamp();
        var objective = report.Objective is { } value ? $"objective {value:0.####e0}, " : "";
        host.Say($"  {EpochWords.Phase(report),6} {report.Epoch,3}: {objective}accept {report.AcceptRate:P1}, moved {report.MovedCount:N0}, empty {report.EmptyCount:N0}, without {report.UnassignedCount:N0} ({Quantity.Seconds(seconds)})");
    }

    static string NameOf(PipelineStage stage) => stage.ToString().ToLowerInvariant();
}
