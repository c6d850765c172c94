using SimClusters.Communities;
using SimClusters.Embeddings;
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
        Embeddings = new() { MinFollowers = 101 },
    };

    /// <summary>No threshold at all: for graphs of a few users that are worked by hand.</summary>
    public static PipelineOptions Toy { get; } = new()
    {
        Selection = new() { MinFollowers = 1 },
        Similarity = new() { MinCosine = 0 },
        Interests = new() { MinProducersFollowed = 1 },
        Embeddings = new() { MinCosine = 0 },
    };

    public ProducerSelectionOptions Selection { get; init; } = new();

    public SimilarityOptions Similarity { get; init; } = new();

    public CommunityOptions Communities { get; init; } = new();

    public InterestedInOptions Interests { get; init; } = new();

    public ProducerEmbeddingsOptions Embeddings { get; init; } = new();

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
        Interests = Interests.Validated(),
        Embeddings = Embeddings.Validated(),
    };
}
