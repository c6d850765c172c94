using SimClusters.Embeddings;
using SimClusters.Numerics;
using SimClusters.Retrieval;

namespace SimClusters.Tests.Retrieval;

public class ExactSearchTests
{
    const int ClusterCount = 5;

    static readonly Gen<(int Key, float Value)[]> s_vector = Gen.Select(Gen.Int[0, ClusterCount - 1], Gen.Float[0, 4]).Array[0, ClusterCount]
        .Select(row => row.DistinctBy(entry => entry.Item1).OrderBy(entry => entry.Item1).Select(entry => (entry.Item1, entry.Item2)).ToArray());

    // Of (3, 4, 0): the same direction has 1; (4, 3, 0) has 24/25; (0, 0, 1) has nothing in common; (5, 0, 0) has 15/25. The tie of rows 1 and 4 goes to the lower.
    [Fact]
    public void Find_WorkedByHand()
    {
        using var vectors = SparseMatrix.FromRows(3, [[(0, 6), (1, 8)], [(0, 4), (1, 3)], [(2, 1)], [(0, 5)], [(0, 8), (1, 6)], []]);
        (int, float)[] query = [(0, 3), (1, 4)];
        Assert.Equal([(0, 1), (1, 0.96), (4, 0.96), (3, 0.6)], ExactSearch.Find(vectors, query, max: 9).Select(near => (near.Row, Math.Round(near.Cosine, 9))));
        Assert.Equal([1, 4], ExactSearch.Find(vectors, query, max: 2, except: 0).Select(near => near.Row));
        Assert.Empty(ExactSearch.Find(vectors, [], max: 9));
        Assert.Empty(ExactSearch.Find(vectors, query, max: 0));
        Assert.Throws<ArgumentException>(() => ExactSearch.Find(vectors, [(3, 1f)], max: 1));
    }

    [Fact]
    public void Find_OnRandomVectors_EqualsTheCosineOfEachPair() =>
        Gen.Select(s_vector.Array[0, 20], s_vector, Gen.Int[0, 25]).Sample((rows, query, max) =>
        {
            using var vectors = SparseMatrix.FromRows(ClusterCount, rows);
            var found = ExactSearch.Find(vectors, query, max);
            var expected = rows.Select((row, i) => (Row: i, SharedClusters.Of(Vector(query), Vector(row)).Cosine)).Where(near => near.Cosine > 0)
                .OrderByDescending(near => near.Cosine).ThenBy(near => near.Row).Take(max).ToArray();
            Assert.Equal(expected.Length, found.Count);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i].Cosine, found[i].Cosine, 1e-9);
        });

    static (ClusterId, float)[] Vector((int Key, float Value)[] row) => [.. row.Select(entry => (ClusterId.FromRow(entry.Key), entry.Value))];
}
