using System.Runtime.CompilerServices;
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
    /// fractions. It also has inferred languages, for which there is no input here. Time: a transpose, and a selection of the quantiles of each of the three scores. Memory beyond the
    /// result: 12 bytes an entry of U and 16 a cluster, 12 a member.
    /// </remarks>
    public static ClusterDetails Build(InterestedIn interests, KnownFor knownFor, NodeIndex producers, Users? users = null, Execution? execution = null)
    {
        execution ??= Execution.Default;
        if (interests.ClusterCount != knownFor.ClusterCount)
            throw new ArgumentException($"The interests have {interests.ClusterCount:N0} clusters and the communities {knownFor.ClusterCount:N0}.", nameof(knownFor));
        if (producers.Count != knownFor.ProducerCount)
            throw new ArgumentException($"There are ids of {producers.Count:N0} producers, and communities of {knownFor.ProducerCount:N0}.", nameof(producers));

        var members = ClusterMembers.Of(knownFor);
        NativeArray<float>[] lanes = [.. new[] { InterestScore.Follow, InterestScore.Fav, InterestScore.LogFav }.Select(interests.Scores).OfType<NativeArray<float>>()];
        var (offsets, scores) = Transpose.Columns(interests.Entries, lanes, execution);
        int ConsumersOf(int cluster) => (int)(offsets[cluster + 1L] - offsets[cluster]);
        int[] clusterRows = [.. Enumerable.Range(0, interests.ClusterCount).Where(cluster => ConsumersOf(cluster) > 0 && members[cluster].Length > 0)];
        int[] consumerCounts = [.. clusterRows.Select(ConsumersOf)];
        var (follow, fav, logFav) = Distributions(clusterRows, offsets, scores, execution);
        offsets.Dispose();
        foreach (var lane in scores) lane.Dispose();
        var userRows = users is null ? [] : RowMap.Of(producers, users.Ids);
        return new()
        {
            ClusterRows = clusterRows,
            MemberCounts = [.. clusterRows.Select(cluster => members[cluster].Length)],
            ConsumerCounts = consumerCounts,
            FollowScores = follow,
            FavScores = fav,
            LogFavScores = logFav,
            SensitiveShares = MemberShares.OfMarked(members, clusterRows, userRows, users?.IsSensitive),
            Languages = MemberShares.OfWords(members, clusterRows, userRows, users?.Languages),
            Countries = MemberShares.OfWords(members, clusterRows, userRows, users?.Countries),
        };
    }

    // The columns are ours: each is reordered where it lies.
    static (InterestDistribution[] Follow, InterestDistribution[] Fav, InterestDistribution[] LogFav) Distributions(
        int[] clusterRows, NativeArray<long> offsets, NativeArray<float>[] scores, Execution execution)
    {
        InterestDistribution[][] found = [.. scores.Select(_ => new InterestDistribution[clusterRows.Length])];
        ParallelRows.Run(clusterRows.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var (start, length) = (offsets[clusterRows[row]], (int)(offsets[clusterRows[row] + 1L] - offsets[clusterRows[row]]));
                for (var lane = 0; lane < scores.Length; lane++)
                {
                    var positive = Positive(scores[lane].Slice(start, length));

                    // The log-fav scores are counted as the fav scores are.
                    found[lane][row] = InterestDistribution.Of(positive, lane == 2 ? found[1][row].Count : positive.Length);
                }
            }
        });
        return scores.Length == 1 ? (found[0], [], []) : (found[0], found[1], found[2]);
    }

    // What is above 0, moved to the front in its order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static Span<float> Positive(Span<float> scores)
    {
        var count = 0;
        foreach (var score in scores)
        {
            scores[count] = score;
            count += score > 0 ? 1 : 0;
        }

        return scores[..count];
    }
}
