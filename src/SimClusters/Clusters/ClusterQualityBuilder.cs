using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>What <see cref="ClusterQualityBuilder"/> finds.</summary>
/// <param name="Clusters">By cluster row, 56 bytes each; zeros for those without a node of the graph.</param>
/// <param name="Overall">All of them together.</param>
public sealed record ClusterQualityResult(ClusterQuality[] Clusters, OverallQuality Overall);

/// <summary>Which clusters are good ones? Measures each on the graph it was made from.</summary>
public static class ClusterQualityBuilder
{
    const int BlockSize = 16;

    /// <param name="graph">
    /// Producers × producers: symmetric, with both directions of an edge stored, the diagonal empty, weights ≥ 0 or none, which is 1. Symmetry is not checked.
    /// </param>
    /// <param name="knownFor">V, with the affiliations that the correlation takes.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">The graph is not square, or the two count producers differently.</exception>
    /// <remarks>
    /// A node is a row with an edge, and a cluster's size is the number of its members that are nodes: producers outside of the selection have empty rows, and must not
    /// thin the graph out. The published job cuts the graph to the 20 or 40 nearest of each node and does not make it symmetric again, which its formulas need; here
    /// nothing is cut. Time: two visits of every edge. Memory beyond the result: 20 bytes a producer.
    /// </remarks>
    public static ClusterQualityResult Build(SparseMatrix graph, KnownFor knownFor, Execution? execution = null)
    {
        execution ??= Execution.Default;
        if (graph.RowCount != graph.ColumnCount || graph.RowCount != knownFor.ProducerCount)
            throw new ArgumentException(
                $"A graph of {graph.RowCount:N0} × {graph.ColumnCount:N0} does not fit {knownFor.ProducerCount:N0} producers: build both from one graph.", nameof(knownFor));

        var members = ClusterMembers.Of(knownFor);
        var weights = RowWeights(graph, execution);
        var nodeCount = Enumerable.Range(0, graph.RowCount).Count(row => graph.RowLength(row) > 0);
        var weight = weights.Sum();
        var pairWeight = ClusterQuality.PairWeight(weight, nodeCount);
        var clusters = new ClusterQuality[knownFor.ClusterCount];
        ParallelRows.Run(clusters.Length, BlockSize, execution, (_, first, end) =>
        {
            for (var cluster = first; cluster < end; cluster++) clusters[cluster] = Measure(graph, knownFor, members[cluster], weights, pairWeight);
        });
        return new(clusters, OverallQuality.Of(clusters, nodeCount, graph.EntryCount, weight));
    }

    // By row, what its edges weigh: nodes without a cluster are in the denominators, too.
    static double[] RowWeights(SparseMatrix graph, Execution execution)
    {
        var weights = new double[graph.RowCount];
        ParallelRows.Run(graph.RowCount, 4_096, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                double sum = graph.IsWeighted ? 0 : graph.RowLength(row);
                foreach (var weight in graph.RowValues(row)) sum += weight;
                weights[row] = sum;
            }
        });
        return weights;
    }

    static ClusterQuality Measure(SparseMatrix graph, KnownFor knownFor, ReadOnlySpan<int> members, double[] rowWeights, double pairWeight)
    {
        var correlation = default(PearsonSums);
        var size = 0;
        long edges = 0, edgesInside = 0;
        double weight = 0, weightInside = 0;
        foreach (var row in members)
        {
            var neighbors = graph.RowKeys(row);
            if (neighbors.IsEmpty) continue;
            size++;
            edges += neighbors.Length;
            weight += rowWeights[row];
            var values = graph.RowValues(row);
            for (var i = 0; i < neighbors.Length; i++)
            {
                if (knownFor.Clusters[neighbors[i]] != knownFor.Clusters[row]) continue;
                double value = values.IsEmpty ? 1 : values[i];
                edgesInside++;
                weightInside += value;
                correlation.Add(value, (double)knownFor.Scores[row] * knownFor.Scores[neighbors[i]]);
            }
        }

        return new()
        {
            Size = size,
            EdgesInside = edgesInside,
            WeightInside = weightInside,
            UnweightedRecallDenominator = edges,
            WeightedRecallDenominator = weight,
            RelativePrecision = ClusterQuality.Ratio(ClusterQuality.PairWeight(weightInside, size), pairWeight),
            Correlation = correlation.Correlation,
        };
    }
}
