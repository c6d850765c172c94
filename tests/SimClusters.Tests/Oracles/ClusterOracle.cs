using SimClusters.Communities;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tests.Oracles;

/// <summary>What is said of clusters, by its formulas, with lists.</summary>
static class ClusterOracle
{
    /// <summary>The scores of a cluster's consumers, zeros among them.</summary>
    internal static double[] Column(InterestedIn interests, InterestScore score, int cluster) => interests.Scores(score) is null ? []
        : [.. Enumerable.Range(0, interests.ConsumerCount).Where(u => interests.Entries.RowKeys(u).Contains(cluster)).Select(u => (double)interests.Of(score)[u, cluster])];

    internal static double Quantile(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Round(sorted.Length * p, MidpointRounding.AwayFromZero))];
    }

    /// <summary>Σ over consumers of the products of the cluster-normalised scores.</summary>
    internal static double Cosine(InterestedIn interests, InterestScore score, int one, int other)
    {
        if (interests.Scores(score) is null) return 0;
        var scores = interests.Of(score);
        double Normalized(int consumer, int cluster) => scores[consumer, cluster] == 0 ? 0 : scores[consumer, cluster] / interests.Norms(score)[cluster];
        return Enumerable.Range(0, interests.ConsumerCount).Sum(u => Normalized(u, one) * Normalized(u, other));
    }

    /// <summary>The covariance over the deviations; 0 where one of them is no more than rounding.</summary>
    internal static double Pearson(IReadOnlyCollection<(double X, double Y)> pairs)
    {
        if (pairs.Count == 0) return 0;
        double meanX = pairs.Average(pair => pair.X), meanY = pairs.Average(pair => pair.Y);
        double Sum(Func<double, double, double> value) => pairs.Sum(pair => value(pair.X - meanX, pair.Y - meanY));
        var (spreadX, spreadY) = (Math.Sqrt(Sum((x, _) => x * x)), Math.Sqrt(Sum((_, y) => y * y)));
        return Math.Min(spreadX, spreadY) > 1e-9 ? Sum((x, y) => x * y) / (spreadX * spreadY) : 0;
    }

    /// <summary>Every edge from each end.</summary>
    internal static (int From, int To, double Weight)[] Edges(SparseMatrix graph) => [..
        from row in Enumerable.Range(0, graph.RowCount)
        from other in graph.RowKeys(row).ToArray()
        select (row, other, (double)graph[row, other])];

    internal static double VectorCosine(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        double Norm(IReadOnlyList<double> vector) => Math.Sqrt(vector.Sum(value => value * value));
        return Norm(one) * Norm(other) > 0 ? one.Zip(other, (x, y) => x * y).Sum() / (Norm(one) * Norm(other)) : 0;
    }

    /// <summary>Weighted shares of a term among the members that have any, inside a cluster and over all.</summary>
    internal static (double Inside, double All, int Support, int Count) Shares(KnownFor knownFor, string[][] terms, int cluster, string term)
    {
        var known = Enumerable.Range(0, knownFor.ProducerCount)
            .Where(row => knownFor.Clusters[row] != KnownFor.None && knownFor.Scores[row] > 0 && terms[row].Length > 0).ToArray();
        double Weight(IEnumerable<int> rows) => rows.Sum(row => (double)knownFor.Scores[row]);
        double Share(int[] rows) => Weight(rows.Where(row => terms[row].Contains(term))) / Weight(rows);
        var inside = known.Where(row => knownFor.Clusters[row] == cluster).ToArray();
        return (Share(inside), Share(known), inside.Count(row => terms[row].Contains(term)), inside.Length);
    }
}
