using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Tests.Oracles;

/// <summary>S by its definition: every pair of follower sets intersected, both ends' choices united.</summary>
static class SimilarityOracle
{
    internal static (SortedDictionary<(int, int), float> Edges, long Above) Build(FollowGraph follows, ProducerSelection? selection, SimilarityOptions options)
    {
        int[][] followers = [.. Enumerable.Range(0, follows.ProducerCount).Select(row => follows.Followers.RowKeys(row).ToArray())];
        var above = (
            from i in Enumerable.Range(0, followers.Length)
            from j in Enumerable.Range(0, i)
            where selection is null || (selection.IsSelected[i] && selection.IsSelected[j])
            let cosine = followers[i].Intersect(followers[j]).Count() / MathF.Sqrt((long)followers[i].Length * followers[j].Length)
            where cosine - options.MinCosine > 1e-5
            select (i, j, cosine)).ToArray();
        var both = above.Concat(above.Select(edge => (i: edge.j, j: edge.i, edge.cosine)));
        var chosen = both.GroupBy(edge => edge.i).SelectMany(row => row.OrderByDescending(edge => edge.cosine).ThenBy(edge => edge.j).Take(options.MaxNeighbors));
        var edges = new SortedDictionary<(int, int), float>();
        foreach (var (i, j, cosine) in chosen) edges[(i, j)] = edges[(j, i)] = cosine;
        return (edges, above.Length);
    }
}
