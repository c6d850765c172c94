using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>Who cares about each cluster, how much, and what are its members like?</summary>
public static class ClusterDetailsBuilder
{
    const int BlockSize = 8;

    /// <param name="interests">U as stored: the counts and distributions are of what truncation left.</param>
    /// <param name="knownFor">V, with the same clusters.</param>
    /// <param name="producers">The rows of V.</param>
    /// <param name="users">Who is marked, languages and countries; null where nothing is known.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">The inputs count clusters or producers differently, or producers and users have ids of different kinds.</exception>
    /// <remarks>
    /// A member who is not among the users is one of whom nothing is known: not marked, and with the empty word. The published job leaves such members out of its
    /// fractions. It also has inferred languages, for which there is no input here. Time: a transpose and a sort of each of the three scores. Memory beyond the result:
    /// 8 bytes an entry of U and 16 a cluster, 12 a member.
    /// </remarks>
    public static ClusterDetails Build(InterestedIn interests, KnownFor knownFor, NodeIndex producers, Users? users = null, Execution? execution = null)
    {
        execution ??= Execution.Default;
        if (interests.ClusterCount != knownFor.ClusterCount)
            throw new ArgumentException($"The interests have {interests.ClusterCount:N0} clusters and the communities {knownFor.ClusterCount:N0}.", nameof(knownFor));
        if (producers.Count != knownFor.ProducerCount)
            throw new ArgumentException($"There are ids of {producers.Count:N0} producers, and communities of {knownFor.ProducerCount:N0}.", nameof(producers));

        var members = ClusterMembers.Of(knownFor);
        var consumerCounts = new int[interests.ClusterCount];
        for (long entry = 0; entry < interests.Entries.EntryCount; entry++) consumerCounts[interests.Entries.Keys[entry]]++;
        int[] clusterRows = [.. Enumerable.Range(0, interests.ClusterCount).Where(cluster => consumerCounts[cluster] > 0 && members[cluster].Length > 0)];

        var follow = Distributions(interests, InterestScore.Follow, clusterRows, null, execution);
        var fav = Distributions(interests, InterestScore.Fav, clusterRows, null, execution);
        var logFav = Distributions(interests, InterestScore.LogFav, clusterRows, fav, execution);
        var userRows = users is null ? [] : RowMap.Of(producers, users.Ids);
        return new()
        {
            ClusterRows = clusterRows,
            MemberCounts = [.. clusterRows.Select(cluster => members[cluster].Length)],
            ConsumerCounts = [.. clusterRows.Select(cluster => consumerCounts[cluster])],
            FollowScores = follow,
            FavScores = fav,
            LogFavScores = logFav,
            SensitiveShares = MemberShares.OfMarked(members, clusterRows, userRows, users?.IsSensitive),
            Languages = MemberShares.OfWords(members, clusterRows, userRows, users?.Languages),
            Countries = MemberShares.OfWords(members, clusterRows, userRows, users?.Countries),
        };
    }

    // The transpose is ours, so that each column of it is sorted where it lies: zeros come first, and what is behind them is wanted.
    static InterestDistribution[] Distributions(
        InterestedIn interests, InterestScore score, int[] clusterRows, InterestDistribution[]? counted, Execution execution)
    {
        if (interests.Scores(score) is null) return [];
        using var columns = Transpose.Of(interests.Of(score), execution);
        var distributions = new InterestDistribution[clusterRows.Length];
        ParallelRows.Run(clusterRows.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var scores = columns.Values!.Slice(columns.Offsets[clusterRows[row]], columns.RowLength(clusterRows[row]));
                scores.Sort();
                var positive = scores[(scores.LastIndexOf(0) + 1)..];
                distributions[row] = InterestDistribution.Of(positive, counted?[row].Count ?? positive.Length);
            }
        });
        return distributions;
    }
}
