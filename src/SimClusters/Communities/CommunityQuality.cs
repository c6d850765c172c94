using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>How well communities explain a graph: which edges they predict, whom they cover, how large they are. Needs no ground truth.</summary>
/// <remarks>
/// Two vertices of one community are predicted adjacent. Exact, not sampled as in the published program above 5,000 edges. One pass over the edges, and for the weighted
/// precision one over pairs of distinct degrees within a community. Spec: community detection §8.
/// </remarks>
public sealed record CommunityQuality
{
    /// <summary>Communities with a member.</summary>
    public int NonEmptyCount { get; init; }

    /// <summary>Sizes of the communities with a member: smallest, middle (the upper of two), mean, largest; 0 where there is none.</summary>
    public int MinSize { get; init; }

    public int MedianSize { get; init; }

    public double MeanSize { get; init; }

    public int MaxSize { get; init; }

    /// <summary>Vertices with an edge.</summary>
    public int ConnectedCount { get; init; }

    /// <summary>Vertices that have an edge and no community.</summary>
    public int UnassignedCount { get; init; }

    /// <summary>Vertices with an edge in communities of two or more, over vertices with an edge.</summary>
    public double Coverage { get; init; }

    /// <summary>Edges inside communities over vertex pairs inside communities.</summary>
    public double Precision { get; init; }

    /// <summary>Edges inside communities over all edges.</summary>
    public double Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => HarmonicMean(Precision, Recall);

    /// <summary>
    /// Weight of the edges inside over that weight plus, for each pair inside that is no edge, the mean edge weight of its two ends. As the
    /// published program has it for large graphs; for small ones it takes the mean for edges too, and can exceed 1.
    /// </summary>
    public double WeightedPrecision { get; init; }

    /// <summary>Weight of the edges inside over all weight.</summary>
    public double WeightedRecall { get; init; }

    public double WeightedF1 => HarmonicMean(WeightedPrecision, WeightedRecall);

    /// <summary>Σ wtCoeff·W + a·(tp − P), in the unit of the weights.</summary>
    public double Objective { get; init; }

    /// <summary>Quality of any labels on any graph.</summary>
    /// <param name="graph">Symmetric, the diagonal empty, weights positive.</param>
    /// <param name="labels">By vertex: 0 to clusterCount − 1, or <see cref="KnownFor.None"/>.</param>
    /// <param name="clusterCount">Communities, empty ones included.</param>
    /// <param name="options">Edge weights and the coefficient of the objective.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The labels do not fit the graph.</exception>
    public static CommunityQuality Measure(
        SparseMatrix graph, int[] labels, int clusterCount, CommunityOptions options, Execution? execution = null)
    {
        execution ??= Execution.Default;
        using var weighted = new CommunityGraph(graph, options.EdgeWeights, execution);
        return Measure(weighted, CommunityStart.FromLabels(weighted, clusterCount, labels), options.WeightCoefficient, execution);
    }

    internal static CommunityQuality Measure(
        CommunityGraph graph, CommunityAssignment assignment, double weightCoefficient, Execution execution)
    {
        var sums = CommunityObjective.Of(graph, assignment, weightCoefficient, execution);
        var sizes = assignment.Sizes.Where(size => size > 0).Order().ToArray();
        var predictedPairs = sizes.Sum(size => size * (size - 1.0));
        var predictedWeight = PredictedWeight.OfPairs(graph, assignment) - PredictedWeight.OfEdges(graph, assignment, execution) + sums.InsideWeight;
        int covered = 0, unassigned = 0;
        for (var vertex = 0; vertex < graph.VertexCount; vertex++)
        {
            if (graph.Matrix.RowLength(vertex) == 0) continue;
            var label = assignment.Labels[vertex];
            if (label == KnownFor.None) unassigned++;
            else if (assignment.Sizes[label] > 1) covered++;
        }

        var entryCount = graph.Matrix.EntryCount;
        return new()
        {
            NonEmptyCount = sizes.Length,
            MinSize = sizes.FirstOrDefault(),
            MedianSize = sizes.Length == 0 ? 0 : sizes[sizes.Length / 2],
            MeanSize = sizes.Length == 0 ? 0 : sizes.Average(),
            MaxSize = sizes.LastOrDefault(),
            ConnectedCount = graph.ConnectedCount,
            UnassignedCount = unassigned,
            Coverage = Ratio(covered, graph.ConnectedCount),
            Precision = Ratio(sums.InsideEntries, predictedPairs),
            Recall = Ratio(sums.InsideEntries, entryCount),
            WeightedPrecision = Ratio(sums.InsideWeight, predictedWeight),
            WeightedRecall = Ratio(sums.InsideWeight, graph.MeanEdgeWeight * entryCount),
            Objective = sums.Value,
        };
    }

    static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    static double HarmonicMean(double left, double right) => left + right > 0 ? 2 * left * right / (left + right) : 0;
}
