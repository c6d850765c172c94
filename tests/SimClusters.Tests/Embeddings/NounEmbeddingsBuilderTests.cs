using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Clusters;

namespace SimClusters.Tests.Embeddings;

public class NounEmbeddingsBuilderTests
{
    // entities_and_indexes.md §12.1: users 1 to 4, clusters 1 to 3, entities 10 and 20; user 9 has no interests.
    static InterestedIn Interests() => TestInterests.Of(
        3, [(0, 1, 3, 0), (1, 0, 1, 0)], [(0, 1, 4, 0), (1, 1, 0, 0)], [(1, 0, 2, 0), (2, 2, 5, 0)], [(2, 1, 12, 0)]);

    static NounEngagements Entities() => EntityEngagementsBuilder.Build(WeightedEdges((1, 10, 2), (2, 10, 1), (9, 10, 2), (3, 20, 3), (4, 20, 4)));

    static EdgeColumns WeightedEdges(params (long User, long Entity, float Weight)[] edges) => new(
    [
        new(IdBlock.FromIntegers([.. edges.Select(edge => edge.User)]), IdBlock.FromIntegers([.. edges.Select(edge => edge.Entity)]), NativeArray<float>.From([.. edges.Select(edge => edge.Weight)])),
    ]);

    [Fact]
    public void Build_OfEntities_GivesTheWorkedVectorsBothWays()
    {
        using var entities = Entities();
        using var consumers = TestUsers.Ids(1, 2, 3, 4);
        using var interests = Interests();
        using var fav = NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, NounEmbeddingsOptions.Of(NounVariant.Entity));
        AssertIs([[.6666666667, .2981423970, 0], [0, .5366563146, .9692307692]], fav);
        using var follow = NounEmbeddingsBuilder.Build(NounVariant.EntityFollow, entities, consumers, interests, NounEmbeddingsOptions.Of(NounVariant.EntityFollow));

