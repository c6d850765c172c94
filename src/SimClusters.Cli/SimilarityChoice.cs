using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Cli;

/// <summary>The options of every verb that computes similarity, and the computation with its figures and advice.</summary>
static class SimilarityChoice
{
    static readonly SimilarityOptions s_defaults = new();

    static readonly Option<double> s_minCosine = new Option<double>("--min-cosine")
    {
        Description = "Noise removal: the cosine that an edge must exceed, 0 to 1.",
        DefaultValueFactory = _ => s_defaults.MinCosine,
    }.Between(0, 1);

    static readonly Option<int> s_top = new Option<int>("--top")
    {
        Description = "Neighbours a producer keeps, strongest first; an edge stays when either end keeps it.",
        DefaultValueFactory = _ => s_defaults.MaxNeighbors,
    }.AtLeast(1);

    static readonly Option<int?> s_maxFollows = new Option<int?>("--max-follows-per-consumer")
    {
        Description = "Look at so many follows of a consumer, drawn at random and weighted so that cosines stay right on average. Default: all, exactly.",
    }.AtLeast(2);

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_minCosine, s_top, s_maxFollows]) verb.Add(option);
    }

    /// <summary>A preset's similarity, with what the command line names in its place.</summary>
    internal static SimilarityOptions Options(ParseResult arguments, SimilarityOptions preset) => preset with
    {
        MinCosine = arguments.Named(s_minCosine, preset.MinCosine),
        MaxNeighbors = arguments.Named(s_top, preset.MaxNeighbors),
        MaxFollowsPerConsumer = arguments.Named(s_maxFollows, preset.MaxFollowsPerConsumer),
    };

    /// <summary>Computes S, and adds its figures and what to change where it is too dense or too sparse.</summary>
    internal static SimilarityGraph Make(Host host, FollowGraph graph, ProducerSelection selection, SimilarityOptions options)
    {
        var similarity = host.Report.Step(
            "similarity", execution => SimilarityGraphBuilder.Build(graph, selection, options, execution),
            made => $"{made.EdgesAboveThreshold:N0} edges above {options.MinCosine}, {made.EdgeCount:N0} kept");
        Describe(host.Report, SimilarityReport.Of(similarity, graph, selection, options), options);
        return similarity;
    }

    /// <summary>The figures of S and the advice.</summary>
    static void Describe(RunReport run, SimilarityReport facts, SimilarityOptions options)
    {
        run.Figure("edges_above_threshold", $"edges above {options.MinCosine}", facts.EdgesAboveThreshold);
        run.Figure("edges_kept", $"edges kept (top {options.MaxNeighbors} of either end)", facts.EdgesKept);
        run.Figure("mean_neighbors", "mean neighbours", facts.MeanNeighbors);
        run.Figure("producers_without_edge", "producers without an edge", facts.ProducersWithoutEdge);
        if (options.MaxFollowsPerConsumer is { } limit) run.Figure("consumers_sampled", $"consumers sampled (over {limit} follows)", facts.SampledConsumers);
        if (facts.Advice is { } advice) run.Advise(advice);
    }
}
