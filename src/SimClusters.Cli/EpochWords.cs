using SimClusters.Communities;

namespace SimClusters.Cli;

/// <summary>What an epoch was and did, in a line.</summary>
static class EpochWords
{
    internal static string Phase(EpochReport report) => report.Phase switch { EpochPhase.Sample => "epoch", EpochPhase.Finish => "finish", _ => "settle" };

    /// <summary>"   epoch   3: objective 127,630, accepted 0.40 %, moved 7, empty 25, without community 0 (0.01 s)".</summary>
    internal static string Line(EpochReport report, double seconds)
    {
        var objective = report.Objective is { } sum ? $"objective {Quantity.Figure(sum)}, " : "";
        return $"  {Phase(report),6} {report.Epoch,3}: {objective}accepted {report.AcceptRate:P2}, moved {report.MovedCount:N0}, empty {report.EmptyCount:N0}, without community {report.UnassignedCount:N0} ({Quantity.Seconds(seconds)})";
    }
}
