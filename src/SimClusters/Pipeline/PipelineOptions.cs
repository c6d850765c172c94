using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>The knobs of every stage of a run; kept in the model's manifest. Presets are values of it.</summary>
public sealed record PipelineOptions
{
    /// <summary>Serves small graphs and large ones.</summary>
    public static PipelineOptions Default { get; } = new();

    /// <summary>
    /// What the published jobs ran with, at 20 million producers: audiences of 400 and more, squared weights, the bare sampler.
    /// The published similarity job is absent, its threshold with it: none is set. Sources: offline.md §3.1, §4.1, §7.1, §8.2.
    /// </summary>
    public static PipelineOptions Published { get; } = new()
    {
        Selection = new() { MinFollowers = 400, MaxProducers = 20_000_000 },
        Similarity = new() { MinCosine = 0, MaxNeighbors = 100 },
        Communities = CommunityOptions.Published with { EdgeWeights = EdgeWeights.Squared, MaxEpochs = 4 },
        Embeddings = new() { MinFollowers = 101, MinFavers = 101, RelaxedMinFavers = 16 },
    };

    /// <summary>No threshold at all: for graphs of a few users that are worked by hand.</summary>
    public static PipelineOptions Toy { get; } = new()
    {
        Selection = new() { MinFollowers = 1 },
        Similarity = new() { MinCosine = 0 },
        Interests = new() { MinProducers = 1 },
        Embeddings = new() { MinCosine = 0 },
    };

    public ProducerSelectionOptions Selection { get; init; } = new();

    public SimilarityOptions Similarity { get; init; } = new();

    public CommunityOptions Communities { get; init; } = new();

    public FavouriteGraphOptions Favourites { get; init; } = new();

    public EngagementGraphOptions Engagements { get; init; } = new();

    public InterestedInOptions Interests { get; init; } = new();

    public ProducerEmbeddingsOptions Embeddings { get; init; } = new();

    public SimilarUsersOptions SimilarUsers { get; init; } = new();

    public ClusterLabelOptions Labels { get; init; } = new();

    public ClusterNeighborsOptions ClusterNeighbors { get; init; } = new();

    /// <summary>What the run is to make; stages that none of it needs are left out.</summary>
    public ModelTables Tables { get; init; } = ModelTables.Default;

    /// <summary>Whether anything is to be made of interests.</summary>
    internal bool MakesInterests => MakesAny(ModelTables.Default & ~(ModelTables.FavouriteGraph | ModelTables.FavouriteState | ModelTables.Similarity | ModelTables.NormsAndCounts
        | ModelTables.EngagementGraph | ModelTables.ClusterQuality | ModelTables.Users) | ModelTables.InterestedInProof);

    internal bool MakesEngagements => MakesInterests || MakesAny(ModelTables.NormsAndCounts | ModelTables.EngagementGraph);

    internal bool MakesAny(ModelTables tables) => (Tables & tables) != ModelTables.None;

    /// <summary>Whether vectors of a variant are to be made. The relaxed ones only where they are others than the strict ones.</summary>
    internal bool Makes(ProducerVariant variant) => variant switch
    {
        ProducerVariant.Follow => MakesAny(ModelTables.ProducerEmbeddings | ModelTables.ClusterTopProducers | ModelTables.SimilarUsers),
        ProducerVariant.Fav => MakesAny(ModelTables.ProducerEmbeddingsFav | ModelTables.ClusterTopProducersFav | ModelTables.SimilarUsersFav),
        ProducerVariant.AggregatableFollow => Tables.HasFlag(ModelTables.AggregatableProducerEmbeddingsFollow),
        ProducerVariant.AggregatableFav => Tables.HasFlag(ModelTables.AggregatableProducerEmbeddingsFav),
        ProducerVariant.AggregatableLogFav => Tables.HasFlag(ModelTables.AggregatableProducerEmbeddingsLogFav),
        _ => Tables.HasFlag(ModelTables.AggregatableProducerEmbeddingsLogFavRelaxed) && Embeddings.RelaxedMinFavers < Embeddings.MinFavers,
    };

    /// <summary>Whether the nearest producers by a variant's vectors are to be found.</summary>
    internal bool MakesSimilarUsers(ProducerVariant variant) => variant switch
    {
        ProducerVariant.Follow => MakesAny(ModelTables.SimilarUsers),
        ProducerVariant.Fav => MakesAny(ModelTables.SimilarUsersFav),
        _ => false,
    };

    /// <summary>These options with one seed for every stage that draws.</summary>
    public PipelineOptions WithSeed(ulong seed) =>
        this with { Similarity = Similarity with { Seed = seed }, Communities = Communities with { Seed = seed } };

    /// <summary>These options, checked: a run of hours must not end on a typing error in its last stage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PipelineOptions Validated() => this with
    {
        Selection = Selection.Validated(),
        Similarity = Similarity.Validated(),
        Communities = Communities.Validated(),
        Favourites = Favourites.Validated(),
        Engagements = Engagements.Validated(),
        Interests = Interests.Validated(),
        Embeddings = Embeddings.Validated(),
        SimilarUsers = SimilarUsers.Validated(),
        Labels = Labels.Validated(),
        ClusterNeighbors = ClusterNeighbors.Validated(),
    };
}
