using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tests.Clusters;
using SimClusters.Tests.Events;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Embeddings;

public class NounLawsTests
{
    const long Day = 86_400_000;

    // Users 1 to 8, of whom 1 to 6 have interests; few nouns and times, so that pairs repeat.
    static readonly Gen<(long User, long Noun, long TimeMs)[]> s_log =
        Gen.Select(Gen.Long[1, 8], Gen.Long[-2, 3], Gen.Long[0, 40]).Array[0, 60].Select(log => log.Select(one => (one.Item1, one.Item2, one.Item3 * Day)).ToArray());

    static readonly Gen<InterestedIn> s_interests = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6]).Array[0, 5].Array[6].Select(rows => TestInterests.Of(
        4, [.. rows.Select(row => row.DistinctBy(entry => entry.Item1).Select(entry => (entry.Item1, 1f, (float)entry.Item2, 0f)).ToArray())]));

    [Fact]
    public void Build_OfAnyLog_EqualsTheFormulaAtAnyThreadCountAndInAnyOrder() =>
        Gen.Select(s_log, s_interests, Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 7], Gen.Int[1, 9]).Sample((log, interests, threads, perNoun, perCluster, rowsPerBlock) =>
        {
            using var consumers = TestUsers.Ids(1, 2, 3, 4, 5, 6);
            var options = new NounEmbeddingsOptions { MinScore = 0.2, MaxClustersPerNoun = perNoun, MaxNounsPerCluster = perCluster };
            var now = DateTimeOffset.FromUnixTimeMilliseconds(30 * Day);
            using var nouns = EntityEngagementsBuilder.Build(InteractionColumns.Of(log), TimeSpan.FromDays(14), now, new(threads));
            using var turned = EntityEngagementsBuilder.Build(InBlocks(log, rowsPerBlock), TimeSpan.FromDays(14), now, new(1));
            Assert.Equal(nouns.Weights.Keys.AsSpan().ToArray(), turned.Weights.Keys.AsSpan().ToArray());
            Assert.Equal(nouns.Weights.Values?.AsSpan().ToArray() ?? [], turned.Weights.Values?.AsSpan().ToArray() ?? []);

            var weights = NounOracle.Decayed(log, 14 * Day, 30 * Day);
            Assert.Equal(weights.Count, nouns.Weights.EntryCount);
            foreach (var ((noun, user), weight) in weights) Assert.Equal(weight, nouns.Weights[nouns.Nouns.Ids.RowOf(noun), nouns.Users.RowOf(user)], 1e-5);

            using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.Entity, nouns, consumers, interests, options, new(threads));
            var cosines = NounOracle.Cosines(weights, interests, InterestScore.Fav, 0.2);
            AssertAreTheBest(embeddings.ByNoun, perNoun, cosines.GroupBy(entry => nouns.Nouns.Ids.RowOf(entry.Key.Noun)).ToDictionary(row => row.Key, row => row.ToDictionary(entry => entry.Key.Cluster, entry => entry.Value)));
            AssertAreTheBest(embeddings.ByCluster, perCluster, cosines.GroupBy(entry => entry.Key.Cluster).ToDictionary(row => row.Key, row => row.ToDictionary(entry => nouns.Nouns.Ids.RowOf(entry.Key.Noun), entry => entry.Value)));
        });

    // Items 100 to 105 have up to seven topics each, so that some do not fit into a word; 105 is in no table.
    [Fact]
    public void Build_OfTopics_EqualsTheNaiveDecayedSumOverPairs_AtAnyThreadCountAndInAnyOrder() =>
        Gen.Select(EventLogs.Any, Gen.Int[0, 6].Array[0, 7].Array[5], Gen.Int[1, 3], Gen.Int[1, 40], Gen.Enum<IdForm>(), Gen.Bool).Sample((log, topicsOfItem, threads, rowsPerBlock, form, isAtNewest) =>
        {
            int[][] topics = [.. topicsOfItem.Select(row => row.Distinct().ToArray())];
            long[] items = [.. Enumerable.Range(100, topics.Length).Select(item => (long)item)];
            using var itemTopics = new ItemTopics(
                form == IdForm.Text ? TestUsers.Texts(items.Select(item => $"{item}")) : TestUsers.Ids([.. items.Select(item => EventLogs.Formed(item, form))]), TestUsers.Ids(7), SparseMatrix.FromRows(7, topics));
            DateTimeOffset? now = isAtNewest ? null : DateTimeOffset.FromUnixTimeMilliseconds(EventLogs.Now);
            var nowMs = isAtNewest ? log.Select(one => one.TimeMs).Append(0).Max() : EventLogs.Now;
            using var result = TopicEngagementsBuilder.Build(EventLogs.InBlocks(log, rowsPerBlock, form), itemTopics, TimeSpan.FromHours(9), now, new(threads));
            using var turned = TopicEngagementsBuilder.Build(EventLogs.InBlocks([.. log.Reverse()], log.Length + 1, form), itemTopics, TimeSpan.FromHours(9), now, new(1));
            var weights = result.Engagements.Weights;
            Assert.Equal(weights.Keys.AsSpan().ToArray(), turned.Engagements.Weights.Keys.AsSpan().ToArray());
            Assert.Equal(weights.Values!.AsSpan().ToArray(), turned.Engagements.Weights.Values!.AsSpan().ToArray());
            Assert.Equal(result.Report, turned.Report);

            var pairs = NounOracle.Standing(log.Where(one => one.TimeMs <= nowMs));
            var expected = NounOracle.Decayed(pairs.Where(one => one.Item < 105).SelectMany(one => topics[one.Item - 100].Select(topic => (one.User, (long)topic, one.TimeMs))), 9 * EventLogs.Hour, nowMs);
            Assert.Equal(expected.Count, weights.EntryCount);
            Assert.Equal(expected.Keys.Select(key => key.User).Distinct().Count(), result.Engagements.Users.Count);
            foreach (var ((topic, user), weight) in expected)
                Assert.Equal(weight, weights[(int)topic, form == IdForm.Text ? result.Engagements.Users.RowOf($"{user}") : result.Engagements.Users.RowOf(EventLogs.Formed(user, form))], 1e-5);
        });

    // Some 60,000 rows are four buckets, of which each thread has a part; entity 0 and user 0 have a tenth of all.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Build_OfLogsOfSeveralBuckets_EqualsTheNaiveSums(int threads)
    {
        var random = new Random(5);
        int Skewed(int count) => random.Next(10) == 0 ? 0 : random.Next(count);
        var log = Enumerable.Range(0, 60_000).Select(_ => (User: (long)Skewed(900), Item: (long)Skewed(700), Kind: random.Next(8) == 0 ? EventKind.Unfavourite : EventKind.Favourite, TimeMs: random.Next(40) * Day)).ToArray();
        var halfLife = TimeSpan.FromDays(14);
        using var entities = EntityEngagementsBuilder.Build(InBlocks([.. log.Select(one => (one.User, one.Item, one.TimeMs))], 1_000), halfLife, execution: new(threads));
        AssertAre(NounOracle.Decayed(log.Select(one => (one.User, one.Item, one.TimeMs)), 14 * Day, 39 * Day), entities);

        using var itemTopics = new ItemTopics(TestUsers.Ids(600), TestUsers.Ids(50), SparseMatrix.FromRows(50, [.. Enumerable.Range(0, 600).Select(item => Enumerable.Range(0, item % 6).Select(i => (item + 7 * i) % 50).ToArray())]));
        using var likes = TopicEngagementsBuilder.Build(EventLogs.InBlocks(log, 1_000), itemTopics, halfLife, execution: new(threads));
        var standing = NounOracle.Standing(log).Where(one => one.Item < 600).SelectMany(one => Enumerable.Range(0, (int)one.Item % 6).Select(i => (one.User, (one.Item + 7 * i) % 50, one.TimeMs)));
        AssertAre(NounOracle.Decayed(standing, 14 * Day, 39 * Day), likes.Engagements);
    }

    [Fact]
    public void Build_OfIdsAtTheEndsOfTheRange_KeepsThem()
    {
        using var nouns = EntityEngagementsBuilder.Build(InteractionColumns.Of((long.MinValue, long.MaxValue, 0), (long.MaxValue, long.MinValue, 0)), TimeSpan.FromDays(1));
        Assert.Equal([long.MinValue, long.MaxValue], nouns.Nouns.Ids.Integers.ToArray());
        Assert.Equal([1f], nouns.Weights.RowValues(0).ToArray());
        Assert.Equal([1], nouns.Weights.RowKeys(0).ToArray());
    }

    [Fact]
    public void Build_OfNothing_IsEmpty()
    {
        using var nouns = EntityEngagementsBuilder.Build(InteractionColumns.Of(), TimeSpan.FromDays(1));
        using var consumers = TestUsers.Ids(1L);
        using var interests = TestInterests.Of(1, [(0, 1, 1, 1)]);
        using var embeddings = NounEmbeddingsBuilder.Build(NounVariant.Entity, nouns, consumers, interests, new());
        Assert.Equal((0, 1), (embeddings.ByNoun.RowCount, embeddings.ByCluster.RowCount));
    }

    static void AssertAre(Dictionary<(long Noun, long User), double> expected, NounEngagements found)
    {
        Assert.Equal(expected.Count, found.Weights.EntryCount);
        foreach (var ((noun, user), weight) in expected) Assert.Equal(weight, found.Weights[found.Nouns.Ids.RowOf(noun), found.Users.RowOf(user)], 1e-5 * Math.Max(1, weight));
    }

    // What is older than a long can tell is worth nothing, and what is as much later is of now.
    [Fact]
    public void Build_TimesAsFarApartAsCanBe_AreOldOrOfNow()
    {
        using var nouns = EntityEngagementsBuilder.Build(
            InteractionColumns.Of((1, 10, long.MinValue), (2, 10, long.MaxValue), (3, 10, -1), (4, 10, -5)), TimeSpan.FromDays(1), DateTimeOffset.FromUnixTimeMilliseconds(-5));
        Assert.Equal([2L, 3, 4], nouns.Weights.RowKeys(0).ToArray().Select(row => nouns.Users.IntegerAt(row)));
        Assert.Equal([1, 1, 1], nouns.Weights.RowValues(0).ToArray());
    }

    static InteractionColumns InBlocks((long User, long Noun, long TimeMs)[] log, int rowsPerBlock) => new([.. log.Reverse().Chunk(rowsPerBlock).Select(rows => new InteractionBlock(
        IdBlock.FromIntegers([.. rows.Select(one => one.User)]), IdBlock.FromIntegers([.. rows.Select(one => one.Noun)]), NativeArray<long>.From([.. rows.Select(one => one.TimeMs)])))]);

    // As many as there may be, each with its score, and none left out that is better by more than rounding.
    static void AssertAreTheBest(SparseMatrix found, int max, Dictionary<int, Dictionary<int, double>> expected)
    {
        for (var row = 0; row < found.RowCount; row++)
        {
            var all = expected.GetValueOrDefault(row, []);
            Assert.Equal(Math.Min(max, all.Count), found.RowLength(row));
            foreach (var key in found.RowKeys(row)) Assert.Equal(all[key], found[row, key], 1e-6);
            Assert.Equal(all.Values.OrderDescending().Take(max).Sum(), found.RowKeys(row).ToArray().Sum(key => all[key]), 1e-5);
        }
    }
}
