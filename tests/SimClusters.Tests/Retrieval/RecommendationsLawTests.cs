using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tests.Clusters;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Retrieval;

public class RecommendationsLawTests
{
    // Scores of few values: items of equal lengths and equal scores are common, and so are rows of one cluster and of none.
    static readonly Gen<(int Cluster, float Score)[]> s_row = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 3]).Array[0, 5].Select(
        row => row.DistinctBy(entry => entry.Item1).Select(entry => (entry.Item1, entry.Item2 / 4f)).ToArray());

    [Fact]
    public void Build_OfAnyUsersAndItems_EqualsThePlanAtAnyThreadCount() =>
        Gen.Select(s_row.Array[1, 9], s_row.Array[1, 9], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 6]).Sample((users, items, threads, perConsumer, perCluster, max) =>
            AssertEqualsThePlan(users, items, new() { MaxClustersPerConsumer = perConsumer, MaxItemsPerCluster = perCluster, MaxItemsPerConsumer = max }, threads));

    // Consumers of several blocks, which end in any order, and items of which not all are given to somebody.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Build_OfManyBlocks_EqualsThePlan(int threads) => Gen.Select(s_row.Array[1_500], s_row.Array[60]).Sample(
        (users, items) => AssertEqualsThePlan(users, items, new() { MaxItemsPerCluster = 12, MaxItemsPerConsumer = 10 }, threads), iter: 3);

    // An item whose 1 + q is 1 takes its place of the list and is nobody's.
    [Fact]
    public void Build_WithItemsOfNoLength_LeavesThemOut() =>
        AssertEqualsThePlan([[(0, 1f)], [(0, 1f), (1, 2f)]], [[(0, 1e-9f)], [(0, 1f)], [(0, 1e-9f), (1, 1e-9f)], [(1, .5f)]], new(), 1);

    static void AssertEqualsThePlan((int Cluster, float Score)[][] users, (int Cluster, float Score)[][] vectors, RecommendationsOptions options, int threads)
    {
        using var consumers = TestUsers.Ids(users.Length);
        using var interests = TestInterests.Of(5, [.. users.Select(row => row.Select(entry => (entry.Cluster, 0f, 0f, entry.Score)).ToArray())]);
        using var items = new ItemEmbeddings(TestUsers.Ids(vectors.Length), SparseMatrix.FromRows(5, vectors));
        using var found = RecommendationsBuilder.Build(consumers, interests, items, options, new(threads));
        var expected = RecommendationOracle.Of(users, vectors, options);
        for (var user = 0; user < users.Length; user++)
        {
            var first = found.Entries.Offsets[user];
            Assert.Equal(expected[user], Enumerable.Range(0, found.Entries.RowLength(user)).Select(i => (
                items.Items.RowOf(found.Items.IntegerAt(found.Entries.Keys[first + i])), found.Dots[first + i], found.Cosines[first + i], found.LogCosines[first + i])));
        }

        Assert.Equal(expected.SelectMany(row => row).Select(entry => entry.Item).Distinct().Order(), Enumerable.Range(0, found.Items.Count).Select(row => items.Items.RowOf(found.Items.IntegerAt(row))));
    }
}
