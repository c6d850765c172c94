using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Pipeline;

namespace SimClusters.Cli;

/// <summary>simclusters build --follows PATH [--communities K] --out MODEL: the main job.</summary>
static class BuildCommand
{
    internal static Verb Create()
    {
        var output = new Option<string>("--out") { Description = "Model directory to make; it appears only when complete." };
        var knownFor = KnownForChoice.Optional();
        var initial = new Option<string?>("--initial") { Description = "Labels to start from: 'id label' lines." };
        var from = new Option<string?>("--from") { Description = "Start at this stage, with the tables of --model before it." }.AcceptOnlyFromAmong("communities", "interests");
        var model = new Option<string?>("--model") { Description = "The model that --from takes tables of; also where communities start from." };
        var truth = new Option<string?>("--truth") { Description = "Known communities to compare with: one label a line, 'id label', or one community a line." };
        var version = new Option<string?>("--version-name") { Description = "What to call this model; its directory's name without it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read the follows, estimate time and memory of a run over them alone, and stop." };

        var verb = new Verb(
            "build", "The main job: who follows and likes whom in; communities with labels, interests and vectors out, as open tables.",
            "simclusters build --follows follows.parquet --out model",
            "simclusters build --follows follows.parquet --favourites favourites.parquet --users users.parquet --communities 1000 --out model",
            "simclusters build --follows 'edges/*.tsv.gz' --communities 1000 --producers 100000 --out model --overwrite",
            "simclusters build --from interests --model model --follows follows.parquet --social-proof 3 --out model-3");
        FollowInput.AddTo(verb);
        foreach (var option in new Option[] { output, CommonOptions.Overwrite, knownFor, initial, from, model, truth, version, dryRun }) verb.Add(option);
        UserInput.AddTopicsTo(verb);
        PipelineArguments.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var request = new BuildRequest
            {
                Output = arguments.GetValue(output),
                Overwrite = host.Overwrite,
                KnownFor = arguments.GetValue(knownFor),
                Initial = arguments.GetValue(initial),
                From = arguments.GetValue(from),
                Model = arguments.GetValue(model),
                Truth = arguments.GetValue(truth),
                Version = arguments.GetValue(version),
            };
            var options = PipelineArguments.Read(arguments, host.Seed);
            return arguments.GetValue(dryRun)
                ? Estimate(host, arguments, options)
                : new ModelBuild(host, request.Validated(), options).Run(arguments);
        });
    }

    static int Estimate(Host host, ParseResult arguments, PipelineOptions options)
    {
        using var graph = FollowInput.Read(host, arguments).Graph;
        var selection = ProducerSelectionBuilder.Build(graph, options.Selection);
        var estimate = RunEstimate.Of(graph, selection, options.Similarity, host.Execution.ThreadCount);
        var run = host.Report;
        run.Figure("producers_selected", "producers that take part", selection.SelectedCount);
        run.Figure("communities", "communities", options.Communities.ClusterCount ?? KnownForBuilder.ChooseClusterCount(selection.SelectedCount));
        run.Figure("pairs", "pairs of producers to count", (long)estimate.PairCount);
        run.Figure("pairs_of_longest_percent", "share made by the 1 % who follow most", estimate.LongestConsumerShare);
        run.Figure("estimated_seconds", "seconds, about", Math.Round(estimate.Seconds, 1));
        run.Figure("estimated_peak_bytes", null, estimate.PeakBytes);
        run.Line("peak memory, about", Quantity.Bytes(estimate.PeakBytes));
        if (estimate.LongestConsumerShare > 0.5)
            run.Advise("More than half of the work comes from the 1 % of consumers who follow most: --max-follows-per-consumer samples them.");
        run.End();
        return ExitCodes.Ok;
    }
}
