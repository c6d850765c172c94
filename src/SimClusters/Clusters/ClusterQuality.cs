using System.Runtime.InteropServices;

namespace SimClusters.Clusters;

/// <summary>How well one cluster explains the similarity graph: what of its members' edges stays inside, and how dense it is.</summary>
/// <remarks>
/// Every undirected edge inside is met from both ends, and counts twice. All zeros for a cluster without a node of the graph. Source: ClusterQuality of
/// T/clustering.thrift, by ClusterEvaluation.scala; offline.md §10.1.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClusterQuality
{
    /// <summary>Members that are nodes of the graph.</summary>
    public int Size { get; init; }

    /// <summary>Edges from members to members.</summary>
    public long EdgesInside { get; init; }

    /// <summary>The weight of those.</summary>
    public double WeightInside { get; init; }

    /// <summary>Edges of members, wherever they go.</summary>
    public long UnweightedRecallDenominator { get; init; }

    /// <summary>The weight of those.</summary>
    public double WeightedRecallDenominator { get; init; }

    /// <summary>How many times denser the cluster is, by weight, than the whole graph: <see cref="RelativePrecisionNumerator"/> over the same of all nodes.</summary>
    public double RelativePrecision { get; init; }

    /// <summary>
    /// Pearson's correlation over the edges inside of the weight and the product of the two affiliations: the published weightAndProductOfNodeScoresCorrelation, which
    /// samples at most 5,000 edges by a hash. Here of all of them.
    /// </summary>
    public double Correlation { get; init; }

    /// <summary>The share of the members' edges that stays inside, from 0 to 1.</summary>
    public double UnweightedRecall => Ratio(EdgesInside, UnweightedRecallDenominator);

    /// <summary>The share of their weight that does.</summary>
    public double WeightedRecall => Ratio(WeightInside, WeightedRecallDenominator);

    /// <summary>Mean weight of an ordered pair of members, one without an edge weighing 0; 0 for a cluster of one.</summary>
    public double RelativePrecisionNumerator => PairWeight(WeightInside, Size);

    internal static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    internal static double PairWeight(double weight, int nodeCount) => nodeCount > 1 ? weight / (nodeCount * (nodeCount - 1.0)) : 0;
}
