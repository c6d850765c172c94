using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Communities;

/// <summary>An epoch as one would first write it: a dictionary a vertex, the library's random numbers and logarithm, moves made at once, one thread.</summary>
static class NaiveEpoch
{
    internal static void Run(SparseMatrix graph, int[] labels, int[] sizes, Random random)
    {
        var order = Enumerable.Range(0, graph.RowCount).ToArray();
        random.Shuffle(order);
        foreach (var vertex in order)
        {
            var met = new Dictionary<int, (double Weight, int Count)> { [KnownFor.None] = default };
            var keys = graph.RowKeys(vertex);
            var values = graph.RowValues(vertex);
            if (keys.IsEmpty) continue;
            var mean = 0.0;
            for (var i = 0; i < keys.Length; i++)
            {
                var (weight, count) = met.GetValueOrDefault(labels[keys[i]]);
                met[labels[keys[i]]] = (weight + values[i], count + 1);
                mean += values[i] / (double)keys.Length;
            }

            double Score(int label) =>
                label == KnownFor.None ? 0 : 10 * met.GetValueOrDefault(label).Weight + mean * (met.GetValueOrDefault(label).Count - sizes[label]);
            var current = labels[vertex];
            var proposal = met.Keys.Where(label => label == KnownFor.None || label != current)
                .MaxBy(label => Score(label) - Math.Log(-Math.Log(random.NextDouble())));
            if (!(Math.Log(random.NextDouble()) < 0.5 * (Score(proposal) - Score(current)))) continue;
            if (current != KnownFor.None) sizes[current]--;
            if (proposal != KnownFor.None) sizes[proposal]++;
            labels[vertex] = proposal;
        }
    }
}
