using System.Text;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Clusters;

/// <summary>Users and topics from what one would write down.</summary>
static class TestUsers
{
    internal static NodeIndex Ids(params long[] ascending) => NodeIndex.FromIntegers(NativeArray<long>.From(ascending));

    /// <summary>The ids 0 to count − 1.</summary>
    internal static NodeIndex Ids(int count) => Ids([.. Enumerable.Range(0, count).Select(id => (long)id)]);

    internal static NodeIndex Texts(IEnumerable<string> texts)
    {
        var ascending = texts.Distinct().Select(Encoding.UTF8.GetBytes).ToArray();
        Array.Sort(ascending, (one, other) => one.AsSpan().SequenceCompareTo(other));
        var offsets = new NativeArray<long>(ascending.Length + 1L);
        for (var i = 0; i < ascending.Length; i++) offsets[i + 1] = offsets[i] + ascending[i].Length;
        return NodeIndex.FromText(offsets, NativeArray<byte>.From(ascending.SelectMany(text => text).ToArray()));
    }

    /// <summary>A word for each user row; null where there is none.</summary>
    internal static UserWords Words(params string?[] words)
    {
        var index = Texts(words.OfType<string>());
        return new(index, [.. words.Select(word => word is null ? RowMap.None : index.RowOf(word))]);
    }

    /// <summary>Topics of each user row.</summary>
    internal static UserTopics Topics(NodeIndex users, IReadOnlyList<string[]> topics)
    {
        var index = Texts(topics.SelectMany(row => row));
        return new(users, index, SparseMatrix.FromRows(index.Count, [.. topics.Select(row => row.Select(index.RowOf).ToArray())]));
    }
}
