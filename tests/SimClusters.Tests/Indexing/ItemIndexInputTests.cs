using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tests.Indexing;

/// <summary>Inputs that are missing, broken or empty.</summary>
public class ItemIndexInputTests
{
    const long Now = 1_700_000_000_000;

    static readonly ItemIndexOptions s_plain = new() { Pairs = new() { LimitsItemAge = false }, MinInteractionCount = 1, MinFavouriteCount = 0 };

    [Fact]
    public void Find_UnknownName_SuggestsTheNearest()
    {
        Assert.Same(ItemIndexPresets.PushOpen, ItemIndexPresets.Find("push-open"));
        Assert.Contains("the nearest is 'video-view'", Assert.Throws<ArgumentException>(() => ItemIndexPresets.Find("vidoe-view")).Message);
    }

    [Theory]
    [InlineData("fav", "created_at")]
    [InlineData("video-view", "created_at and media and nsfw")]
    public void Build_WithoutTheColumnsOfItems_NamesThem(string preset, string columns) =>
        Assert.Contains(columns, Assert.Throws<ArgumentException>(() => Build([ItemIndexPresets.Find(preset)])).Message);

    [Fact]
    public void Build_AColumnOfItemsAlone_IsNotEnough()
    {
        using var items = new ItemFacts(Ids(7)) { CreatedMs = NativeArray<long>.From([Now]), Media = NativeArray<MediaKind>.From([MediaKind.Video]) };
        var message = Assert.Throws<ArgumentException>(() => Build([ItemIndexPresets.VideoView], items)).Message;
        Assert.Contains("needs nsfw", message);
    }

    [Fact]
    public void Build_IntersectionWithoutFavourites_IsASentence() =>
        Assert.Contains("intersected", Assert.Throws<ArgumentException>(() => Build([new("mine", s_plain with { IntersectsFavourites = true })])).Message);

    [Fact]
    public void Build_TwoPresetsOfOneName_IsASentence() => Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Build([new("a", s_plain), new("a", s_plain)])).Message);

    [Fact]
    public void Build_InterestsOfFollowsAlone_NeedAScoreOfTheirs()
    {
        var matrix = SparseMatrix.FromRows(1, [[(0, 0.5f)]]);
        using var interests = new InterestedIn(
            new(1, matrix.Offsets, matrix.Keys, null), [matrix.Values!, NativeArray<float>.From([0.5f])], new(1), null, [[1.0], [1.0]], [1], 0, 0);
        ItemIndexResult Run(ItemIndexOptions options) => ItemIndexBuilder.Build(EventColumns.Of((1, 7, EventKind.Favourite, Now)), Ids(1), interests, [new("one", options)])[0];
        Assert.Contains("without favourites", Assert.Throws<ArgumentException>(() => Run(s_plain)).Message);
        using var result = Run(s_plain with { Score = InterestScore.Follow });
        Assert.Equal(0.5f, Assert.Single(IndexContents.Of(result.Index)).Value);
    }

    [Fact]
    public void Build_DeniedIdsOfAnotherKind_AreRefused()
    {
        using var words = NodeIndex.FromText(NativeArray<long>.From([0, 1]), NativeArray<byte>.From("x"u8));
        Assert.Throws<ArgumentException>(() => Build([new("one", s_plain)], denied: words));
    }

    [Fact]
    public void Build_AnEmptyWindowOrNoEvents_IsEmptyTables()
    {
        foreach (var log in new[] { EventColumns.Of((1, 7, EventKind.Favourite, 5)), EventColumns.Of(), new EventColumns([]) })
        {
            var (consumers, interests) = TestInterests.Of(1, new Dictionary<long, (int, float)[]> { [1] = [(0, 1f)] });
            using var result = ItemIndexBuilder.Build(log, consumers, interests, [new("one", s_plain)], now: DateTimeOffset.FromUnixTimeMilliseconds(Now))[0];
            Assert.Equal((0, 0L, 0, 0L), (result.Embeddings.Items.Count, result.Embeddings.Scores.EntryCount, result.Index.Items.Count, result.Index.Scores.EntryCount));
        }
    }

    [Fact]
    public void Build_NoEventsAndNoNow_IsOf1970()
    {
        var (consumers, interests) = TestInterests.Of(1, new Dictionary<long, (int, float)[]> { [1] = [(0, 1f)] });
        using var result = ItemIndexBuilder.Build(EventColumns.Of(), consumers, interests, [new("one", s_plain)])[0];
        Assert.Equal(DateTimeOffset.UnixEpoch, result.Now);
    }

    // Nobody's interests are known: the item counts, and has no clusters.
    [Fact]
    public void Build_UsersWithoutInterests_CountAndGiveNothing()
    {
        using var result = Build([new("one", s_plain)], log: [(8, 7, EventKind.Favourite, Now), (9, 7, EventKind.Favourite, Now)])[0];
        Assert.Equal((1, 1, 2L), (result.Report.ItemCount, result.Report.WithoutClustersCount, result.Report.PairsWithoutInterestsCount));
        Assert.Equal(0, result.Embeddings.Items.Count);
    }

    [Fact]
    public void Build_ItemIdsAtTheEndsOfTheRange_AreListedInOrder()
    {
        using var result = Build([new("one", s_plain)], log: [(1, long.MaxValue, EventKind.Favourite, Now), (1, long.MinValue, EventKind.Favourite, Now), (1, 0, EventKind.Favourite, Now)])[0];
        Assert.Equal([long.MinValue, 0, long.MaxValue], result.Index.Items.Integers.ToArray());
    }

    static NodeIndex Ids(params long[] ids) => NodeIndex.FromIntegers(NativeArray<long>.From(ids));

    static IReadOnlyList<ItemIndexResult> Build(ItemIndexPreset[] presets, ItemFacts? items = null, NodeIndex? denied = null, (long, long, EventKind, long)[]? log = null)
    {
        var (consumers, interests) = TestInterests.Of(1, new Dictionary<long, (int, float)[]> { [1] = [(0, 1f)] });
        return ItemIndexBuilder.Build(EventColumns.Of(log ?? [(1, 7, EventKind.Favourite, Now)]), consumers, interests, presets, items, denied);
    }
}
