using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Tests.Events;
using SimClusters.Tests.Oracles;
using static SimClusters.Tests.Events.EventLogs;

namespace SimClusters.Tests.Indexing;

/// <summary>The index of a log is the naive decayed sum, however the log is read.</summary>
public class ItemIndexLawTests
{
    const int ClusterCount = 5;

    static readonly Gen<Dictionary<long, (int Cluster, float Score)[]>> s_users =
        Gen.Select(Gen.Long[1, 6], Gen.Float[0.001f, 1f].Array[ClusterCount], Gen.Int[0, (1 << ClusterCount) - 1], (user, scores, clusters) =>
            (User: user, Row: Enumerable.Range(0, ClusterCount).Where(cluster => (clusters >> cluster & 1) != 0).Select(cluster => (cluster, scores[cluster])).ToArray()))
        .Array[1, 8].Select(rows => rows.GroupBy(row => row.User).ToDictionary(rows => rows.Key, rows => rows.First().Row));

    // The presets with minimums that small logs reach, and options of each rule of pairs.
    static readonly ItemIndexPreset[] s_presets =
    [
        .. ItemIndexPresets.All.Select(preset => preset with
        {
            Options = preset.Options with { MinInteractionCount = 1 + preset.Options.MinInteractionCount / 8 % 3, MinFavouriteCount = Math.Min(2, preset.Options.MinFavouriteCount), MaxClustersPerItem = 3, MaxItemsPerCluster = 3 },
        }),
        .. Rules.Select((rule, place) => new ItemIndexPreset($"rule {place}", new() { Pairs = rule, HalfLife = place % 3 == 0 ? null : TimeSpan.FromHours(place), MinInteractionCount = 1, MinFavouriteCount = place % 2 })),
    ];

    static readonly long?[] s_created = [Now - Hour, Now - 6 * Hour, Now - 48 * Hour, null, Now - 24 * Hour];
    static readonly MediaKind[] s_media = [MediaKind.Video, MediaKind.Video, MediaKind.Video, MediaKind.Image, MediaKind.Video];
    static readonly bool[] s_isSensitive = [false, false, false, false, true];

