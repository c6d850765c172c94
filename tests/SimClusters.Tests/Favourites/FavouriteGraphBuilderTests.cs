using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;
using static SimClusters.Tests.Favourites.FavouriteLogs;

namespace SimClusters.Tests.Favourites;

public class FavouriteGraphBuilderTests
{
    static readonly FavouriteGraphOptions s_hundredDays = new() { HalfLivesInDays = [100] };
    static readonly FavouriteGraphOptions s_published = s_hundredDays with { Unfavourites = UnfavouriteRule.Published };

    // offline.md §1: favourites of two items on days 0 and 8, seen on day 10; the first is taken back on day 11, seen on day 12.
    [Fact]
    public void Build_WorkedExample_GivesTheWeightsOfBothRules()
    {
        (long, long, long, long, bool)[] first = [(1, 100, 11, 0, false), (1, 101, 11, 8 * Day, false)], second = [(1, 100, 11, 11 * Day, true)];
        using var window = Build(first, s_published, At(10)).Graph;
        Assert.Equal(1.919266, WeightOf(window, 1, 11), 1e-6);
        using var published = Build(second, s_published, At(12), new(null, window)).Graph;
        Assert.Equal(0.899750, WeightOf(published, 1, 11), 1e-6);

        var ours = Build(first, s_hundredDays, At(10));
        var later = Build(second, s_hundredDays, At(12), new(AsLog(ours.State!, ours.Graph), null));
        Assert.Equal(0.972655, WeightOf(later.Graph, 1, 11), 1e-6);
        Assert.Equal((1, 1L), (later.State!.Of(0).Length, later.Report.TakenBackCount));
    }

    // The same with the favourite of day 0 alone: it was worth 2^−0.12 and takes 2^−0.01 with it.
    [Fact]
    public void Build_PublishedRule_ALoneFavouriteTakenBackIsNegativeAndPruned()
    {
        using var window = Build([(1, 100, 11, 0, false)], s_published, At(10)).Graph;
        var later = Build([(1, 100, 11, 11 * Day, true)], s_published, At(12), new(null, window));
        Assert.Equal((0L, 1L), (later.Graph.EdgeCount, later.Report.PrunedCount));
        Assert.Null(later.State);
    }

    // §1 (b): of an item liked in an earlier window, an unfavourite and a favourite in one window add a second 1.
    [Fact]
    public void Build_PublishedRule_ALikeTakenBackAndGivenAgainCountsTwice()
    {
        using var window = Build([(1, 100, 11, 0, false)], s_published, At(0)).Graph;
        using var later = Build([(1, 100, 11, Day, true), (1, 100, 11, 2 * Day, false)], s_published, At(2), new(null, window)).Graph;
        Assert.Equal(1 + Math.Pow(2, -0.02), WeightOf(later, 1, 11), 1e-6);
    }

    // What the events of one item come to: F a favourite, U an unfavourite, a day each; the weight of a run that ends on the last day.
    [Theory]
    [InlineData("F", 1, 1)]
    [InlineData("U", 0, 0)]
    [InlineData("FF", 1, 1)]
    [InlineData("FU", 0, 0)]
    [InlineData("UF", 1, 1)]
    [InlineData("UU", 0, 0)]
    [InlineData("FUF", 1, 1)]
    [InlineData("FUU", 0, 0)]
    [InlineData("UFU", 0, 0)]
    public void Build_TheStateMachine_EndsWhereTheTableSays(string kinds, double ours, double published)
    {
        (long, long, long, long, bool)[] log = [.. kinds.Select((kind, day) => (1L, 100L, 11L, day * Day, kind == 'U'))];
        Assert.Equal(ours, SumOf(Build(log, s_hundredDays, At(kinds.Length - 1)).Graph), 1e-6);
        Assert.Equal(published, SumOf(Build(log, s_published, At(kinds.Length - 1)).Graph), 1e-6);
    }

    [Fact]
    public void Build_AFavouriteAndAnUnfavouriteOfOneInstant_AreNothing() =>
        Assert.Equal(0, Build([(1, 100, 11, 5, true), (1, 100, 11, 5, false)], s_hundredDays, null).Graph.EdgeCount);

