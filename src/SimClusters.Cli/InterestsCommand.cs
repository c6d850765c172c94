using System.CommandLine;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters interests --follows PATH [--favourites PATH] --known-for TABLE --out TABLE: the stage U = A · V alone.</summary>
static class InterestsCommand
{
    internal static Verb Create()
    {
        var output = new Option<string>("--out") { Description = $"Table to write: {TableExport.KnownForms}.", Required = true };
        var verb = new Verb(
            "interests", "What each consumer cares about, from whom they follow and like and what those are known for.",
            "simclusters interests --follows follows.parquet --known-for model/known_for.parquet --out interested_in.parquet",
            "simclusters interests --follows follows.parquet --favourites favourites.parquet --known-for model/known_for.parquet --out interested_in.parquet")
        { InterestStages.KnownFor, output, CommonOptions.Overwrite };
        InterestStages.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var file = arguments.GetRequiredValue(output);
            OutputFile.Check(file, host.Overwrite);
            InterestStages.Run(host, arguments, (_, graph, interests) =>
            {
                host.Report.WriteTable(file, (path, execution) => InterestedInTable.Write(path, graph.Consumers, interests, execution));
                host.Report.Figure("entries", "entries", interests.Entries.EntryCount);
                host.Report.Figure("removed_by_social_proof", "removed by social proof", interests.RemovedBySocialProof);
                host.Report.Figure("removed_by_truncation", "removed by truncation", interests.RemovedByTruncation);
            });
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
