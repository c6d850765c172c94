namespace SimClusters.Communities;

/// <summary>What one epoch did. Time is the host's to measure, as it is told when an epoch ends.</summary>
/// <param name="Epoch">From 1; greedy epochs go on counting.</param>
/// <param name="IsFinish">Whether it belongs to the greedy finish.</param>
/// <param name="AcceptRate">Vertices that moved, over vertices with an edge.</param>
/// <param name="MovedCount">Vertices that moved.</param>
/// <param name="EmptyCount">Communities without a member at the end of the epoch, before any are revived.</param>
/// <param name="UnassignedCount">Vertices that have an edge and no community.</param>
/// <param name="Objective">Σ wtCoeff·W + a·(tp − P) in the unit of the weights; null when not asked for.</param>
public sealed record EpochReport(
    int Epoch, bool IsFinish, double AcceptRate, long MovedCount, int EmptyCount, int UnassignedCount, double? Objective);
