using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Tests.Indexing;

/// <summary>Tables of an index by ids, to compare.</summary>
static class IndexContents
{
    internal static SortedDictionary<(string Item, int Cluster), float> Of(ItemEmbeddings embeddings) => Of(embeddings.Scores, (row, column) => (embeddings.Items.NameAt(row), column));

    internal static SortedDictionary<(string Item, int Cluster), float> Of(ClusterIndex index) => Of(index.Scores, (row, column) => (index.Items.NameAt(column), row));

    internal static ClusterIndex Index(params (long Item, int Cluster)[] entries)
    {
        long[] items = [.. entries.Select(entry => entry.Item).Distinct().Order()];
        var clusters = Enumerable.Range(0, entries.Max(entry => entry.Cluster) + 1);
        return new(
            NodeIndex.FromIntegers(NativeArray<long>.From(items)),
            SparseMatrix.FromRows(items.Length, [.. clusters.Select(cluster => entries.Where(entry => entry.Cluster == cluster).Select(entry => (Array.IndexOf(items, entry.Item), 1f)).ToArray())]));
    }

    static SortedDictionary<(string, int), float> Of(SparseMatrix matrix, Func<int, int, (string, int)> key)
    {
        var contents = new SortedDictionary<(string, int), float>(Comparer<(string Item, int Cluster)>.Create((one, other) =>
            string.CompareOrdinal(one.Item, other.Item) is var order and not 0 ? order : one.Cluster.CompareTo(other.Cluster)));
        for (var row = 0; row < matrix.RowCount; row++)
            foreach (var (column, value) in matrix.RowKeys(row).ToArray().Zip(matrix.RowValues(row).ToArray())) contents.Add(key(row, column), value);
        return contents;
    }
}
