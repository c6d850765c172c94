using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Cli;

/// <summary>The options of every verb that computes similarity, and the computation with its figures and advice.</summary>
static class SimilarityChoice
{
    // Above this many edges for each that is kept, noise removal is left to the cut: slow, and blind to what is weak everywhere.
    const double DenseRatio = 10;

    static readonly SimilarityOptions s_defaults = new();

    static readonly Option<double> s_minCosine = new Option<double>("--min-cosine")
    {
        Description = "Noise removal: the cosine that an edge must exceed, 0 to 1.", DefaultValueFactory = _ => s_defaults.MinCosine,
    }.Between(0, 1);

    static readonly Option<int> s_top = new Option<int>("--top")
    {
        Description = "Neighbours a producer keeps, strongest first; an edge stays when either end keeps it.", DefaultValueFactory = _ => s_defaults.MaxNeighbors,
    }.AtLeast(1);

    static readonly Option<int?> s_maxFollows = new Option<int?>("--max-follows-per-consumer")
    {
        Description = "Look at so many follows of a consumer, drawn at random and weighted so that cosines stay right on average. Default: all, exactly.",
    }.AtLeast(2);

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_minCosine, s_top, s_maxFollows]) verb.Add(option);
    }

    /// <summary>What the command line says of similarity.</summary>
    internal static SimilarityOptions Options(ParseResult arguments, ulong seed) => new SimilarityOptions
    {
        MinCosine = arguments.GetValue(s_minCosine), MaxNeighbors = arguments.GetValue(s_top), MaxFollowsPerConsumer = arguments.GetValue(s_maxFollows), Seed = seed,
    }.Validated();

    /// <summary>Computes S, and adds its figures and what to change where it is too dense or too sparse.</summary>
    internal static SimilarityGraph Make(Host host, FollowGraph graph, ProducerSelection selection, SimilarityOptions options)
    {
        var similarity = host.Report.Step(
            "similarity", execution => SimilarityGraphBuilder.Build(graph, selection, options, execution),
            made => $"{made.EdgesAboveThreshold:N0} edges above {options.MinCosine}, {made.EdgeCount:N0} kept");
        Describe(host.Report, graph, selection, similarity, options);
        return similarity;
    }

    /// <summary>The figures of S and the advice.</summary>
    internal static void Describe(RunReport run, FollowGraph graph, ProducerSelection selection, SimilarityGraph similarity, SimilarityOptions options)
    {
        var lonely = 0;
        for (var row = 0; row < graph.ProducerCount; row++)
            if (selection.IsSelected[row] && similarity.Cosines.RowLength(row) == 0) lonely++;
        var selected = Math.Max(1, selection.SelectedCount);
        var meanAbove = 2.0 * similarity.EdgesAboveThreshold / selected;
        run.Figure("edges_above_threshold", $"edges above {options.MinCosine}", similarity.EdgesAboveThreshold);
        run.Figure("edges_kept", $"edges kept (top {options.MaxNeighbors} of either end)", similarity.EdgeCount);
        run.Figure("mean_neighbors_above_threshold", null, meanAbove);
        run.Figure("mean_neighbors", "mean neighbours", 2.0 * similarity.EdgeCount / selected);
        run.Figure("producers_without_edge", "producers without an edge", lonely);
        if (options.MaxFollowsPerConsumer is { } limit)
            run.Figure("consumers_sampled", $"consumers sampled (over {limit} follows)", Enumerable.Range(0, graph.ConsumerCount).Count(row => graph.Follows.RowLength(row) > limit));

        if (meanAbove > DenseRatio * options.MaxNeighbors)
            run.Advise($"The similarity graph is dense: {meanAbove:N0} neighbours above the threshold for {options.MaxNeighbors:N0} that a producer keeps. Raise --min-cosine: it gets faster, and weak ties go.");
        if (selection.SelectedCount == 0)
            run.Advise($"No producer was selected. Lower --min-followers, or check with --reverse that the columns are the right way round.");
        else if (lonely > 0.5 * selected)
            run.Advise($"The similarity graph is sparse: {lonely:N0} of {selection.SelectedCount:N0} producers have no neighbour. Lower --min-cosine, or raise --min-followers so that only producers who can have neighbours take part.");
    }
}
