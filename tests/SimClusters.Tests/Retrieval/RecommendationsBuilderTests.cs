using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tests.Clusters;

namespace SimClusters.Tests.Retrieval;

public class RecommendationsBuilderTests
{
    // entities_and_indexes.md §12.6, on the embeddings of §12.3: items A = 1 and B = 2.
    [Theory]
    [InlineData(1, 2.2, 1.9402850003, 2.6613777512, .4621320344, .7164484566, 1.3284137018)]
    [InlineData(50, 2.475, 2.1828206253, 2.9940499701, .4621320344, .7164484566, 1.3284137018)]
    public void Build_OfTwoItems_GivesTheWorkedScores(int maxPerCluster, params double[] expected)
    {
        using var consumers = TestUsers.Ids(7L);
        using var interests = TestInterests.Of(3, [(0, 0, 0, 2), (1, 0, 0, 1), (2, 0, 0, .5f)]);
        using var items = new ItemEmbeddings(TestUsers.Ids(1, 2), SparseMatrix.FromRows(3, [[(0, 1.1f), (1, .275f)], [(1, .4621320344f), (2, .45f)]]));
        using var found = RecommendationsBuilder.Build(consumers, interests, items, new() { MaxClustersPerConsumer = 2, MaxItemsPerCluster = maxPerCluster });
        Assert.Equal([1, 2], found.Items.Integers.ToArray());
        Assert.Equal([7], found.Consumers.Integers.ToArray());
        for (var item = 0; item < 2; item++)
        {
            Assert.Equal(expected[3 * item], found.Dots[item], 1e-6);
            Assert.Equal(expected[3 * item + 1], found.Cosines[item], 1e-6);
            Assert.Equal(expected[3 * item + 2], found.LogCosines[item], 1e-6);
        }
    }

    [Fact]
    public void Build_ForSomeRows_GivesTheseAlone()
    {
        using var consumers = TestUsers.Ids(7, 8, 9);
        using var interests = TestInterests.Of(2, [(0, 0, 0, 1)], [(1, 0, 0, 1)], [(1, 0, 0, 2)]);
        using var items = new ItemEmbeddings(TestUsers.Ids(1, 2, 3), SparseMatrix.FromRows(2, [[(0, 1f)], [(1, 1f)], [(1, 1f)]]));
        using var found = RecommendationsBuilder.Build(consumers, interests, items, new() { MaxItemsPerConsumer = 1 }, forRows: [1, 2]);
        Assert.Equal([8, 9], found.Consumers.Integers.ToArray());
        Assert.Equal([2], found.Items.Integers.ToArray()); // a tie goes to the lower id
        Assert.Equal([0, 0], found.Entries.Keys.AsSpan().ToArray());
        Assert.Equal([1, 2], found.Dots.AsSpan().ToArray());
    }

    // §12.4: the list of cluster 2 has B alone, as after an intersection. A is found by cluster 1 then, and its length is still that of its whole embedding.
    [Fact]
    public void Build_WithAnIndex_LooksAtItsListsAlone()
    {
        using var consumers = TestUsers.Ids(7L);
        using var interests = TestInterests.Of(3, [(0, 0, 0, 2), (1, 0, 0, 1), (2, 0, 0, .5f)]);
        using var items = new ItemEmbeddings(TestUsers.Ids(1, 2, 3), SparseMatrix.FromRows(3, [[(0, 1.1f), (1, .275f)], [(1, .4621320344f), (2, .45f)], [(0, 9f)]]));
        using var index = new ClusterIndex(TestUsers.Ids(1, 2), SparseMatrix.FromRows(2, [[(0, 1.1f)], [(1, .4621320344f)], []]));
        using var found = RecommendationsBuilder.Build(consumers, interests, items, new() { MaxClustersPerConsumer = 2 }, index: index);
        Assert.Equal([1, 2], found.Items.Integers.ToArray());
        Assert.Equal([2.2f, .4621320344f], found.Dots.AsSpan().ToArray());
        Assert.Equal(1.9402850003, found.Cosines[0], 1e-6);

        using var unknown = new ClusterIndex(TestUsers.Ids(1, 4), SparseMatrix.FromRows(2, [[(0, 1.1f)], [(1, 1f)], []]));
        Assert.Contains("The item 4", Assert.Throws<ArgumentException>(() => RecommendationsBuilder.Build(consumers, interests, items, new(), index: unknown)).Message);
        using var other = new ClusterIndex(TestUsers.Ids(1L), SparseMatrix.FromRows(1, [[(0, 1.1f)]]));
        Assert.Throws<ArgumentException>(() => RecommendationsBuilder.Build(consumers, interests, items, new(), index: other));
    }

    [Fact]
    public void Build_WithoutFavourites_IsASentence()
    {
        using var consumers = TestUsers.Ids(7L);
        using var interests = TestInterests.OfFollows(1, [(0, 1)]);
        using var items = new ItemEmbeddings(TestUsers.Ids(1L), SparseMatrix.FromRows(1, [[(0, 1f)]]));
        Assert.Contains("nothing is known of those", Assert.Throws<ArgumentException>(() => RecommendationsBuilder.Build(consumers, interests, items, new())).Message);
    }

    [Fact]
    public void Build_OfNothing_IsEmpty()
    {
        using var consumers = TestUsers.Ids(0);
        using var interests = TestInterests.Of(2);
        using var items = new ItemEmbeddings(TestUsers.Ids(0), SparseMatrix.FromRows(2, Array.Empty<int[]>()));
        using var found = RecommendationsBuilder.Build(consumers, interests, items, new());
        Assert.Equal((0, 0, 0L), (found.Consumers.Count, found.Items.Count, found.Entries.EntryCount));
    }
}
