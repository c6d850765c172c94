using System.Diagnostics;

namespace SimClusters.Communities;

/// <summary>Which community each vertex is in, and how many each has: the whole state of the sampler.</summary>
/// <remarks>Memory: 4 bytes a vertex, 4 a community.</remarks>
sealed class CommunityAssignment
{
    /// <param name="labels">By vertex: 0 to clusterCount − 1, or <see cref="KnownFor.None"/>. Kept, not copied.</param>
    /// <param name="clusterCount">Communities, empty ones included.</param>
    internal CommunityAssignment(int[] labels, int clusterCount)
    {
        Labels = labels;
        Sizes = new int[clusterCount];
        foreach (var label in labels)
            if (label != KnownFor.None) Sizes[label]++;
    }

    internal int[] Labels { get; }

    internal int[] Sizes { get; }

    internal int ClusterCount => Sizes.Length;

    internal int EmptyCount => Sizes.Count(size => size == 0);

    internal void Move(int vertex, int label)
    {
        Debug.Assert(label >= KnownFor.None && label < ClusterCount);
        if (Labels[vertex] != KnownFor.None) Sizes[Labels[vertex]]--;
        if (label != KnownFor.None) Sizes[label]++;
        Labels[vertex] = label;
    }
}
