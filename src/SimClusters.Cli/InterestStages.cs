using System.CommandLine;
using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Pipeline;

namespace SimClusters.Cli;

/// <summary>The options and the run of verbs that are given communities: from inputs to interests.</summary>
static class InterestStages
{
    internal static readonly Option<string> KnownFor = KnownForChoice.Required();

    /// <summary>Adds all options but <see cref="KnownFor"/>, which a verb names first.</summary>
    internal static void AddTo(Command verb)
    {
        FollowInput.AddTo(verb);
        UserInput.AddTo(verb);
        FavouriteInput.AddTo(verb);
        PipelineArguments.AddInterestsTo(verb);
    }

    /// <summary>Reads, and makes A and U of what was read; they live as long as what is done with them.</summary>
    internal static void Run(Host host, ParseResult arguments, Action<PipelineOptions, EngagementGraph, InterestedIn> use)
    {
        var options = PipelineArguments.Read(arguments, seed: 1);
        using var inputs = ModelInputs.Read(host, arguments, options, writer: null, before: null);
        var communities = KnownForChoice.Read(host, arguments.GetRequiredValue(KnownFor), inputs.Follows.Producers);
        using var graph = host.Report.Step(
            "engagements", execution => EngagementGraphBuilder.Build(inputs.Follows, inputs.Favourites, options.Engagements, execution),
            made => $"{made.Follows.EntryCount:N0} follows and {made.Favourites?.Weights.EntryCount ?? 0:N0} favourite edges");
        using var interests = host.Report.Step(
            "interests", execution => InterestedInBuilder.Build(graph, communities.KnownFor, options.Interests, execution), made => $"{made.Entries.EntryCount:N0} entries");
        use(options, graph, interests);
    }
}