    // offline.md §1: 100·log2(1e5) and 14·log2(1e5) days.
    [Theory]
    [InlineData(100, 1660.96)]
    [InlineData(14, 232.53)]
    public void Build_ALoneFavourite_IsForgottenBelowTheLeastWeight(double halfLife, double days)
    {
        var options = new FavouriteGraphOptions { HalfLivesInDays = [halfLife], DownstreamHalfLifeInDays = halfLife };
        Assert.Equal(1, Build([(1, 100, 11, 0, false)], options, At(days - 0.01)).Graph.EdgeCount);
        var gone = Build([(1, 100, 11, 0, false)], options, At(days + 0.01));
        Assert.Equal((0L, 1L, 0L), (gone.Graph.EdgeCount, gone.Report.ForgottenCount, gone.State!.Count));
    }

    [Fact]
    public void Build_SeveralHalfLives_ArePrunedEachByItself()
    {
        var options = new FavouriteGraphOptions { HalfLivesInDays = [14, 100] };
        using var graph = Build([(1, 100, 11, 0, false)], options, At(300)).Graph;
        Assert.Equal([0f, 0.125f], Edges(graph)[(1, 11)]);
    }

    [Fact]
    public void Build_OfTheFuture_CountsAsOfNowAndKeepsItsTime()
    {
        var result = Build([(1, 100, 11, 20 * Day, false)], s_hundredDays, At(10));
        Assert.Equal((1f, 1L, 20 * Day), (Edges(result.Graph)[(1, 11)][0], result.Report.FutureCount, result.State!.Of(0)[0].TimeMs));
    }

    [Fact]
    public void Build_WhoIsNotActive_HasNoEdgesAndKeepsTheState()
    {
        using var users = new Users(NodeIndex.FromIntegers(NativeArray<long>.From([1, 2, 11]))) { IsActive = [true, false, true] };
        (long, long, long, long, bool)[] log = [(1, 100, 11, 0, false), (2, 100, 11, 0, false), (1, 101, 12, 0, false), (3, 101, 11, 0, false)];
        var result = FavouriteGraphBuilder.Build(FavouriteColumns.Of(log), s_hundredDays, users: users);
        Assert.Equal([(1L, 11L)], Edges(result.Graph).Keys);
        Assert.Equal((3L, 4L), (result.Report.InactiveCount, result.State!.Count));
    }

    [Fact]
    public void Build_NoEvents_IsAnEmptyGraph()
    {
        var result = Build([], s_hundredDays, null);
        Assert.Equal((0L, 0L, 0), (result.Graph.EdgeCount, result.State!.Count, result.Graph.Consumers.Count));
    }

    [Fact]
    public void Build_TextIds_AreWhatIntegersAre()
    {
        var block = new FavouriteBlock(Texts("ann", "bob", "ann"), Texts("b", "a", "a"), Texts("x", "y", "y"), NativeArray<long>.From([1, 2, 3]), null);
        var result = FavouriteGraphBuilder.Build(new([block]), s_hundredDays);
        Assert.Equal(["b", "a"], result.State!.Of(0).ToArray().Select(one => result.State.Items!.NameAt((int)one.Item)));
        Assert.Equal(("bob", "y"), (result.Graph.Consumers.NameAt(1), result.Graph.Producers.NameAt(1)));
        Assert.Equal(3, result.Graph.EdgeCount);
    }

    [Fact]
    public void Build_ItemIdsAtTheEndsOfTheRange_StayApart()
    {
        var result = Build([(1, long.MinValue, 11, 0, false), (1, long.MaxValue, 11, 0, false), (1, 0, 11, 0, false)], s_hundredDays, null);
        Assert.Equal([long.MinValue, 0, long.MaxValue], result.State!.Of(0).ToArray().Select(one => one.Item));
        Assert.Equal(3, WeightOf(result.Graph, 1, 11));
    }

    [Fact]
    public void Build_GraphOfLaterThanNow_IsASentence()
    {
        using var window = Build([(1, 100, 11, 0, false)], s_published, At(10)).Graph;
        Assert.Contains("later than now", Assert.Throws<ArgumentException>(() => Build([], s_published, At(9), new(null, window))).Message);
    }

