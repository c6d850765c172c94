using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

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
        Description = "Leave out producers with fewer followers.", DefaultValueFactory = _ => s_defaults.MinFollowers,
    }.AtLeast(0);

    static readonly Option<string?> s_users = new("--users") { Description = "A table of users with columns id and active; producers that are not active are left out." };

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_producers, s_minFollowers, s_users]) verb.Add(option);
    }

    /// <summary>What the command line says of the choice.</summary>
    internal static ProducerSelectionOptions Options(ParseResult arguments) =>
        new() { MaxProducers = arguments.GetValue(s_producers), MinFollowers = arguments.GetValue(s_minFollowers) };

    /// <summary>Chooses, and adds the figures of the choice.</summary>
    internal static ProducerSelection Make(Host host, ParseResult arguments, FollowGraph graph)
    {
        var run = host.Report;
        bool[]? isActive = null;
        if (arguments.GetValue(s_users) is { } users)
        {
            var activity = run.Read("users", execution => UserTable.Read(users, graph.Producers, execution), read => $"{read.File.RowCount:N0} users, {read.MissingCount:N0} producers not among them");
            isActive = activity.IsActive;
        }

        var selection = run.Step("select", _ => ProducerSelectionBuilder.Build(graph, Options(arguments), isActive), made => $"{made.SelectedCount:N0} of {graph.ProducerCount:N0} producers");
        run.Figure("producers_selected", "producers selected", selection.SelectedCount);
        run.Figure("producers_left_out/inactive", isActive is null ? null : "  left out: not active", selection.Inactive);
        run.Figure("producers_left_out/below_min_followers", "  left out: too few followers", selection.BelowMinFollowers);
        run.Figure("producers_left_out/beyond_limit", Options(arguments).MaxProducers is null ? null : "  left out: beyond the limit", selection.BeyondLimit);
        return selection;
    }
}
