using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Oracles;

/// <summary>An epoch of the sampler as its definition has it: dictionaries, every noise drawn, no bounds, one thread.</summary>
static class NaiveMetropolisHastings
{
    internal static int[] Epoch(
        CommunityGraph graph, int[] labels, ulong epochKey, double weightCoefficient, double acceptance, double scale, int blockSize)
    {
        var order = new SeededPermutation(CounterRandom.Key(epochKey, ulong.MaxValue - 1), graph.VertexCount);
        for (var first = 0; first < graph.VertexCount; first += blockSize)
        {
            var next = (int[])labels.Clone();
            foreach (var position in Enumerable.Range(first, Math.Min(blockSize, graph.VertexCount - first)))
                next[order[position]] = Step(graph, labels, order[position], CounterRandom.Key(epochKey, (ulong)order[position]), weightCoefficient, acceptance, scale);
            labels = next;
        }

        return labels;
    }

    static int Step(CommunityGraph graph, int[] labels, int vertex, ulong key, double weightCoefficient, double acceptance, double scale)
    {
        // As published: a vertex without an edge keeps what it has.
        if (graph.Matrix.RowLength(vertex) == 0) return labels[vertex];
        var met = new SortedDictionary<int, (double Weight, int Count)> { [KnownFor.None] = default, [labels[vertex]] = default };
        for (var entry = graph.Matrix.Offsets[vertex]; entry < graph.Matrix.Offsets[vertex + 1]; entry++)
        {
            var label = labels[graph.Matrix.Keys[entry]];
            var (weight, count) = met.GetValueOrDefault(label);
            met[label] = (weight + graph.Weight(entry), count + 1);
        }

        double Score(int label) => label == KnownFor.None ? 0
            : weightCoefficient * scale * met[label].Weight + graph.MeanWeights[vertex] * scale * (met[label].Count - labels.Count(other => other == label));
        double Noise(int label) => -NaturalLogarithm.Of(-NaturalLogarithm.Of(1 - CounterRandom.Uniform(CounterRandom.Bits(key, (ulong)(label + 2)))));

        // MaxBy keeps the first of equals: none, then the lower id.
        var proposal = met.Keys.Where(label => label == KnownFor.None || label != labels[vertex]).MaxBy(label => Score(label) + Noise(label));
        var u = CounterRandom.Uniform(CounterRandom.Bits(key, 0));
        return NaturalLogarithm.Of(u) < acceptance * (Score(proposal) - Score(labels[vertex])) ? proposal : labels[vertex];
    }
}
