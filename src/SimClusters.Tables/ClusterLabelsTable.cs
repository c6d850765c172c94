using SimClusters.Clusters;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_labels: what each cluster's label is made of, and how much of it there is inside and everywhere.</summary>
/// <remarks>
/// cluster and rank INT32 from 1 on, source string (item, topic, language or name), term string, score, share_inside and share_all DOUBLE, support INT32; ascending by cluster, then rank. Some 60
/// bytes a row. The labels themselves are in clusters.
/// </remarks>
public static class ClusterLabelsTable
{
    public static TableSchema Schema { get; } = new("cluster_labels", 2,
        new TableColumn("cluster", ColumnKind.Integer), new("rank", ColumnKind.Integer), new("source", ColumnKind.Word), new("term", ColumnKind.Word), new("score", ColumnKind.Norm),
        new("share_inside", ColumnKind.Norm), new("share_all", ColumnKind.Norm), new("support", ColumnKind.Integer));

    /// <returns>Rows written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(string path, IReadOnlyList<ClusterLabel> labels, Execution execution)
    {
        (int Cluster, int Rank, ClusterTerm Term)[] rows = [.. labels.SelectMany((label, cluster) => label.Terms.Select((term, rank) => (cluster, rank + 1, term)))];
        var columns = new RecordColumns<(int Cluster, int Rank, ClusterTerm Term)>(rows);
        using var sources = columns.Texts(row => row.Term.Source.ToString().ToLowerInvariant());
        using var terms = columns.Texts(row => row.Term.Text);
        TableWriter.Write(path, Schema, rows.Length,
        [
            columns.Of(row => ClusterId.FromRow(row.Cluster).Value), columns.Of(row => row.Rank), RecordColumns<int>.Of(sources), RecordColumns<int>.Of(terms), columns.Of(row => row.Term.Score),
            columns.Of(row => row.Term.ShareInside), columns.Of(row => row.Term.ShareAll), columns.Of(row => row.Term.Support),
        ], execution);
        return rows.Length;
    }

    /// <summary>What every cluster's label is made of, by cluster row.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or names a cluster that there is not.</exception>
    public static ClusterTerm[][] Read(string path, int clusterCount)
    {
        using var table = TableReader.Open(path, Schema);
        var terms = new List<ClusterTerm>[clusterCount];
        using var clusters = Axis.Clusters(clusterCount).Read(table);
        var row = 0L;
        foreach (var term in TermsOf(table, table.AllRows)) (terms[clusters[row++]] ??= []).Add(term);
        return [.. terms.Select(list => list?.ToArray() ?? [])];
    }

    /// <summary>What a cluster's label is made of; nothing where the model does not have the table.</summary>
    internal static ClusterTerm[] TermsOf(ModelLookup lookup, Model model, ClusterId cluster)
    {
        if (!model.Has(Schema.Name)) return [];
        var (table, rows) = lookup.Find(Schema, cluster);
        return TermsOf(table, rows);
    }

    static ClusterTerm[] TermsOf(TableReader table, RowRange rows)
    {
        var (sources, terms) = (table.ReadTexts("source", rows), table.ReadTexts("term", rows));
        var (scores, inside, all) = (table.Read<double>("score", rows), table.Read<double>("share_inside", rows), table.Read<double>("share_all", rows));
        var support = table.Read<int>("support", rows);
        return [.. terms.Select((term, row) => new ClusterTerm(Enum.Parse<TermSource>(sources[row], ignoreCase: true), term, scores[row], inside[row], all[row], support[row]))];
    }
}
