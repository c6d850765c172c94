using System.CommandLine;
using SimClusters.Graphs;

namespace SimClusters.Cli;

/// <summary>The options that choose which producers take part, and the choice itself with its figures.</summary>
static class ProducerChoice
{
    static readonly ProducerSelectionOptions s_defaults = new();

    static readonly Option<int?> s_producers = new Option<int?>("--producers")
    {
        Description = "Take the N most followed producers. Default: all that the other rules leave.",
    }.AtLeast(1);

    static readonly Option<int> s_minFollowers = new Option<int>("--min-followers")
    {
        Description = "Leave out producers with fewer followers.",
        DefaultValueFactory = _ => s_defaults.MinFollowers,
    }.AtLeast(0);

    internal static void AddTo(Command verb)
    {
        verb.Add(s_producers);
        verb.Add(s_minFollowers);
        UserInput.AddTo(verb);
    }

    /// <summary>A preset's choice, with what the command line names in its place.</summary>
    internal static ProducerSelectionOptions Options(ParseResult arguments, ProducerSelectionOptions preset) => preset with
    {
        MaxProducers = arguments.Named(s_producers, preset.MaxProducers),
        MinFollowers = arguments.Named(s_minFollowers, preset.MinFollowers),
    };

    /// <summary>Chooses, and adds the figures of the choice.</summary>
    internal static ProducerSelection Make(Host host, ParseResult arguments, FollowGraph graph)
    {
        var run = host.Report;
        using var users = UserInput.Read(host, arguments, graph.Producers.Kind);
        var isActive = users?.Users.ActivityIn(graph.Producers);
        var options = Options(arguments, s_defaults);
        var selection = run.Step("select", _ => ProducerSelectionBuilder.Build(graph, options, isActive), made => $"{made.SelectedCount:N0} of {graph.ProducerCount:N0} producers");
        run.Figure("producers_selected", "producers selected", selection.SelectedCount);
        run.Figure("producers_left_out/inactive", isActive is null ? null : "  left out: not active", selection.Inactive);
        run.Figure("producers_left_out/below_min_followers", "  left out: too few followers", selection.BelowMinFollowers);
        run.Figure("producers_left_out/beyond_limit", options.MaxProducers is null ? null : "  left out: beyond the limit", selection.BeyondLimit);
        return selection;
    }
}
