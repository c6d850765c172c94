using System.CommandLine;
using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters interests --follows PATH [--favourites PATH] --known-for TABLE --out TABLE: the stage U = A · V alone.</summary>
static class InterestsCommand
{
    internal static Verb Create()
    {
        var knownFor = KnownForChoice.Required();
        var output = new Option<string>("--out") { Description = $"Table to write: {TableExport.KnownForms}.", Required = true };
        var verb = new Verb(
            "interests", "What each consumer cares about, from whom they follow and like and what those are known for.",
            "simclusters interests --follows follows.parquet --known-for model/known_for.parquet --out interested_in.parquet",
            "simclusters interests --follows follows.parquet --favourites favourites.parquet --known-for model/known_for.parquet --out interested_in.parquet")
        { knownFor, output, CommonOptions.Overwrite };
        FollowInput.AddTo(verb);
        UserInput.AddTo(verb);
        FavouriteInput.AddTo(verb);
        PipelineArguments.AddInterestsTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var file = arguments.GetRequiredValue(output);
            OutputFile.Check(file, host.Overwrite);
            var options = PipelineArguments.Read(arguments, seed: 1);
            using var inputs = ModelInputs.Read(host, arguments, options, writer: null, before: null);
            var communities = KnownForChoice.Read(host, arguments.GetRequiredValue(knownFor), inputs.Follows.Producers);
            using var graph = host.Report.Step("engagements", execution => EngagementGraphBuilder.Build(inputs.Follows, inputs.Favourites, options.Engagements, execution), made => $"{made.Follows.EntryCount:N0} follows and {made.Favourites?.Weights.EntryCount ?? 0:N0} favourite edges");
            using var interests = host.Report.Step("interests", execution => InterestedInBuilder.Build(graph, communities.KnownFor, options.Interests, execution), made => $"{made.Entries.EntryCount:N0} entries");
            host.Report.WriteTable(file, (path, execution) => InterestedInTable.Write(path, graph.Consumers, interests, execution));
            host.Report.Figure("entries", "entries", interests.Entries.EntryCount);
            host.Report.Figure("removed_by_social_proof", "removed by social proof", interests.RemovedBySocialProof);
            host.Report.Figure("removed_by_truncation", "removed by truncation", interests.RemovedByTruncation);
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