    [Fact]
    public void Build_AnyLogAndPreset_EqualsTheOracle() => Gen.Select(Any, s_users).Sample((log, users) =>
    {
        var oracle = new ItemIndexOracle(log, Now, users)
        {
            CreatedMs = Enumerable.Range(0, 5).Where(item => s_created[item] is not null).ToDictionary(item => 100L + item, item => s_created[item]!.Value),
            HealthyVideos = new HashSet<long> { 100, 101, 102 },
            Denied = new HashSet<long> { 101 },
        };
        var results = Build(log, users, IdForm.Narrow, 7, 1);
        var favourites = IndexContents.Of(results[0].Index);
        foreach (var ((_, options), result) in s_presets.Zip(results))
        {
            Near(oracle.Embeddings(options).ToDictionary(entry => (entry.Key.Item.ToString(), entry.Key.Cluster), entry => entry.Value.Score), IndexContents.Of(result.Embeddings));
            Near(
                oracle.Lists(options).Select(entry => (Key: (entry.Key.Item.ToString(), entry.Key.Cluster), entry.Value))
                    .Where(entry => !options.IntersectsFavourites || favourites.ContainsKey(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value),
                IndexContents.Of(result.Index));
            ExpectEachCountedOnce(result.Report);
        }
    });

    [Fact]
    public void Build_AnyThreadsBlocksAndForm_GivesTheSameBits() => Gen.Select(Any, s_users, Gen.Enum<IdForm>(), Gen.Int[1, 4], Gen.Int[1, 40]).Sample((log, users, form, threads, rowsPerBlock) =>
    {
        var (expected, found) = (Build(log, users, IdForm.Narrow, 1_000, 1), Build([.. log.Reverse()], users, form, rowsPerBlock, threads));
        foreach (var (one, other) in expected.Zip(found))
        {
            Assert.Equal(one.Report, other.Report);
            Assert.Equal(one.Embeddings.Scores.Values!.AsSpan(), other.Embeddings.Scores.Values!.AsSpan());
            Assert.Equal(IndexContents.Of(one.Embeddings).Keys.Select(key => (Formed(long.Parse(key.Item), form), key.Cluster)), IndexContents.Of(other.Embeddings).Keys.Select(key => (long.Parse(key.Item), key.Cluster)));
            Assert.Equal(one.Index.Scores.Values!.AsSpan(), other.Index.Scores.Values!.AsSpan());
            Assert.Equal(one.Index.Scores.Keys.AsSpan(), other.Index.Scores.Keys.AsSpan());
        }
    });

    // Logs deliver at least once.
    [Fact]
    public void Build_EventsDeliveredTwice_GivesTheSameTables() => Gen.Select(Any, s_users, Gen.Int[0, 150]).Sample((log, users, again) =>
    {
        foreach (var (one, other) in Build(log, users, IdForm.Narrow, 30, 2).Zip(Build([.. log, .. log.Take(again)], users, IdForm.Narrow, 30, 2)))
        {
            Assert.Equal(IndexContents.Of(one.Embeddings), IndexContents.Of(other.Embeddings));
            Assert.Equal(one.Index.Scores.Values!.AsSpan(), other.Index.Scores.Values!.AsSpan());
            Assert.Equal(one.Index.Scores.Keys.AsSpan(), other.Index.Scores.Keys.AsSpan());
        }
    });

    // What did not get through, and of what did at least one event a pair: never more than there are events.
    static void ExpectEachCountedOnce(ItemIndexReport report)
    {
        var pairs = report.Pairs;
        var lost = pairs.OtherKindCount + pairs.BeforeEpochCount + pairs.AfterNowCount + pairs.OutOfWindowCount + pairs.OldItemCount + pairs.UnknownAgeCount + pairs.LacksRequiredCount
            + pairs.UnhealthyCount + pairs.DeniedCount + pairs.FewEventsCount;
        Assert.True(pairs.FewEventsCount >= 0);
        Assert.InRange(lost + pairs.RepeatedCount + pairs.PairCount + pairs.UndonePairCount + pairs.OverCapPairCount + pairs.UnsupportedPairCount, 0, pairs.EventCount);
    }

    static IReadOnlyList<ItemIndexResult> Build((long, long, EventKind, long)[] log, Dictionary<long, (int, float)[]> users, IdForm form, int rowsPerBlock, int threads)
    {
        long[] consumers = [.. users.Keys.Order()];
        using var ids = Index(consumers, form);
        using var interests = TestInterests.Of(ClusterCount, [.. consumers.Select(user => users[user])]);
        using var facts = new ItemFacts(Index([100, 101, 102, 103, 104], form))
        {
            CreatedMs = NativeArray<long>.From([.. s_created.Select(time => time ?? ItemFacts.UnknownTime)]),
            Media = NativeArray<MediaKind>.From(s_media),
            IsSensitive = NativeArray<bool>.From(s_isSensitive),
        };
        using var denied = Index([101, 999], form);
        return ItemIndexBuilder.Build(
            InBlocks(log, rowsPerBlock, form), ids, interests, s_presets, facts, denied, now: DateTimeOffset.FromUnixTimeMilliseconds(Now), execution: new(threads));
    }

    static NodeIndex Index(long[] ids, IdForm form)
    {
        if (form != IdForm.Text) return NodeIndex.FromIntegers(NativeArray<long>.From([.. ids.Select(id => Formed(id, form))]));
        var offsets = new NativeArray<long>(ids.Length + 1L);
        for (var i = 0; i < ids.Length; i++) offsets[i + 1L] = offsets[i] + ids[i].ToString().Length;
        return NodeIndex.FromText(offsets, NativeArray<byte>.From(System.Text.Encoding.UTF8.GetBytes(string.Concat(ids))));
    }

    static void Near(Dictionary<(string, int), double> expected, SortedDictionary<(string, int), float> found)
    {
        Assert.Equal(expected.Keys.Order(), found.Keys);
        foreach (var (key, score) in expected) Assert.Equal(score, found[key], 1e-6 * score);
    }
}
