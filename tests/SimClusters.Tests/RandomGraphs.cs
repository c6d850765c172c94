using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests;

/// <summary>Small random inputs for laws: dense enough that pairs, ties and full rows happen.</summary>
static class RandomGraphs
{
    internal const int ProducerCount = 14;

    internal static readonly Gen<int[][]> FollowRows =
        Gen.Int[0, ProducerCount - 1].Array[0, 9].Select(row => row.Distinct().ToArray()).Array[0, 30];

    /// <summary>Weights of several sizes; some equal, so that ties happen.</summary>
    internal static readonly Gen<(int Key, float Value)[][]> FavouriteRows =
        Gen.Select(Gen.Int[0, ProducerCount - 1], Gen.Int[0, 5]).Array[0, 9].Select(row => row.DistinctBy(like => like.Item1).Select(like => (like.Item1, like.Item2 == 0 ? 1e-3f : like.Item2 * like.Item2)).ToArray()).Array[0, 30];

    internal static readonly Gen<KnownFor> KnownFor =
        Gen.Select(Gen.Int[-1, 4], Gen.Int[1, 20]).Array[ProducerCount].Select(entries => new KnownFor(
            5, [.. entries.Select(entry => entry.Item1)], [.. entries.Select(entry => entry.Item1 < 0 ? 0 : entry.Item2 / 20f)]));

    /// <summary>What a consumer likes; nothing past the rows that were drawn.</summary>
    internal static (int Key, float Value)[] Row((int Key, float Value)[][] rows, int consumer) => consumer < rows.Length ? rows[consumer] : [];

    /// <summary>Favourites of as many consumers as there are rows of follows.</summary>
    internal static SparseMatrix Favourites((int Key, float Value)[][] rows, int consumerCount) =>
        SparseMatrix.FromRows(ProducerCount, [.. Enumerable.Range(0, consumerCount).Select(consumer => Row(rows, consumer))]);

    internal static FollowGraph Graph(int[][] rows) => ToyGraph.Graph(ProducerCount, rows);
}
