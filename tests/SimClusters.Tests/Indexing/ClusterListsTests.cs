using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Tests.Indexing;

/// <summary>Lists of clusters against a sort of each: many ties, lists shorter and longer than the limit, few pairs, and an index of other items.</summary>
public class ClusterListsTests
{
    const int ClusterCount = 42;

    // By item: its clusters, each with one of few scores and the pairs behind it. Clusters of one item or none, and such as all items are in.
    static readonly Gen<(int Cluster, float Score, int PairCount)[][]> s_items = Gen.Select(Gen.Int[0, 9], Gen.OneOf(float.Epsilon, 0.25f, 0.5f, 0.75f, 1e30f), Gen.Int[1, 4])
        .Select((draw, score, pairs) => (Cluster: draw * draw / 2, score, pairs)).Array[0, 12].Select(row => row.DistinctBy(entry => entry.Cluster).OrderBy(entry => entry.Cluster).ToArray()).Array[0, 60];

    [Fact]
    public void Of_AnyItemsAndLimits_IsASortOfEachCluster() => Gen.Select(s_items, Gen.Int[1, 12], Gen.Int[0, 4], Gen.Int[1, 3]).Sample((items, max, minPairs, threads) =>
        ExpectLists(items, new() { MaxItemsPerCluster = max, MinEngagementsPerCluster = minPairs }, new(threads)));

    // Several blocks of items, all of one score: the lowest items are in.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Of_ManyItemsThatTie_TakesTheLowest(int minPairs) =>
        ExpectLists([.. Enumerable.Range(0, 10_000).Select(item => new[] { (item % 3, 1f, 1 + item % 2), (ClusterCount - 1, 1f, 2) })], new() { MaxItemsPerCluster = 2_000, MinEngagementsPerCluster = minPairs }, new(2));

    [Fact]
    public void Intersected_AnyOtherIndex_KeepsWhatBothHave() => Gen.Select(s_items, s_items, Gen.Int[-30, 30], Gen.Int[1, 3], Gen.Int[1, 3]).Sample((items, others, shift, step, threads) =>
    {
        using var matrix = Matrix(items);
        using var counts = Counts(items);
        var lists = ClusterLists.Of(matrix, counts, new() { MaxItemsPerCluster = 1_000 }, new(), Execution.Default);
        using var ids = Ids(items.Length, item => item);
        using var otherMatrix = Matrix(others);
        using var favourites = new ClusterIndex(Ids(others.Length, item => shift + step * item), Transpose.Of(otherMatrix, Execution.Default));
        using var both = ClusterLists.WithOwnItems(ClusterLists.Intersected(lists, ids, favourites, new(threads)), rows => Ids(rows.Length, rows.ToArray()));

        var known = Entries(others).Select(entry => (shift + step * (long)entry.Item, entry.Cluster)).ToHashSet();
        var expected = Entries(items).Where(entry => known.Contains((entry.Item, entry.Cluster))).ToArray();
        Assert.Equal(expected.Select(entry => (long)entry.Item).Distinct().Order(), both.Items.Integers.ToArray());
        Assert.Equal(ClusterCount, both.ClusterCount);
        Assert.Equal(
            expected.OrderBy(entry => entry.Cluster).ThenBy(entry => entry.Item).Select(entry => (entry.Cluster, (long)entry.Item, entry.Score)), Listed(both.Scores).Select(entry => (entry.Cluster, both.Items.IntegerAt(entry.Item), entry.Score)));
    });

    static void ExpectLists((int Cluster, float Score, int PairCount)[][] items, ItemIndexOptions options, Execution execution)
    {
        using var matrix = Matrix(items);
        using var counts = Counts(items);
        var tolls = new ItemTolls();
        using var lists = ClusterLists.Of(matrix, counts, options, tolls, execution);
        var passed = Entries(items).Where(entry => entry.PairCount >= options.MinEngagementsPerCluster).ToArray();
        var expected = passed.GroupBy(entry => entry.Cluster).OrderBy(cluster => cluster.Key)
            .SelectMany(cluster => cluster.OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Item).Take(options.MaxItemsPerCluster).OrderBy(entry => entry.Item));
        Assert.Equal(expected.Select(entry => (entry.Cluster, entry.Item, entry.Score)), Listed(lists));
        Assert.Equal((ClusterCount, items.Length, Entries(items).Count() - passed.Length), (lists.RowCount, lists.ColumnCount, tolls.FewPairs));
    }

    static IEnumerable<(int Item, int Cluster, float Score, int PairCount)> Entries((int Cluster, float Score, int PairCount)[][] items) =>
        items.SelectMany((row, item) => row.Select(entry => (item, entry.Cluster, entry.Score, entry.PairCount)));

    static (int Cluster, int Item, float Score)[] Listed(SparseMatrix lists) => [.. Enumerable.Range(0, lists.RowCount).SelectMany(cluster =>
        lists.RowKeys(cluster).ToArray().Zip(lists.RowValues(cluster).ToArray(), (item, score) => (cluster, item, score)))];

    static SparseMatrix Matrix((int Cluster, float Score, int PairCount)[][] items) =>
        SparseMatrix.FromRows(ClusterCount, [.. items.Select(row => row.Select(entry => (entry.Cluster, entry.Score)).ToArray())]);

    static NativeArray<int> Counts((int Cluster, float Score, int PairCount)[][] items) => NativeArray<int>.From([.. Entries(items).Select(entry => entry.PairCount)]);

    static NodeIndex Ids(int count, Func<int, long> idOf) => NodeIndex.FromIntegers(NativeArray<long>.From([.. Enumerable.Range(0, count).Select(idOf)]));

    static NodeIndex Ids(int count, int[] ids) => Ids(count, row => ids[row]);
}
