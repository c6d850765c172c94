namespace SimClusters.Tables;

/// <summary>The names under which the manifest counts what tables read back need to be whole again.</summary>
public static class ManifestCounts
{
    public const string EdgesAboveThreshold = "similarity_edges_above_threshold";
    public const string InterestsRemovedBySocialProof = "interested_in_removed_by_social_proof";
    public const string InterestsRemovedByTruncation = "interested_in_removed_by_truncation";
    public const string EmbeddingsRemovedByThreshold = "producer_embeddings_removed_by_threshold";
    public const string EmbeddingsRemovedByTruncation = "producer_embeddings_removed_by_truncation";
}
