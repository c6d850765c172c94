using SimClusters.Events;
using SimClusters.Indexing;

namespace SimClusters.Tests.Indexing;

public class ItemIndexBuilderTests
{
    const long Now = 1_700_000_000_000, Hour = 3_600_000, A = 11, B = 12, C = 13, D = 14;

    // entities_and_indexes.md §12.3: user 9 has no interests. Clusters are counted from 1 there.
    static readonly Dictionary<long, (int Cluster, float Score)[]> s_users = new()
    {
        [1] = [(0, 0.6f), (1, 0.3f)],
        [2] = [(0, 0.8f)],
        [3] = [(1, 0.5f), (2, 0.9f)],
        [4] = [(2, 0.2f)],
    };

    static readonly (long, long, EventKind, long)[] s_log =
    [
        At(1, A, 8), At(2, A, 0), At(3, A, 16), At(1, B, 4), At(3, B, 8), At(9, B, 0), At(4, C, 1), At(2, D, 2), At(2, D, 1), At(2, D, 0.5), At(4, D, 1),
    ];

    static readonly ItemIndexOptions s_options = new()
    {
        Pairs = new() { LimitsItemAge = false },
        MinInteractionCount = 2,
        MinFavouriteCount = 0,
        MaxClustersPerItem = 2,
        MaxItemsPerCluster = 2,
    };

    [Fact]
    public void Build_WorkedExample_GivesTheEmbeddings()
    {
        using var all = Build(s_options with { MaxClustersPerItem = 50 });
        Near(
            [("11", 0, 1.1), ("11", 1, 0.275), ("11", 2, 0.225), ("12", 0, 0.4242640687), ("12", 1, 0.4621320344), ("12", 2, 0.45)], IndexContents.Of(all.Embeddings));
        using var cut = Build(s_options);
        Near([("11", 0, 1.1), ("11", 1, 0.275), ("12", 1, 0.4621320344), ("12", 2, 0.45)], IndexContents.Of(cut.Embeddings));
        Assert.Equal((2, 2L, 1L, 1L), (cut.Report.ItemCount, cut.Report.RemovedByTruncation, cut.Report.Pairs.OverCapPairCount, cut.Report.PairsWithoutInterestsCount));
        using var plain = Build(s_options with { HalfLife = null, MaxClustersPerItem = 50 });
        Near([("11", 0, 1.4), ("11", 1, 0.8), ("11", 2, 0.9), ("12", 0, 0.6), ("12", 1, 0.8), ("12", 2, 0.9)], IndexContents.Of(plain.Embeddings));
    }

    // §12.4: B is not in cluster 0's list, since the item is cut to its clusters first.
    [Fact]
    public void Build_WorkedExample_GivesTheLists()
    {
        using var all = Build(s_options);
        Near([("11", 0, 1.1), ("11", 1, 0.275), ("12", 1, 0.4621320344), ("12", 2, 0.45)], IndexContents.Of(all.Index));
        using var supported = Build(s_options with { MinEngagementsPerCluster = 2 });
        Near([("11", 0, 1.1), ("11", 1, 0.275), ("12", 1, 0.4621320344)], IndexContents.Of(supported.Index));
        Assert.Equal((4L, 1L), (supported.Embeddings.Scores.EntryCount, supported.Report.RemovedByMinEngagements));
        using var one = Build(s_options with { MaxItemsPerCluster = 1 });
        Near([("11", 0, 1.1), ("12", 1, 0.4621320344), ("12", 2, 0.45)], IndexContents.Of(one.Index));
    }

    [Fact]
    public void Build_Intersection_KeepsTheNewScoresClusterByCluster()
    {
        using var favourites = IndexContents.Index((A, 0), (A, 1), (B, 1), (99, 2));
        var options = s_options with { IntersectsFavourites = true };
        using var given = Build(options, favourites);
        Near([("11", 0, 1.1), ("11", 1, 0.275), ("12", 1, 0.4621320344)], IndexContents.Of(given.Index));
        Assert.Equal((4L, 1L), (given.Embeddings.Scores.EntryCount, given.Report.RemovedByIntersection));

        // Of the same call: the preset of favourites, here with the same events, keeps one item a cluster.
        var (consumers, interests) = TestInterests.Of(3, s_users);
        var both = ItemIndexBuilder.Build(
            EventColumns.Of(s_log), consumers, interests, [new("mine", options), new("fav", s_options with { MaxItemsPerCluster = 1 })], now: DateTimeOffset.FromUnixTimeMilliseconds(Now));
        Assert.Equal(["mine", "fav"], both.Select(result => result.Name));
        Near([("11", 0, 1.1), ("12", 1, 0.4621320344), ("12", 2, 0.45)], IndexContents.Of(both[0].Index));
    }

    [Fact]
    public void Build_Norms_DivideTheScores()
    {
        var (consumers, interests) = TestInterests.Of(3, s_users, [2, 0, 0.5]);
        using var result = ItemIndexBuilder.Build(EventColumns.Of([At(1, A, 8), At(3, A, 0)]), consumers, interests, [new("one", s_options)], now: DateTimeOffset.FromUnixTimeMilliseconds(Now))[0];
        Near([("11", 0, 0.15), ("11", 2, 1.8)], IndexContents.Of(result.Embeddings));
    }

