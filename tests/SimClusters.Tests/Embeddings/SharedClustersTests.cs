using SimClusters.Embeddings;

namespace SimClusters.Tests.Embeddings;

public class SharedClustersTests
{
    // (3, 4) and (4, 3, 12) in clusters 1 and 2, the other also in 3: 12 + 12 over 5 · 13.
    [Fact]
    public void Of_WorkedByHand()
    {
        var shared = SharedClusters.Of([(new(1), 3f), (new(2), 4)], [(new(2), 3f), (new(1), 4), (new(3), 12)]);
        Assert.Equal(24 / 65.0, shared.Cosine, 1e-12);
        Assert.Equal([(1, 3f, 4f, 0.5), (2, 4f, 3f, 0.5)], shared.Clusters.Select(one => (one.Cluster.Value, one.First, one.Second, one.Share)));
    }

    [Fact]
    public void Of_NothingInCommon_IsZero()
    {
        var shared = SharedClusters.Of([(new(1), 3f)], [(new(2), 3f)]);
        Assert.Equal((0.0, 0), (shared.Cosine, shared.Clusters.Count));
        Assert.Equal(0, SharedClusters.Of([], []).Cosine);
    }

    [Fact]
    public void Of_AnyVectors_SharesAddUpToOne() => Gen.Select(Vector, Vector).Sample((one, other) =>
    {
        var shared = SharedClusters.Of(one, other);
        Assert.InRange(shared.Cosine, 0, 1);
        if (shared.Clusters.Count > 0) Assert.Equal(1, shared.Clusters.Sum(part => part.Share), 1e-9);
        Assert.Equal(shared.Clusters.Count > 0, shared.Cosine > 0);
    });

    static readonly Gen<(ClusterId, float)[]> Vector =
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 20]).Array[0, 6].Select(row => row.DistinctBy(entry => entry.Item1).Select(entry => (new ClusterId(entry.Item1), entry.Item2 / 7f)).ToArray());
}
