using SimClusters.Embeddings;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>entity_embeddings, topic_embeddings and their kin, a table a variant: each noun's strongest clusters.</summary>
/// <remarks>
/// entity, topic or hashtag (id, of a kind of its own), of topics by their followers language (string), cluster INT32 from 1 on, score FLOAT in (0, 1]: a cosine; ascending by what comes before the
/// score. Some 6 bytes a row on disk. A noun without a cluster has no row.
/// </remarks>
public static class NounEmbeddingsTable
{
    public static TableSchema Schema(NounVariant variant)
    {
        TableColumn[] columns = [.. NounColumns.Of(variant), new("cluster", ColumnKind.Integer), new("score", ColumnKind.Score)];
        return new(NameOf(variant), columns.Length - 1, columns);
    }

    /// <summary>The name of a variant's table.</summary>
    public static string NameOf(NounVariant variant) => variant switch
    {
        NounVariant.Topic => "topic_embeddings",
        NounVariant.Entity => "entity_embeddings",
        NounVariant.EntityFollow => "entity_embeddings_follow",
        NounVariant.Hashtag => "hashtag_embeddings",
        NounVariant.HashtagFollow => "hashtag_embeddings_follow",
        NounVariant.TopicFollowersFav => "topic_embeddings_followers_fav",
        _ => "topic_embeddings_followers_log_fav",
    };

    /// <exception cref="ArgumentException">The nouns are not those of the vectors, or have languages where the variant has none.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Nouns nouns, NounEmbeddings embeddings, Execution execution)
    {
        var vectors = embeddings.ByNoun;
        if (vectors.RowCount != nouns.Count) throw new ArgumentException($"{nouns.Count:N0} nouns for vectors of {vectors.RowCount:N0}.", nameof(nouns));
        TableWriter.Write(path, Schema(embeddings.Variant), vectors.EntryCount,
        [
            .. NounColumns.Sources(embeddings.Variant, nouns, (first, rows) => MatrixTable.FillRows(vectors.Offsets, first, rows)),
            ColumnSource.Clusters((first, clusters) => vectors.Keys.Slice(first, clusters.Length).CopyTo(clusters)),
            MatrixTable.Scores(vectors.Values!),
        ], execution);
    }

    /// <summary>The nouns that have a cluster, and their vectors; the caller disposes both.</summary>
    /// <exception cref="TableFormatException">The file is damaged, or a row is double, out of order or out of range.</exception>
    public static (Nouns Nouns, SparseMatrix ByNoun) Read(string path, int clusterCount, NounVariant variant, Execution execution)
    {
        using var table = TableReader.Open(path, Schema(variant));
        var (nouns, offsets) = NounColumns.ReadSorted(table, variant, execution);
        var clusters = Axis.Clusters(clusterCount).Read(table);
        for (var noun = 0; noun < nouns.Count; noun++)
            for (var entry = offsets[noun] + 1; entry < offsets[noun + 1L]; entry++)
                if (clusters[entry] <= clusters[entry - 1])
                    throw new TableFormatException(path, $"row {entry + 1:N0}: expected the clusters of one {NounColumns.Noun(variant)} to ascend, found {clusters[entry] + 1} after {clusters[entry - 1] + 1}.");
        return (nouns, new(clusterCount, offsets, clusters, MatrixTable.ReadScores(table, "score", MatrixTable.MaxCosine)));
    }
}
