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
        host.Say(EpochWords.Line(report, seconds));
    }

    static string NameOf(PipelineStage stage) => stage.ToString().ToLowerInvariant();
}
