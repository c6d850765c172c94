namespace SimClusters.Clusters;

/// <summary>How well all clusters together explain the similarity graph.</summary>
/// <remarks>
/// Nodes without a cluster are in every denominator: their edges count, and none of them is inside. The published job puts such nodes into pseudo-clusters of some ten
/// thousand and lets those into the distributions as well; here the distributions are of clusters with a node, and of nothing else. Source: OverallResults in
/// ClusterEvaluation.scala; offline.md §10.2.
/// </remarks>
public sealed record OverallQuality
{
    /// <summary>Edges inside clusters, each from both ends.</summary>
    public long EdgesInside { get; init; }

    /// <summary>All edges, each from both ends.</summary>
    public long EdgeCount { get; init; }

    public double WeightInside { get; init; }

    public double Weight { get; init; }

    /// <summary>The share of all edges that lies inside clusters.</summary>
    public double UnweightedRecall => ClusterQuality.Ratio(EdgesInside, EdgeCount);

    /// <summary>The share of all weight that does.</summary>
    public double WeightedRecall => ClusterQuality.Ratio(WeightInside, Weight);

    /// <summary>Mean of the clusters' correlations by size; a node without a cluster counts with 0.</summary>
    public double Correlation { get; init; }

    /// <summary>Mean of the clusters' relative precisions by size; a node without a cluster counts with 0.</summary>
    public double RelativePrecision { get; init; }

    /// <summary>Nodes of the graph: rows with an edge.</summary>
    public int NodeCount => AssignedCount + UnassignedCount;

    public int AssignedCount { get; init; }

    public int UnassignedCount { get; init; }

    /// <summary>Clusters of one node.</summary>
    public int SingletonCount { get; init; }

    public int NegativeCorrelationCount { get; init; }

    /// <summary>Clusters with less than 1e-5 of weight inside.</summary>
    public int ZeroRecallCount { get; init; }

    /// <summary>Clusters less dense than the whole graph, with a relative precision below 1; those of one node are among them.</summary>
    public int LowPrecisionCount { get; init; }

    public ScoreDistribution Sizes { get; init; }

    public ScoreDistribution UnweightedRecalls { get; init; }

    public ScoreDistribution WeightedRecalls { get; init; }

    public ScoreDistribution RelativePrecisions { get; init; }

    public ScoreDistribution Correlations { get; init; }

    /// <summary>The sums and means over clusters, in their order.</summary>
    /// <param name="clusters">By cluster row; those without a node are left out.</param>
    /// <param name="nodeCount">Nodes of the graph, with a cluster or without.</param>
    /// <param name="edgeCount">Their edges, each from both ends.</param>
    /// <param name="weight">The weight of those.</param>
    internal static OverallQuality Of(ClusterQuality[] clusters, int nodeCount, long edgeCount, double weight)
    {
        clusters = Array.FindAll(clusters, cluster => cluster.Size > 0);
        var assigned = clusters.Sum(cluster => cluster.Size);
        return new()
        {
            EdgesInside = clusters.Sum(cluster => cluster.EdgesInside),
            EdgeCount = edgeCount,
            WeightInside = clusters.Sum(cluster => cluster.WeightInside),
            Weight = weight,
            Correlation = ClusterQuality.Ratio(clusters.Sum(cluster => cluster.Size * cluster.Correlation), nodeCount),
            RelativePrecision = ClusterQuality.Ratio(clusters.Sum(cluster => cluster.Size * cluster.RelativePrecision), nodeCount),
            AssignedCount = assigned,
            UnassignedCount = nodeCount - assigned,
            SingletonCount = clusters.Count(cluster => cluster.Size == 1),
            NegativeCorrelationCount = clusters.Count(cluster => cluster.Correlation < 0),
            ZeroRecallCount = clusters.Count(cluster => cluster.WeightInside < 1e-5),
            LowPrecisionCount = clusters.Count(cluster => cluster.RelativePrecision < 1),
            Sizes = ScoreDistribution.Of(clusters.Select(cluster => (double)cluster.Size)),
            UnweightedRecalls = ScoreDistribution.Of(clusters.Select(cluster => cluster.UnweightedRecall)),
            WeightedRecalls = ScoreDistribution.Of(clusters.Select(cluster => cluster.WeightedRecall)),
            RelativePrecisions = ScoreDistribution.Of(clusters.Select(cluster => cluster.RelativePrecision)),
            Correlations = ScoreDistribution.Of(clusters.Select(cluster => cluster.Correlation)),
        };
    }
}