        // The source keeps entity 20 in cluster 2's list with 0; here zeros are nowhere.
        AssertIs([[.7071067812, .3333333333, 0], [0, 0, .8944271910]], follow);
        Assert.Equal([0], follow.ByCluster.RowKeys(1).ToArray());
    }

    [Fact]
    public void Build_OneClusterANoun_TakesClustersListsFromTheWholeMatrix()
    {
        using var entities = Entities();
        using var consumers = TestUsers.Ids(1, 2, 3, 4);
        using var interests = Interests();
        var options = NounEmbeddingsOptions.Of(NounVariant.Entity) with { MaxClustersPerNoun = 1, MaxNounsPerCluster = 1 };
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, options);
        Assert.Equal([0], embeddings.ByNoun.RowKeys(0).ToArray());
        Assert.Equal([2], embeddings.ByNoun.RowKeys(1).ToArray());
        Assert.Equal([1], embeddings.ByCluster.RowKeys(1).ToArray());
        Assert.Equal(.5366563146, embeddings.ByCluster[1, 1], 1e-6);
        Assert.Equal(2, embeddings.RemovedByTruncation);
    }

    [Fact]
    public void Build_OfUsersNobodyKnows_GivesEmptyRows()
    {
        using var entities = Entities();
        using var consumers = TestUsers.Ids(5, 6);
        using var interests = TestInterests.Of(2, [(0, 1, 1, 1)], [(1, 1, 1, 1)]);
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, new());
        Assert.Equal((2, 0L, 2, 0L), (embeddings.ByNoun.RowCount, embeddings.ByNoun.EntryCount, embeddings.ByCluster.RowCount, embeddings.ByCluster.EntryCount));
    }

    // §12.2: topics 7, 8 and 9 by language, at least two followers; two scores of (8, en) lie below 0.001.
    [Fact]
    public void Build_OfFollowersByLanguage_GivesTheWorkedVectors()
    {
        using var users = new Users(TestUsers.Ids(1, 2, 3, 4, 5, 6)) { Languages = TestUsers.Words("en", "en", "ja", "en", "en", "en") };
        using var follows = TestUsers.Topics(TestUsers.Ids(1, 2, 3, 4, 5, 6), [["7", "9"], ["7"], ["7"], ["8"], ["8"], ["7"]]);
        using var nouns = TopicFollowersBuilder.Build(follows, users);
        Assert.Equal(["7 en", "7 ja", "8 en", "9 en"], NamesOf(nouns.Nouns));
        using var consumers = TestUsers.Ids(1, 2, 3, 4, 5);
        using var interests = TestInterests.Of(
            3, [(0, 0, 3, 0), (1, 0, 1, 0)], [(0, 0, 4, 0)], [(1, 0, 2, 0), (2, 0, 5, 0)], [(0, 0, .0005f, 0), (2, 0, 12, 0)], [(1, 0, .001f, 0)]);
        var options = NounEmbeddingsOptions.Of(NounVariant.TopicFollowersFav) with { MinUsersPerNoun = 2 };
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.TopicFollowersFav, nouns, consumers, interests, options);
        AssertIs([[.8082903728, .2581988639, 0], [0, 0, 0], [0, 0, .6527139519], [0, 0, 0]], embeddings);
        Assert.Equal((2, 2L), (embeddings.RemovedByMinUsers, embeddings.RemovedByThreshold));
    }

    [Fact]
    public void Build_OfFollowersWithoutLanguages_SaysSo()
    {
        using var users = new Users(TestUsers.Ids(1));
        using var follows = TestUsers.Topics(TestUsers.Ids(1), [["7"]]);
        Assert.Contains("the table of users does not say any", Assert.Throws<ArgumentException>(() => TopicFollowersBuilder.Build(follows, users)).Message);
    }

    // Several blocks of users, of whom some have no language or no interests: E is the mean interest of a noun's followers times √followers.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Build_OfManyFollowers_CountsThemAllAtAnyThreadCount(int threads)
    {
        const int Count = 70_000;
        string?[] languages = ["en", null, "ja", "en", "de"];
        using var users = new Users(TestUsers.Ids(Count)) { Languages = TestUsers.Words([.. Enumerable.Range(0, Count).Select(user => languages[user % 5])]) };
        using var follows = TestUsers.Topics(TestUsers.Ids(Count), [.. Enumerable.Range(0, Count).Select(user => user % 7 == 0 ? ["7", "8"] : user % 7 < 4 ? new[] { "8" } : [])]);
        using var nouns = TopicFollowersBuilder.Build(follows, users, new(threads));
        Assert.Equal(["7 de", "7 en", "7 ja", "8 de", "8 en", "8 ja"], NamesOf(nouns.Nouns));
        var expected = Enumerable.Range(0, Count).Where(user => languages[user % 5] is "en" && user % 7 < 4).ToArray();
        Assert.Equal(expected, nouns.Weights.RowKeys(4).ToArray().Select(row => (int)nouns.Users.IntegerAt(row)));

        using var consumers = TestUsers.Ids(Count / 2);
        using var interests = TestInterests.Of(2, [.. Enumerable.Range(0, Count / 2).Select(user => user % 3 == 0 ? [] : new[] { (1, 0f, user % 3 == 1 ? 2f : 0f, 0f) })]);
        var options = NounEmbeddingsOptions.Of(NounVariant.TopicFollowersFav) with { MinUsersPerNoun = 1 };
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.TopicFollowersFav, nouns, consumers, interests, options, new(threads));
        var sum = 2.0 * expected.Count(user => user < Count / 2 && user % 3 == 1);
        var norm = 2 * Math.Sqrt(Enumerable.Range(0, Count / 2).Count(user => user % 3 == 1));
        Assert.Equal(sum / (norm * Math.Sqrt(expected.Length)), embeddings.ByNoun[4, 1], 1e-6);
        Assert.Equal(embeddings.ByNoun[4, 1], embeddings.ByCluster[1, 4]);
    }

    [Fact]
    public void Build_AScoreAtTheThreshold_IsDropped()
    {
        using var entities = EntityEngagementsBuilder.Build(WeightedEdges((1, 10, 1), (2, 10, 1), (3, 10, 1), (4, 10, 1)));
        using var consumers = TestUsers.Ids(1, 2, 3, 4);
        using var interests = TestInterests.Of(2, [(0, 0, 1, 0)], [(1, 0, 3, 0)], [(1, 0, 4, 0)], []);
        using var at = NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, new() { MinScore = 0.5 });
        Assert.Equal([1], at.ByNoun.RowKeys(0).ToArray()); // 0.5 goes, 0.7 stays
        Assert.Equal(1, at.RemovedByThreshold);
        using var below = NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, new() { MinScore = 0.4999 });
        Assert.Equal([0, 1], below.ByNoun.RowKeys(0).ToArray());
    }

    [Fact]
    public void Of_Followers_IsAsPublished()
    {
        var options = NounEmbeddingsOptions.Of(NounVariant.TopicFollowersLogFav);
        Assert.Equal((InterestScore.LogFav, ColumnNorms.OfStored, 0.001, 50, 100), (options.Score, options.Norms, options.MinScore, options.MaxClustersPerNoun, options.MinUsersPerNoun));
        Assert.Equal(new() { Score = InterestScore.Follow }, NounEmbeddingsOptions.Of(NounVariant.EntityFollow));
    }

    // §4.6: a hundred followers are enough, ninety-nine are not.
    [Theory]
    [InlineData(100, 0)]
    [InlineData(99, 1)]
    public void Build_FollowersAtTheMinimum_AreEnough(int count, int removed)
    {
        long[] ids = [.. Enumerable.Range(1, count).Select(id => (long)id)];
        using var follows = TestUsers.Topics(TestUsers.Ids(ids), [.. ids.Select(_ => new[] { "7" })]);
        using var nouns = TopicFollowersBuilder.Build(follows, users: null);
        using var consumers = TestUsers.Ids(1L);
        using var interests = TestInterests.Of(1, [(0, 0, 1, 0)]);
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.TopicFollowersFav, nouns, consumers, interests, NounEmbeddingsOptions.Of(NounVariant.TopicFollowersFav));
        Assert.Equal((removed, 1L - removed), (embeddings.RemovedByMinUsers, embeddings.ByNoun.EntryCount));
    }

    [Fact]
    public void Build_ByFavouritesThatAreNotThere_IsASentence()
    {
        using var entities = Entities();
        using var consumers = TestUsers.Ids(1L);
        using var interests = TestInterests.OfFollows(1, [(0, 1)]);
        Assert.Contains("nothing is known of those", Assert.Throws<ArgumentException>(() => NounEmbeddingsBuilder.Build(NounVariant.Entity, entities, consumers, interests, new())).Message);
        using var byFollows = NounEmbeddingsBuilder.Build(NounVariant.EntityFollow, entities, consumers, interests, NounEmbeddingsOptions.Of(NounVariant.EntityFollow));
        Assert.Equal(2 / 3.0, byFollows.ByNoun[0, 0], 1e-6);
    }

    static string[] NamesOf(Nouns nouns) => [.. Enumerable.Range(0, nouns.Count).Select(noun => $"{nouns.Ids.NameAt(nouns.IdOf![noun])} {nouns.Languages!.NameAt(nouns.LanguageOf![noun])}")];

    static void AssertIs(double[][] expected, NounEmbeddings found)
    {
        for (var noun = 0; noun < expected.Length; noun++)
        {
            for (var cluster = 0; cluster < expected[noun].Length; cluster++)
            {
                Assert.Equal(expected[noun][cluster], found.ByNoun[noun, cluster], 1e-6);
                Assert.Equal(expected[noun][cluster], found.ByCluster[cluster, noun], 1e-6);
            }
        }

        var count = expected.Sum(row => row.Count(score => score > 0));
        Assert.Equal((count, count), (found.ByNoun.EntryCount, found.ByCluster.EntryCount));
    }
}
