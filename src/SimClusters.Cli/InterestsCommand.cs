using System.CommandLine;
using SimClusters.Interests;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>simclusters interests --follows PATH --known-for TABLE --out TABLE: the stage U = A · V alone.</summary>
static class InterestsCommand
{
    internal static Verb Create()
    {
        var knownFor = new Option<string>("--known-for") { Description = "Table of producer, cluster and score.", Required = true };
        var output = new Option<string>("--out") { Description = $"Table to write: {TableExport.KnownForms}.", Required = true };
        var verb = new Verb(
            "interests", "What each consumer cares about, from whom they follow and what those are known for.",
            "simclusters interests --follows follows.parquet --known-for model/known_for.parquet --out interested_in.parquet")
        { knownFor, output, CommonOptions.Overwrite };
        FollowInput.AddTo(verb);
        PipelineArguments.AddInterestsTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var file = arguments.GetRequiredValue(output);
            OutputFile.Check(file, host.Overwrite);
            using var graph = FollowInput.Read(host, arguments).Graph;
            var options = PipelineArguments.Read(arguments, seed: 1);
            var communities = host.Report.Read("read known for", execution => KnownForSource.Read(arguments.GetRequiredValue(knownFor), graph.Producers, execution), read => $"{read.KnownFor.ClusterCount:N0} communities");
            using var interests = host.Report.Step("interests", execution => InterestedInBuilder.Build(graph, communities.KnownFor, options.Interests, execution), made => $"{made.FollowScores.EntryCount:N0} entries");
            host.Report.WriteTable(file, (path, execution) => InterestedInTable.Write(path, graph.Consumers, interests, execution));
            host.Report.Figure("entries", "entries", interests.FollowScores.EntryCount);
            host.Report.Figure("removed_by_social_proof", "removed by social proof", interests.RemovedBySocialProof);
            host.Report.Figure("removed_by_truncation", "removed by truncation", interests.RemovedByTruncation);
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