    [Fact]
    public void Build_AnyLog_EqualsTheOracleAtAnyThreadCountAndOrder() => Gen.Select(Any, Gen.Int[1, 4], Gen.Int[1, 9], Gen.Int[1, 50]).Sample((log, threads, rowsPerBlock, bucketSize) =>
    {
        if (log.Length == 0) return;
        var options = new FavouriteGraphOptions();
        var result = FavouriteGraphBuilder.Build(InBlocks(log, rowsPerBlock), options, null, null, null, new(threads), bucketSize);
        using var graph = result.Graph;
        var expected = FavouriteOracle.Weights(log, log.Max(one => one.TimeMs), options);
        var edges = Edges(graph);
        Assert.Equal(expected.Keys, edges.Keys);
        foreach (var (edge, weights) in expected)
            for (var h = 0; h < weights.Length; h++) Assert.Equal(weights[h], edges[edge][h], 1e-6 * Math.Max(1, weights[h]));

        using var again = FavouriteGraphBuilder.Build(FavouriteColumns.Of(log), options).Graph;
        Assert.Equal(Edges(again).Select(edge => edge.Value), edges.Select(edge => edge.Value));
        var report = result.Report;
        Assert.Equal(report.FavouriteCount, report.LivingCount + report.ReplacedCount + report.TakenBackCount + report.ForgottenCount);
        Assert.Equal(report.UnfavouriteCount, report.TakenBackCount + report.UnknownUnfavouriteCount);
        Assert.Equal(log.Length, report.FavouriteCount + report.UnfavouriteCount);
    });

    // Any split of a log by time, each part run on the state of the parts before, ends where one run over all of it ends: here to the bit.
    [Fact]
    public void Build_AnySplitByTime_EndsWhereOneRunEnds() => Gen.Select(Any, Gen.Long[0, 60], Gen.Long[0, 60]).Sample((log, one, other) =>
    {
        if (log.Length == 0) return;
        var (first, second) = (Math.Min(one, other) * 30 * Day, Math.Max(one, other) * 30 * Day);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(second, log.Max(entry => entry.TimeMs)));
        var whole = FavouriteGraphBuilder.Build(FavouriteColumns.Of(log), new(), now);

        FavouriteGraphResult? before = null;
        foreach (var (from, to, end) in new[] { (long.MinValue, first, first), (first, second, second), (second, long.MaxValue, now.ToUnixTimeMilliseconds()) })
        {
            var part = FavouriteColumns.Of([.. log.Where(entry => entry.TimeMs >= from && entry.TimeMs < to)]);
            before = FavouriteGraphBuilder.Build(
                part, new(), DateTimeOffset.FromUnixTimeMilliseconds(end), before is null ? null : new(AsLog(before.State!, before.Graph), null));
        }

        var (expected, found) = (Edges(whole.Graph), Edges(before!.Graph));
        Assert.Equal(expected.Keys, found.Keys);
        Assert.Equal(expected.Values.SelectMany(weights => weights), found.Values.SelectMany(weights => weights));
        Assert.Equal(whole.State!.Count, before.State!.Count);
    });

    static FavouriteGraphResult Build((long, long, long, long, bool)[] log, FavouriteGraphOptions options, DateTimeOffset? now, FavouriteHistory? carried = null) =>
        FavouriteGraphBuilder.Build(FavouriteColumns.Of(log), options, now, carried);

    static DateTimeOffset At(double day) => DateTimeOffset.UnixEpoch.AddDays(day);

    static double WeightOf(FavouriteGraph graph, long user, long author) => Edges(graph)[(user, author)][0];

    static double SumOf(FavouriteGraph graph) => Edges(graph).Values.Sum(weights => weights[0]);

    static IdBlock Texts(params string[] texts)
    {
        var offsets = new int[texts.Length + 1];
        for (var i = 0; i < texts.Length; i++) offsets[i + 1] = offsets[i] + texts[i].Length;
        return IdBlock.FromText(offsets, System.Text.Encoding.UTF8.GetBytes(string.Concat(texts)));
    }
}
