using SimClusters.Engagements;
using SimClusters.Interests;

namespace SimClusters.Tests.Interests;

public class InterestProofsBuilderTests
{
    // offline.md §7.3: consumer 5 and cluster 1, followed {12}, faved {11}.
    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedSets()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var proofs = InterestProofsBuilder.Build(graph, RicherToy.KnownFor(), interests);
        Assert.Equal([(11, false, true), (12, true, false)], Of(interests, proofs, consumer: 4, cluster: 0).Select(proof => (proof.Producer + 11, proof.IsFollowed, proof.IsFaved)));
        Assert.Equal([(11, true, true), (12, true, false)], Of(interests, proofs, consumer: 1, cluster: 0).Select(proof => (proof.Producer + 11, proof.IsFollowed, proof.IsFaved)));
    }

    [Fact]
    public void Build_AnyGraph_CountsWhatTheInterestsCount() =>
        Gen.Select(RandomGraphs.FollowRows, RandomGraphs.FavouriteRows, RandomGraphs.KnownFor, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 4]).Sample((rows, likes, knownFor, proof, top, threads) =>
        {
            using var follows = RandomGraphs.Graph(rows);
            using var graph = EngagementGraphBuilder.Build(follows, RandomGraphs.Favourites(likes, rows.Length), new());
            using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = proof, MaxClustersPerConsumer = top });
            using var proofs = InterestProofsBuilder.Build(graph, knownFor, interests, new(threads));
            for (var consumer = 0; consumer < rows.Length; consumer++)
            {
                foreach (var cluster in interests.Entries.RowKeys(consumer).ToArray())
                {
                    var expected = Enumerable.Range(0, RandomGraphs.ProducerCount).Where(p => knownFor.Clusters[p] == cluster && knownFor.Scores[p] > 0 && (graph.Follows[consumer, p] > 0 || graph.Favourites!.Weights[consumer, p] > 0));
                    Assert.Equal(expected.Select(p => (p, graph.Follows[consumer, p] > 0, graph.Favourites!.Weights[consumer, p] > 0)), Of(interests, proofs, consumer, cluster));
                }
            }
        });

    static (int Producer, bool IsFollowed, bool IsFaved)[] Of(InterestedIn interests, InterestProofs proofs, int consumer, int cluster)
    {
        var entry = interests.Entries.Offsets[consumer] + interests.Entries.RowKeys(consumer).BinarySearch(cluster);
        return [.. Enumerable.Range(0, (int)(proofs.Offsets[entry + 1] - proofs.Offsets[entry])).Select(i => proofs.Offsets[entry] + i).Select(at => (proofs.Producers[at], proofs.IsFollowed(at), proofs.IsFaved(at)))];
    }
}
