namespace SimClusters.Pipeline;

/// <summary>The tables that a run can be asked for. In snake case these are their names; known_for and unassigned come with every run.</summary>
[Flags]
public enum ModelTables
{
    None = 0,
    FavouriteGraph = 1 << 0,
    FavouriteState = 1 << 1,
    Similarity = 1 << 2,
    NormsAndCounts = 1 << 3,
    EngagementGraph = 1 << 4,
    InterestedIn = 1 << 5,

    /// <summary>Which producers stand behind each interest: on request alone, since it is as large as the graph.</summary>
    InterestedInProof = 1 << 6,

    ProducerEmbeddings = 1 << 7,
    ClusterTopProducers = 1 << 8,
    ProducerEmbeddingsFav = 1 << 9,
    ClusterTopProducersFav = 1 << 10,
    AggregatableProducerEmbeddingsFollow = 1 << 11,
    AggregatableProducerEmbeddingsFav = 1 << 12,
    AggregatableProducerEmbeddingsLogFav = 1 << 13,
    AggregatableProducerEmbeddingsLogFavRelaxed = 1 << 14,
    SimilarUsers = 1 << 15,
    SimilarUsersFav = 1 << 16,
    Clusters = 1 << 17,
    ClusterDetails = 1 << 18,
    ClusterQuality = 1 << 19,
    ClusterNeighbors = 1 << 20,
    ClusterLabels = 1 << 21,
    ClusterLanguages = 1 << 22,
    ClusterCountries = 1 << 23,
    Users = 1 << 24,

    /// <summary>All but what is on request.</summary>
    Default = (1 << 25) - 1 - InterestedInProof,
}
