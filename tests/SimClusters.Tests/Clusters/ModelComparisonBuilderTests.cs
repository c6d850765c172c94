using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class ModelComparisonBuilderTests
{
    // offline.md §10.5: 11 and 12, 13 and 14 become 11, 12 and 13, and 14.
    [Fact]
    public void Build_WorkedExample()
    {
        using var producers = TestUsers.Ids(11, 12, 13, 14);
        var after = new KnownFor(2, [0, 0, 0, 1], [1, 0.803246f, 0.527266f, 1]);
        var found = ModelComparisonBuilder.Build(RicherToy.KnownFor(), producers, after, producers, new() { MinMembers = 1 });
        Assert.Equal(0.921310, found.Clusters[0].Cosine!.Value, 1e-5);
        Assert.Equal(0.827913, found.Clusters[1].Cosine!.Value, 1e-5);
        Assert.Equal((2, 3, 2, 1, 0), Counts(found.Clusters[0]));
        Assert.Equal((2, 1, 1, 0, 1), Counts(found.Clusters[1]));
        Assert.Equal((3, 1, 0, 0, 0), (found.Kept, found.Moved, found.Unassigned, found.UnassignedToAssigned, found.AssignedToUnassigned));
        Assert.Equal((2, 0.8746115), (found.Cosines.Count, Math.Round(found.Cosines.Mean, 7)));
    }

    // 1 stays; 2 is new and 3 lost, as rows; 4 gets a cluster and 5 loses it; 6 has none; 7 moves to a cluster that before did not have, and 8 is new without a cluster.
    [Fact]
    public void Build_OtherProducersAndClusters_CountsEveryFate()
    {
        using var before = TestUsers.Ids(1, 3, 4, 5, 6, 7);
        using var after = TestUsers.Ids(1, 2, 4, 5, 6, 7, 8);
        var found = ModelComparisonBuilder.Build(
            new(1, [0, 0, -1, 0, -1, 0], [.5f, .5f, 0, .5f, 0, .5f]), before, new(3, [0, 0, 0, -1, -1, 2, -1], [.5f, .5f, .5f, 0, 0, .5f, 0]), after, new() { MinMembers = 1 });
        Assert.Equal((1, 1, 2, 2, 2), (found.Kept, found.Moved, found.Unassigned, found.UnassignedToAssigned, found.AssignedToUnassigned));
        Assert.Equal((1, 1), (found.New, found.Lost));
        Assert.Equal((4, 3, 1, 2, 3), Counts(found.Clusters[0]));
        Assert.Equal((0, 1, 0, 1, 0), Counts(found.Clusters[2]));
        Assert.Null(found.Clusters[1].Cosine); // nobody on either side
        Assert.Equal(0, found.Clusters[2].Cosine);
        Assert.Equal(1 / Math.Sqrt(12), found.Clusters[0].Cosine!.Value, 1e-9);
    }

    // Ten on either side are enough.
    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(9, 10, true)]
    [InlineData(10, 9, true)]
    public void Build_MinMembers_IsOfTheLargerSide(int beforeCount, int afterCount, bool hasCosine)
    {
        using var producers = TestUsers.Ids(10);
        KnownFor Model(int count) => new(1, [.. Enumerable.Range(0, 10).Select(row => row < count ? 0 : -1)], [.. Enumerable.Range(0, 10).Select(row => row < count ? 1f : 0)]);
        var found = ModelComparisonBuilder.Build(Model(beforeCount), producers, Model(afterCount), producers, new());
        Assert.Equal(hasCosine, found.Clusters[0].Cosine is not null);
        Assert.Equal(hasCosine ? 1 : 0, found.Cosines.Count);
    }

    [Fact]
    public void Build_WithItself_IsTheSame() => RandomGraphs.KnownFor.Sample(knownFor =>
    {
        using var producers = TestUsers.Ids(RandomGraphs.ProducerCount);
        var found = ModelComparisonBuilder.Build(knownFor, producers, knownFor, producers, new() { MinMembers = 1 });
        Assert.Equal(RandomGraphs.ProducerCount, found.Kept + found.Unassigned);
        Assert.All(found.Clusters, cluster => Assert.True(cluster.Cosine is null || Math.Abs(cluster.Cosine.Value - 1) < 1e-9));
    });

    [Fact]
    public void Build_OnRandomModels_EqualsTheSets() => Gen.Select(Model(), Model()).Sample((before, after) =>
    {
        using var beforeProducers = TestUsers.Ids([.. before.Select(entry => (long)entry.Id)]);
        using var afterProducers = TestUsers.Ids([.. after.Select(entry => (long)entry.Id)]);
        var found = ModelComparisonBuilder.Build(KnownForOf(before), beforeProducers, KnownForOf(after), afterProducers, new() { MinMembers = 2 });
        var ids = before.Concat(after).Select(entry => entry.Id).Distinct().ToArray();
        static int? At((int Id, int Cluster, int)[] model, int id) => model.Where(entry => entry.Id == id).Select(entry => (int?)entry.Cluster).SingleOrDefault();
        int Count(Func<int?, int?, bool> fate) => ids.Count(id => fate(At(before, id), At(after, id)));
        Assert.Equal(Count((from, to) => from >= 0 && from == to), found.Kept);
        Assert.Equal(Count((from, to) => from >= 0 && to >= 0 && from != to), found.Moved);
        Assert.Equal(Count((from, to) => (from ?? -1) < 0 && to >= 0), found.UnassignedToAssigned);
        Assert.Equal(Count((from, to) => from >= 0 && (to ?? -1) < 0), found.AssignedToUnassigned);
        Assert.Equal(Count((from, to) => from is null && to >= 0), found.New);
        Assert.Equal(Count((from, to) => from >= 0 && to is null), found.Lost);
        Assert.Equal(ids.Length, found.Kept + found.Moved + found.Unassigned + found.UnassignedToAssigned + found.AssignedToUnassigned);
        for (var cluster = 0; cluster < 4; cluster++)
        {
            double ScoreOf((int Id, int Cluster, int Score)[] model, int id) => model.Where(entry => entry.Id == id && entry.Cluster == cluster).Sum(entry => (double)(entry.Score / 10f));
            double[] Vector((int Id, int Cluster, int Score)[] model) => [.. ids.Select(id => ScoreOf(model, id))];
            var sizes = (Before: before.Count(entry => entry.Cluster == cluster), After: after.Count(entry => entry.Cluster == cluster));
            Assert.Equal(sizes, (found.Clusters[cluster].BeforeCount, found.Clusters[cluster].AfterCount));
            Assert.Equal(Math.Max(sizes.Before, sizes.After) >= 2, found.Clusters[cluster].Cosine is not null);
            if (found.Clusters[cluster].Cosine is { } cosine) Assert.Equal(ClusterOracle.VectorCosine(Vector(before), Vector(after)), cosine, 1e-9);
        }
    });

    [Fact]
    public void Build_WhenProducersDiffer_SaysSo()
    {
        using var producers = TestUsers.Ids(3);
        var error = Assert.Throws<ArgumentException>(() => ModelComparisonBuilder.Build(new(1, [0], [1]), producers, new(1, [0], [1]), producers, new()));
        Assert.Contains("ids of 3 producers, and communities of 1", error.Message);
    }

    static Gen<(int Id, int Cluster, int Score)[]> Model() => Gen.Select(Gen.Int[0, 12], Gen.Int[-1, 3], Gen.Int[1, 10]).Array[0, 12]
        .Select(entries => entries.DistinctBy(entry => entry.Item1).OrderBy(entry => entry.Item1).ToArray());

    static KnownFor KnownForOf((int Id, int Cluster, int Score)[] model) =>
        new(4, [.. model.Select(entry => entry.Cluster)], [.. model.Select(entry => entry.Cluster < 0 ? 0 : entry.Score / 10f)]);

    static (int, int, int, int, int) Counts(ClusterChange change) => (change.BeforeCount, change.AfterCount, change.StayedCount, change.JoinedCount, change.LeftCount);
}
