using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_languages and cluster_countries: what languages and countries each cluster's members are of.</summary>
/// <remarks>cluster INT32 from 1 on, language or country string, empty where not known, fraction DOUBLE; a cluster's fractions add up to 1; ascending by cluster, then word. Some 12 bytes a row.</remarks>
public static class ClusterWordsTable
{
    public static TableSchema Languages { get; } = Of("cluster_languages", "language");

    public static TableSchema Countries { get; } = Of("cluster_countries", "country");

    /// <param name="schema">One of the two.</param>
    /// <param name="clusterRows">By row of <paramref name="words"/>: the cluster, ascending.</param>
    /// <param name="words">Each cluster's words.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(string path, TableSchema schema, int[] clusterRows, WordShare[][] words, Execution execution)
    {
        (int Cluster, WordShare Word)[] rows = [.. words.SelectMany((row, place) => row.OrderBy(word => word.Word, StringComparer.Ordinal).Select(word => (clusterRows[place], word)))];
        var columns = new RecordColumns<(int Cluster, WordShare Word)>(rows);
        using var texts = columns.Texts(row => row.Word.Word);
        TableWriter.Write(path, schema, rows.Length,
            [columns.Of(row => ClusterId.FromRow(row.Cluster).Value), RecordColumns<int>.Of(texts), columns.Of(row => row.Word.Share)], execution);
        return rows.Length;
    }

    static TableSchema Of(string name, string word) => new(name, 2, new TableColumn("cluster", ColumnKind.Integer), new(word, ColumnKind.Word), new("fraction", ColumnKind.Norm));
}
