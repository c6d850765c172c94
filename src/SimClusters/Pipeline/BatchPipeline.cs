using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>The whole run: follows and favourites in, communities and vectors out, each table to the sink as soon as it is whole.</summary>
/// <remarks>Holds the graphs and at most two stages' results at once. Equal inputs and options give the sink equal bytes at any thread count.</remarks>
public static class BatchPipeline
{
    /// <summary>All stages that the options' tables need.</summary>
    /// <param name="input">What there is.</param>
    /// <param name="options">Every stage's knobs.</param>
    /// <param name="sink">Gets each table once.</param>
    /// <param name="observer">Is told where the run is.</param>
    /// <exception cref="ArgumentException">Options out of range, or parts that do not fit the graph.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what the sink got before is the caller's to drop.</exception>
    public static PipelineReport Run(PipelineInput input, PipelineOptions options, IModelSink sink, IPipelineObserver observer)
    {
        options = options.Validated();
        var selection = ProducerSelectionBuilder.Build(input.Follows, options.Selection, input.Users?.ActivityIn(input.Follows.Producers));
        var run = new PipelineRun(input, options, sink, observer);
        using var similarity = run.Similarity(selection);
        return run.FromSimilarity(selection, similarity);
    }

    /// <summary>Communities and what follows, on a similarity graph that is already there.</summary>
    /// <param name="input">What there is.</param>
    /// <param name="selection">Who took part in S.</param>
    /// <param name="similarity">S. Taken over: it is disposed as soon as the communities are found, and must not be read afterwards.</param>
    /// <param name="options">Every stage's knobs.</param>
    /// <param name="sink">Gets each table once.</param>
    /// <param name="observer">Is told where the run is.</param>
    public static PipelineReport RunFromSimilarity(
        PipelineInput input, ProducerSelection selection, SimilarityGraph similarity, PipelineOptions options, IModelSink sink, IPipelineObserver observer) =>
        new PipelineRun(input, options.Validated(), sink, observer).FromSimilarity(selection, similarity);

    /// <summary>Interests and what follows, for communities that are already there.</summary>
    public static PipelineReport RunFromKnownFor(PipelineInput input, KnownFor knownFor, PipelineOptions options, IModelSink sink, IPipelineObserver observer) =>
        new PipelineRun(input, options.Validated(), sink, observer).FromKnownFor(knownFor);
}
