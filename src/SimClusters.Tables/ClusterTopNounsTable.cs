using SimClusters.Embeddings;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>cluster_top_entities, cluster_top_topics and their kin, a table a variant: each cluster's strongest nouns; the other direction of <see cref="NounEmbeddingsTable"/>.</summary>
/// <remarks>
/// cluster INT32 from 1 on, entity, topic or hashtag (id, of a kind of its own), of topics by their followers language (string), score FLOAT in (0, 1]: a cosine; ascending by what comes before the
/// score (not by score). Some 8 bytes a row on disk.
/// </remarks>
public static class ClusterTopNounsTable
{
    public static TableSchema Schema(NounVariant variant)
    {
        TableColumn[] columns = [new("cluster", ColumnKind.Integer), .. NounColumns.Of(variant), new("score", ColumnKind.Score)];
        return new(NameOf(variant), columns.Length - 1, columns);
    }

    /// <summary>The name of a variant's table.</summary>
    public static string NameOf(NounVariant variant) => variant switch
    {
        NounVariant.Topic => "cluster_top_topics",
        NounVariant.Entity => "cluster_top_entities",
        NounVariant.EntityFollow => "cluster_top_entities_follow",
        NounVariant.Hashtag => "cluster_top_hashtags",
        NounVariant.HashtagFollow => "cluster_top_hashtags_follow",
        NounVariant.TopicFollowersFav => "cluster_top_topics_followers_fav",
        _ => "cluster_top_topics_followers_log_fav",
    };

    /// <exception cref="ArgumentException">The nouns are not those of the lists, or have languages where the variant has none.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Nouns nouns, NounEmbeddings embeddings, Execution execution)
    {
        var lists = embeddings.ByCluster;
        if (lists.ColumnCount != nouns.Count) throw new ArgumentException($"{nouns.Count:N0} nouns for lists of {lists.ColumnCount:N0}.", nameof(nouns));
        TableWriter.Write(path, Schema(embeddings.Variant), lists.EntryCount,
        [
            ColumnSource.Clusters((first, clusters) => MatrixTable.FillRows(lists.Offsets, first, clusters)),
            .. NounColumns.Sources(embeddings.Variant, nouns, (first, rows) => lists.Keys.Slice(first, rows.Length).CopyTo(rows)),
            MatrixTable.Scores(lists.Values!),
        ], execution);
    }

    /// <summary><see cref="NounEmbeddings.ByCluster"/>; the caller disposes it.</summary>
    /// <param name="nouns">Those of <see cref="NounEmbeddingsTable.Read"/>: whoever is in a list has a vector.</param>
    /// <exception cref="TableFormatException">The file is damaged, or a row is unknown, double, out of order or out of range.</exception>
    public static SparseMatrix Read(string path, Nouns nouns, int clusterCount, NounVariant variant)
    {
        using var table = TableReader.Open(path, Schema(variant));
        using var clusters = Axis.Clusters(clusterCount).Read(table);
        var keys = NounColumns.ReadRows(table, variant, nouns);
        var offsets = new NativeArray<long>(clusterCount + 1L);
        for (long entry = 0; entry < clusters.Length; entry++)
        {
            if (entry > 0 && (clusters[entry] < clusters[entry - 1] || (clusters[entry] == clusters[entry - 1] && keys[entry] <= keys[entry - 1])))
                throw new TableFormatException(path, $"row {entry + 1:N0}: expected (cluster, {NounColumns.Noun(variant)}) to ascend, found a pair that is not above the one before.");
            offsets[clusters[entry] + 1L]++;
        }

        for (var cluster = 0; cluster < clusterCount; cluster++) offsets[cluster + 1L] += offsets[cluster];
        return new(nouns.Count, offsets, keys, MatrixTable.ReadScores(table, "score", MatrixTable.MaxCosine));
    }
}
