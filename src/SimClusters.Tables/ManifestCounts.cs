using SimClusters.Embeddings;

namespace SimClusters.Tables;

/// <summary>The names under which the manifest counts what tables read back need to be whole again.</summary>
public static class ManifestCounts
{
    public const string EdgesAboveThreshold = "similarity_edges_above_threshold";
    public const string InterestsRemovedBySocialProof = "interested_in_removed_by_social_proof";
    public const string InterestsRemovedByTruncation = "interested_in_removed_by_truncation";

    /// <summary>Entries of a variant below its least cosine.</summary>
    public static string RemovedByThreshold(ProducerVariant variant) => $"{ProducerEmbeddingsTable.NameOf(variant)}_removed_by_threshold";

    /// <summary>Entries of a variant beyond a producer's limit.</summary>
    public static string RemovedByTruncation(ProducerVariant variant) => $"{ProducerEmbeddingsTable.NameOf(variant)}_removed_by_truncation";

    /// <summary>Nouns of a variant with too few users.</summary>
    public static string RemovedByMinUsers(NounVariant variant) => $"{NounEmbeddingsTable.NameOf(variant)}_removed_by_min_users";

    /// <summary>Products of a variant at or below its least cosine.</summary>
    public static string RemovedByThreshold(NounVariant variant) => $"{NounEmbeddingsTable.NameOf(variant)}_removed_by_threshold";

    /// <summary>Entries of a variant beyond a noun's limit.</summary>
    public static string RemovedByTruncation(NounVariant variant) => $"{NounEmbeddingsTable.NameOf(variant)}_removed_by_truncation";
}
