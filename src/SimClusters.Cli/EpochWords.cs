using SimClusters.Communities;

namespace SimClusters.Cli;

/// <summary>What kind of epoch it was, in one word.</summary>
static class EpochWords
{
    internal static string Phase(EpochReport report) => report.Phase switch { EpochPhase.Sample => "epoch", EpochPhase.Finish => "finish", _ => "settle" };
}
