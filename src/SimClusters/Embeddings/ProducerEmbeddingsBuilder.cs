namespace SimClusters.Embeddings;

public static class ProducerEmbeddingsBuilder;
