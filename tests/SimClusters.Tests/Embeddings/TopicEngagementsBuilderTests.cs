using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Clusters;

namespace SimClusters.Tests.Embeddings;

public class TopicEngagementsBuilderTests
{
    const long Now = 1_700_000_000_000, Day = 86_400_000;
    static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(Now);

    // Topic 1 is of items 10 and 11, topic 2 of 11 and 12; user 9 is not in the toy. One half-life is 14 days.
    static EventColumns Favourites() => EventColumns.Of(
        (1, 10, EventKind.Favourite, Now), (9, 10, EventKind.Favourite, Now), (1, 11, EventKind.Favourite, Now - 14 * Day), (3, 11, EventKind.Favourite, Now),
        (4, 12, EventKind.Favourite, Now - 28 * Day));

    static ItemTopics Topics() => new(TestUsers.Ids(10, 11, 12, 13), TestUsers.Ids(1, 2, 3), SparseMatrix.FromRows(3, [[0], [0, 1], [1], [2]]));

    [Fact]
    public void Build_ByHand_AddsUpWhatFavouritesAreWorth()
    {
        using var topics = Topics();
        using var result = TopicEngagementsBuilder.Build(Favourites(), topics, TopicEngagementsBuilder.DefaultHalfLife, s_now);
        var engagements = result.Engagements;
        float[][] expected = [[1.5f, 1, 0, 1], [.5f, 1, .25f, 0], [0, 0, 0, 0]];
        for (var topic = 0; topic < 3; topic++)
            for (var user = 0; user < 4; user++) Assert.Equal(expected[topic][user], engagements.Weights[topic, user], 1e-6);
        Assert.Equal(6, engagements.Weights.EntryCount);
        Assert.Equal([1, 3, 4, 9], engagements.Users.Integers.ToArray());
        Assert.Equal([1, 2, 3], engagements.Nouns.Ids.Integers.ToArray());
    }

    [Fact]
    public void Build_WithoutDecay_CountsFavourites()
    {
        using var topics = Topics();
        using var result = TopicEngagementsBuilder.Build(Favourites(), topics, halfLife: null, s_now);
        Assert.Equal([2, 1, 1], result.Engagements.Weights.RowValues(0).ToArray());
        Assert.Equal([1, 1, 1], result.Engagements.Weights.RowValues(1).ToArray());
    }

    // R = cos(U_c, T_t) of the published README. U of the toy: u1 (.5, 0, 0), u2 (0, .6, 0), u3 (.5, .23, .3), u4 (0, .83, 0), whose columns have the norms √.5, √1.1018 and .3.
    // T1 = (1.5, 0, 1, 0) and user 9's 1, of norm √4.25; T2 = (.5, 0, 1, .25), of norm √1.3125.
    [Fact]
    public void Build_OnTheToyGraph_GivesTheCosinesOfThePublishedFormula()
    {
        using var follows = ToyGraph.Follows();
        using var graph = ToyGraph.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, ToyGraph.KnownFor(), new() { MinProducers = 1 });
        using var topics = Topics();
        using var result = TopicEngagementsBuilder.Build(Favourites(), topics, TopicEngagementsBuilder.DefaultHalfLife, s_now);
        using var embeddings = NounEmbeddingsBuilder.Build(
            NounVariant.Topic, result.Engagements, follows.Consumers, interests, NounEmbeddingsOptions.Of(NounVariant.Topic) with { Score = InterestScore.Follow });
        double[][] expected =
        [
            [1.25 / Math.Sqrt(4.25 * .5), .23 / Math.Sqrt(4.25 * 1.1018), 1 / Math.Sqrt(4.25)], [.75 / Math.Sqrt(1.3125 * .5), .4375 / Math.Sqrt(1.3125 * 1.1018), 1 / Math.Sqrt(1.3125)], [0, 0, 0],
        ];
        for (var topic = 0; topic < 3; topic++)
        {
            for (var cluster = 0; cluster < 3; cluster++)
            {
                Assert.Equal(expected[topic][cluster], embeddings.ByNoun[topic, cluster], 1e-6);
                Assert.Equal(expected[topic][cluster], embeddings.ByCluster[cluster, topic], 1e-6);
            }
        }
    }

    [Fact]
    public void Build_NoHalfLife_IsRefused()
    {
        using var topics = Topics();
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicEngagementsBuilder.Build(Favourites(), topics, TimeSpan.Zero, s_now));
    }

    [Fact]
    public void Build_WhatWasTakenBack_CountsNothing_AndIsReported()
    {
        using var topics = Topics();
        using var result = TopicEngagementsBuilder.Build(
            EventColumns.Of(
                (1, 10, EventKind.Favourite, Now - 1), (1, 10, EventKind.Unfavourite, Now), (1, 11, EventKind.Unfavourite, Now - Day), (1, 11, EventKind.Favourite, Now),
                (2, 12, EventKind.Favourite, Now), (2, 12, EventKind.Unfavourite, Now), (3, 10, EventKind.Retweet, Now), (4, 99, EventKind.Favourite, Now), (5, 12, EventKind.Favourite, Now + 1),
                (6, 12, EventKind.Favourite, Now - 141 * Day)),
            topics, TopicEngagementsBuilder.DefaultHalfLife, s_now);
        Assert.Equal([1, 6], result.Engagements.Users.Integers.ToArray());
        Assert.Equal([0], result.Engagements.Weights.RowKeys(0).ToArray());
        Assert.Equal([0, 1], result.Engagements.Weights.RowKeys(1).ToArray());
        Assert.Equal(new TopicEngagementsReport { EventCount = 10, WithoutTopicCount = 1, FavouriteCount = 2, UndoneCount = 2, OldFavouriteCount = 1 }, result.Report);
        Assert.Equal(s_now, result.Now);
    }

    [Fact]
    public void Build_OfIdsAtTheEndsOfTheRange_KeepsThem()
    {
        using var topics = new ItemTopics(TestUsers.Ids(long.MinValue, 0, long.MaxValue), TestUsers.Ids(-1, 1), SparseMatrix.FromRows(2, [[1], [0], [0, 1]]));
        using var result = TopicEngagementsBuilder.Build(
            EventColumns.Of((long.MaxValue, long.MinValue, EventKind.Favourite, 0), (long.MinValue, long.MaxValue, EventKind.Favourite, 0)), topics, halfLife: null);
        Assert.Equal([long.MinValue, long.MaxValue], result.Engagements.Users.Integers.ToArray());
        Assert.Equal([0], result.Engagements.Weights.RowKeys(0).ToArray());
        Assert.Equal([0, 1], result.Engagements.Weights.RowKeys(1).ToArray());
    }

    [Fact]
    public void Build_OfNothing_IsEmpty()
    {
        using var topics = Topics();
        foreach (var log in new[] { EventColumns.Of(), new EventColumns([]) })
        {
            using var result = TopicEngagementsBuilder.Build(log, topics, TopicEngagementsBuilder.DefaultHalfLife);
            Assert.Equal((3, 0, 0L), (result.Engagements.Weights.RowCount, result.Engagements.Users.Count, result.Engagements.Weights.EntryCount));
        }
    }

    [Fact]
    public void Build_ItemsOfAnotherKind_IsRefused()
    {
        using var topics = new ItemTopics(TestUsers.Texts(["x"]), TestUsers.Ids(1L), SparseMatrix.FromRows(1, [[0]]));
        Assert.Throws<ArgumentException>(() => TopicEngagementsBuilder.Build(Favourites(), topics, halfLife: null));
    }
}
