using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

/// <summary>The graphs of the reference values, and planted ones.</summary>
static class TestGraphs
{
    /// <summary>Good: the two cliques. Bad: 1 and 5 changed over.</summary>
    internal static readonly int[] Good = [0, 0, 0, 0, 1, 1, 1, 1], Bad = [1, 0, 0, 0, 0, 1, 1, 1];

    /// <summary>Two 4-cliques of weight 1 and the edge 1–5, which weighs <paramref name="bridge"/>: W at 0.5.</summary>
    internal static SparseMatrix TwoCliques(float bridge) => Symmetric(8,
        [(0, 1, 1), (0, 2, 1), (0, 3, 1), (1, 2, 1), (1, 3, 1), (2, 3, 1), (4, 5, 1), (4, 6, 1), (4, 7, 1), (5, 6, 1), (5, 7, 1), (6, 7, 1), (0, 4, bridge)]);

    /// <summary>U: the same edges without weights.</summary>
    internal static SparseMatrix Unweighted()
    {
        using var weighted = TwoCliques(1);
        return SparseMatrix.FromRows(8, [.. Enumerable.Range(0, 8).Select(row => weighted.RowKeys(row).ToArray())]);
    }

    /// <summary>Graph G of spec/offline.md §3.4: rows 0 to 3 are producers 11 to 14.</summary>
    internal static SparseMatrix Offline() => Symmetric(4,
        [(0, 1, 3 / MathF.Sqrt(12)), (0, 2, 1 / 3f), (1, 2, 2 / MathF.Sqrt(12)), (1, 3, 1 / MathF.Sqrt(8)), (2, 3, 2 / MathF.Sqrt(6))]);

    internal static SparseMatrix Symmetric(int vertexCount, IEnumerable<(int From, int To, float Weight)> edges)
    {
        var rows = Enumerable.Range(0, vertexCount).Select(_ => new SortedDictionary<int, float>()).ToArray();
        foreach (var (from, to, weight) in edges)
        {
            if (from == to) continue;
            rows[from][to] = weight;
            rows[to][from] = weight;
        }

        return SparseMatrix.FromRows(vertexCount, [.. rows.Select(row => row.Select(entry => (entry.Key, entry.Value)).ToArray())]);
    }

    /// <summary>Communities of <paramref name="size"/>, some <paramref name="degree"/> edges a vertex, a share of them across; ids are mixed.</summary>
    internal static (SparseMatrix Graph, int[] Truth) Planted(int vertexCount, int size, int degree, double across, ulong seed)
    {
        var place = new SeededPermutation(CounterRandom.Key(seed, 1), vertexCount);
        var truth = new int[vertexCount];
        for (var position = 0; position < vertexCount; position++) truth[place[position]] = position / size;

        IEnumerable<(int, int, float)> Edges()
        {
            for (var position = 0; position < vertexCount; position++)
            {
                for (var i = 0; i < degree / 2; i++)
                {
                    var key = CounterRandom.Key(CounterRandom.Key(seed, (ulong)position + 2), (ulong)i);
                    var home = position / size * size;
                    var isAcross = CounterRandom.Uniform(CounterRandom.Bits(key, 0)) < across;
                    var other = isAcross
                        ? CounterRandom.Below(CounterRandom.Bits(key, 1), vertexCount)
                        : home + CounterRandom.Below(CounterRandom.Bits(key, 1), Math.Min(size, vertexCount - home));
                    var weight = (isAcross ? 0.05 : 0.1) + 0.2 * CounterRandom.Uniform(CounterRandom.Bits(key, 2));
                    yield return (place[position], place[(int)other], (float)weight);
                }
            }
        }

        return (Symmetric(vertexCount, Edges()), truth);
    }

    internal static CommunityGraph View(SparseMatrix matrix, EdgeWeights weighting = EdgeWeights.Cosine) => new(matrix, weighting, Execution.Default);
}
