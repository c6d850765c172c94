using SimClusters.Communities;
using SimClusters.Graphs;

namespace SimClusters.Tests;

/// <summary>Small random inputs for laws: dense enough that pairs, ties and full rows happen.</summary>
static class RandomGraphs
{
    internal const int ProducerCount = 14;

    internal static readonly Gen<int[][]> FollowRows =
        Gen.Int[0, ProducerCount - 1].Array[0, 9].Select(row => row.Distinct().ToArray()).Array[0, 30];

    internal static readonly Gen<KnownFor> KnownFor =
        Gen.Select(Gen.Int[-1, 4], Gen.Int[1, 20]).Array[ProducerCount].Select(entries => new KnownFor(
            5, [.. entries.Select(entry => entry.Item1)], [.. entries.Select(entry => entry.Item1 < 0 ? 0 : entry.Item2 / 20f)]));

    internal static FollowGraph Graph(int[][] rows) => ToyGraph.Graph(ProducerCount, rows);
}
