namespace SimClusters.Communities;

/// <summary>What one epoch did. Time is the host's to measure, as it is told when an epoch ends.</summary>
/// <remarks>The last epochs of <see cref="EpochPhase.Settle"/> may have been undone: the run returns to its first settled state when sampling from there led to none better.</remarks>
/// <param name="Epoch">From 1, counted through all phases.</param>
/// <param name="Phase">What kind of epoch it was.</param>
/// <param name="AcceptRate">Vertices that moved, over vertices with an edge.</param>
/// <param name="MovedCount">Vertices that moved.</param>
/// <param name="EmptyCount">Communities without a member at the end of the epoch, before any are revived.</param>
/// <param name="UnassignedCount">Vertices that have an edge and no community.</param>
/// <param name="Objective">Σ wtCoeff·W + a·(tp − P) in the unit of the weights; null when not asked for.</param>
public sealed record EpochReport(
    int Epoch, EpochPhase Phase, double AcceptRate, long MovedCount, int EmptyCount, int UnassignedCount, double? Objective);

/// <summary>The phases of a run, in order.</summary>
public enum EpochPhase : byte
{
    /// <summary>Metropolis–Hastings at the coefficient asked for.</summary>
    Sample,

    /// <summary>Greedy moves at the same coefficient.</summary>
    Finish,

    /// <summary>The last step: every vertex gets a community, at a coefficient that follows the graph.</summary>
    Settle,
}
