namespace SimClusters.Similarity;

public static class SimilarityGraphBuilder;
