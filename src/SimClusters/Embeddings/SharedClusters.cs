namespace SimClusters.Embeddings;

/// <summary>One cluster that two vectors have in common.</summary>
/// <param name="First">The one vector's score in it.</param>
/// <param name="Second">The other's.</param>
/// <param name="Share">Its part of the dot product, in (0, 1]; the shares of all clusters add up to 1.</param>
public readonly record struct SharedCluster(ClusterId Cluster, float First, float Second, double Share);

/// <summary>Why two vectors are alike: their cosine, and the clusters that make it, the largest share first, ties to the lower cluster.</summary>
/// <param name="Cosine">In [0, 1]; 0 where they have no cluster in common.</param>
/// <param name="Clusters">Empty where the cosine is 0.</param>
public sealed record SharedClusters(double Cosine, IReadOnlyList<SharedCluster> Clusters)
{
    /// <param name="first">A sparse vector: distinct clusters, scores ≥ 0.</param>
    /// <param name="second">Another.</param>
    public static SharedClusters Of(IReadOnlyCollection<(ClusterId Cluster, float Score)> first, IReadOnlyCollection<(ClusterId Cluster, float Score)> second)
    {
        var scores = second.ToDictionary(entry => entry.Cluster, entry => entry.Score);
        var parts = first.Where(entry => scores.ContainsKey(entry.Cluster))
            .Select(entry => (entry.Cluster, First: entry.Score, Second: scores[entry.Cluster], Product: (double)entry.Score * scores[entry.Cluster]))
            .Where(part => part.Product > 0).OrderByDescending(part => part.Product).ThenBy(part => part.Cluster.Value).ToArray();
        var dot = parts.Sum(part => part.Product);
        var norms = Norm(first) * Norm(second);
        return new(norms > 0 ? Math.Min(1, dot / norms) : 0, [.. parts.Select(part => new SharedCluster(part.Cluster, part.First, part.Second, part.Product / dot))]);
    }

    static double Norm(IReadOnlyCollection<(ClusterId Cluster, float Score)> vector) => Math.Sqrt(vector.Sum(entry => (double)entry.Score * entry.Score));
}