    [Fact]
    public void Build_NowBefore1970_GivesEmptyTables()
    {
        var (consumers, interests) = TestInterests.Of(3, s_users);
        var options = s_options with { Pairs = EngagementPairOptions.StandingFavourites, HalfLife = TimeSpan.FromHours(1) };
        using var result = ItemIndexBuilder.Build(EventColumns.Of(s_log), consumers, interests, [new("one", options)], now: DateTimeOffset.FromUnixTimeMilliseconds(-Now))[0];
        Assert.Equal((0, 0, (long)s_log.Length), (result.Embeddings.Items.Count, result.Index.Items.Count, result.Report.Pairs.AfterNowCount));
    }

    // §12.9, where items with few replies are left out before anything is gathered: a to e are users 1 to 5, each of a community of their own, and a pair counts half as much with every millisecond.
    [Fact]
    public void Build_CombinedSignals_NeedsASecondThatStands()
    {
        var (consumers, interests) = TestInterests.Of(5, Enumerable.Range(1, 5).ToDictionary(user => (long)user, user => new[] { (user - 1, 1f) }));
        var log = EventColumns.Of(
            (1, A, EventKind.Reply, 5), (1, A, EventKind.Favourite, 3), (2, A, EventKind.Reply, 5), (3, A, EventKind.Reply, 5), (3, A, EventKind.Retweet, 9), (4, A, EventKind.Reply, 5),
            (4, A, EventKind.Favourite, 3), (4, A, EventKind.Unfavourite, 4), (5, A, EventKind.Favourite, 5));
        var options = s_options with { Pairs = ItemIndexPresets.Reply.Options.Pairs with { LimitsItemAge = false }, HalfLife = TimeSpan.FromMilliseconds(1) };
        using var result = ItemIndexBuilder.Build(log, consumers, interests, [new("one", options)])[0];
        Near([("11", 0, 1.0 / 16), ("11", 2, 1.0 / 16)], IndexContents.Of(result.Embeddings));
        Assert.Equal((9L, 2L, 2L), (result.Now.ToUnixTimeMilliseconds(), result.Report.Pairs.PairCount, result.Report.Pairs.UnsupportedPairCount));
    }

    // Sparse and dense logs are looked at in two ways, which count alike: A has two pairs; B is denied, with three events of which two are replies; C has one reply and one favourite.
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void Build_CombinedSignals_CountsEachEventOnce(int impressions)
    {
        (long, long, EventKind, long)[] log =
        [
            .. Enumerable.Range(0, impressions).Select(_ => (1L, A, EventKind.Impression, Now)),
            (1, A, EventKind.Reply, Now), (1, A, EventKind.Favourite, Now), (2, A, EventKind.Reply, Now), (2, A, EventKind.Favourite, Now),
            (1, B, EventKind.Reply, Now), (2, B, EventKind.Reply, Now), (2, B, EventKind.Favourite, Now),
            (3, C, EventKind.Reply, Now), (3, C, EventKind.Favourite, Now),
        ];
        log = [.. log, .. Enumerable.Range(0, 64).Select(i => (3L, C, EventKind.Click, Now))];
        var (consumers, interests) = TestInterests.Of(3, s_users);
        using var denied = SimClusters.Graphs.NodeIndex.FromIntegers(SimClusters.Numerics.NativeArray<long>.From([B]));
        var options = s_options with { Pairs = ItemIndexPresets.Reply.Options.Pairs with { LimitsItemAge = false } };
        using var result = ItemIndexBuilder.Build(EventColumns.Of(log), consumers, interests, [new("one", options)], deniedItems: denied)[0];
        var pairs = result.Report.Pairs;
        Assert.Equal((impressions + 64L, 2L, 3L, 2L), (pairs.OtherKindCount, pairs.DeniedCount, pairs.FewEventsCount, pairs.PairCount));
    }

    static (long, long, EventKind, long) At(long user, long item, double hoursAgo) => (user, item, EventKind.Favourite, Now - (long)(hoursAgo * Hour));

    static ItemIndexResult Build(ItemIndexOptions options, ClusterIndex? favourites = null)
    {
        var (consumers, interests) = TestInterests.Of(3, s_users);
        return ItemIndexBuilder.Build(
            EventColumns.Of(s_log), consumers, interests, [new("one", options)], favouriteIndex: favourites, now: DateTimeOffset.FromUnixTimeMilliseconds(Now))[0];
    }

    static void Near((string Item, int Cluster, double Score)[] expected, SortedDictionary<(string Item, int Cluster), float> found)
    {
        Assert.Equal(expected.Select(entry => (entry.Item, entry.Cluster)), found.Keys);
        foreach (var (item, cluster, score) in expected) Assert.Equal(score, found[(item, cluster)], 1e-6);
    }
}
