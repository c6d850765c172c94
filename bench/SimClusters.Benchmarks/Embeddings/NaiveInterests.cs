using SimClusters.Graphs;
using SimClusters.Interests;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>What people care about, as one holds it on a first afternoon: a dictionary by user.</summary>
sealed class NaiveInterests
{
    readonly Dictionary<long, (int Cluster, float Score)[]> _byUser = [];

    internal NaiveInterests(NodeIndex consumers, InterestedIn interests, InterestScore score)
    {
        var scores = interests.Of(score);
        for (var row = 0; row < scores.RowCount; row++)
            _byUser.Add(consumers.IntegerAt(row), [.. scores.RowKeys(row).ToArray().Zip(scores.RowValues(row).ToArray()).Where(entry => entry.Second > 0)]);
    }

    /// <summary>By cluster, Σ weight · score over some users; those who are not known add nothing.</summary>
    internal Dictionary<int, double> Sums(IEnumerable<(long User, double Weight)> users)
    {
        var sums = new Dictionary<int, double>();
        foreach (var (user, weight) in users)
            foreach (var (cluster, score) in _byUser.GetValueOrDefault(user, [])) sums[cluster] = sums.GetValueOrDefault(cluster) + weight * score;
        return sums;
    }
}
