using System.Runtime.InteropServices;

namespace SimClusters.Communities;

/// <summary>How well communities agree with known ones.</summary>
/// <param name="NormalizedMutualInformation">2·I / (H + H'), 0 to 1; vertices without a community count as communities of one. NaN for overlapping truth, where it is not defined.</param>
/// <param name="AverageF1">Mean of two means: of the best F1 of each true community among the found ones, and of each found one among the true (Yang and Leskovec 2013).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GroundTruth(double NormalizedMutualInformation, double AverageF1)
{
    /// <summary>Agreement with one true label a vertex.</summary>
    /// <param name="labels">By vertex: its community or <see cref="KnownFor.None"/>.</param>
    /// <param name="truth">By vertex: any number ≥ 0, or <see cref="KnownFor.None"/> where the truth is not known; such vertices are left out.</param>
    /// <exception cref="ArgumentException">The arrays' lengths differ.</exception>
    /// <remarks>Found communities of vertices without one count in the first mean of F1 only through the vertices that truth has and they miss.</remarks>
    public static GroundTruth Compare(ReadOnlySpan<int> labels, ReadOnlySpan<int> truth)
    {
        if (labels.Length != truth.Length)
            throw new ArgumentException($"Ground truth: expected a label for each of {labels.Length:N0} vertices, found {truth.Length:N0}.", nameof(truth));
        var joint = new SortedDictionary<(int Truth, int Label), long>();
        var trueSizes = new SortedDictionary<int, long>();
        var foundSizes = new SortedDictionary<int, long>();
        var total = 0L;
        var next = labels.IsEmpty ? 0 : Max(labels) + 1;
        var firstSingle = next;
        for (var vertex = 0; vertex < labels.Length; vertex++)
        {
            if (truth[vertex] == KnownFor.None) continue;
            var label = labels[vertex] == KnownFor.None ? next++ : labels[vertex];
            total++;
            trueSizes[truth[vertex]] = trueSizes.GetValueOrDefault(truth[vertex]) + 1;
            foundSizes[label] = foundSizes.GetValueOrDefault(label) + 1;
            joint[(truth[vertex], label)] = joint.GetValueOrDefault((truth[vertex], label)) + 1;
        }

        var information = 0.0;
        var bestTrue = new Dictionary<int, double>();
        var bestFound = new Dictionary<int, double>();
        foreach (var ((trueLabel, label), count) in joint)
        {
            var (trueSize, foundSize) = (trueSizes[trueLabel], foundSizes[label]);
            information += (double)count / total * Math.Log((double)count * total / ((double)trueSize * foundSize));
            var f1 = 2.0 * count / (trueSize + foundSize);
            bestTrue[trueLabel] = Math.Max(bestTrue.GetValueOrDefault(trueLabel), f1);
            if (label < firstSingle) bestFound[label] = Math.Max(bestFound.GetValueOrDefault(label), f1);
        }

        var entropy = Entropy(trueSizes.Values, total) + Entropy(foundSizes.Values, total);
        return new(entropy > 0 ? 2 * information / entropy : 1, (Mean(bestTrue) + Mean(bestFound)) / 2);
    }

    /// <summary>Agreement with communities that may overlap and need not cover all.</summary>
    /// <param name="labels">By vertex: its community or <see cref="KnownFor.None"/>.</param>
    /// <param name="communities">Members of each true community: vertices, each once in a community.</param>
    /// <exception cref="ArgumentException">A member is no vertex.</exception>
    /// <remarks>Found communities without a member in any true one are left out, since truth says nothing about them.</remarks>
    public static GroundTruth Compare(ReadOnlySpan<int> labels, IReadOnlyList<int[]> communities)
    {
        var sizes = new Dictionary<int, int>();
        foreach (var label in labels)
            if (label != KnownFor.None) sizes[label] = sizes.GetValueOrDefault(label) + 1;

        var bestTrue = new Dictionary<int, double>();
        var bestFound = new SortedDictionary<int, double>();
        var overlap = new Dictionary<int, int>();
        for (var community = 0; community < communities.Count; community++)
        {
            overlap.Clear();
            foreach (var member in communities[community])
            {
                if ((uint)member >= (uint)labels.Length)
                    throw new ArgumentException($"True community {community + 1:N0}: expected vertices 0 to {labels.Length - 1:N0}, found {member:N0}.", nameof(communities));
                if (labels[member] != KnownFor.None) overlap[labels[member]] = overlap.GetValueOrDefault(labels[member]) + 1;
            }

            bestTrue[community] = 0;
            foreach (var (label, count) in overlap)
            {
                var f1 = 2.0 * count / (communities[community].Length + sizes[label]);
                bestTrue[community] = Math.Max(bestTrue[community], f1);
                bestFound[label] = Math.Max(bestFound.GetValueOrDefault(label), f1);
            }
        }

        return new(double.NaN, (Mean(bestTrue) + Mean(bestFound)) / 2);
    }

    static double Entropy(IEnumerable<long> sizes, double total) => -sizes.Sum(size => size / total * Math.Log(size / total));

    static double Mean(IReadOnlyCollection<KeyValuePair<int, double>> best) => best.Count == 0 ? 0 : best.Average(pair => pair.Value);

    static int Max(ReadOnlySpan<int> labels)
    {
        var max = KnownFor.None;
        foreach (var label in labels) max = Math.Max(max, label);
        return max;
    }
}
