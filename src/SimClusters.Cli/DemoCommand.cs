using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Pipeline;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters demo: a network is made, its communities are found again, and a few questions are answered.</summary>
static class DemoCommand
{
    internal static Verb Create()
    {
        var output = new Option<string>("--out") { Description = "Folder for the network and the model; replaced when a demo made it.", DefaultValueFactory = _ => "simclusters-demo" };
        return new Verb("demo", "See it work: makes a small network, finds its communities again, and answers questions about it.", "simclusters demo")
        { output, CommonOptions.Seed }.Runs((arguments, host) => Run(host, arguments.GetRequiredValue(output)));
    }

    static int Run(Host host, string folder)
    {
        var networkFolder = Path.Combine(folder, "network");
        var modelFolder = Path.Combine(folder, "model");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !Directory.Exists(networkFolder))
            throw new OutputException($"{folder} exists and no demo made it; name another folder with --out.");
        Directory.CreateDirectory(folder);

        var screen = host.Answer;
        screen.Write(new Rule("[bold]SimClusters[/]: communities from who follows whom") { Justification = Justify.Left });
        using var network = host.Report.Step(
            "make a network", execution => SyntheticNetworkBuilder.Build(new() { Seed = host.Seed }, execution),
            made => $"{made.Graph.FollowCount:N0} follows of {made.Graph.ConsumerCount:N0} consumers, {made.Graph.ProducerCount:N0} producers, {made.Communities.Count} planted communities");
        host.Report.Step("write it", execution =>
        {
            SyntheticNetworkFiles.Write(network, networkFolder, "tsv", execution);
            return networkFolder;
        }, written => written);

        var report = Build(host, network, modelFolder);
        var model = ModelDirectory.Open(modelFolder, verifyHashes: false);
        using var lookup = model.OpenLookup();
        var tour = new DemoTour(screen, network, lookup, report);
        tour.ShowPlantedCommunities();
        tour.AskQuestions();
        SayWhatNext(screen, folder);

        var truth = GroundTruth.Compare(report.KnownFor!.Clusters, network.CommunityOfProducers);
        host.Report.Figure("truth_nmi", "NMI with the planted communities", truth.NormalizedMutualInformation);
        host.Report.Figure("truth_average_f1", "average F1 with them", truth.AverageF1);
        host.Report.Figure("model", null, modelFolder);
        host.Report.End();
        return ExitCodes.Ok;
    }

    static PipelineReport Build(Host host, SyntheticNetwork network, string modelFolder)
    {
        // A community of the network has 50 producers on average: as many neighbours each are enough.
        var options = (PipelineOptions.Default with
        {
            Similarity = new() { MaxNeighbors = 50 },
            Communities = new() { ClusterCount = network.Communities.Count },
        }).WithSeed(host.Seed);
        using var writer = ModelDirectory.Create(modelFolder, overwrite: true);
        var started = DateTimeOffset.UtcNow;
        var report = BatchPipeline.Run(network.Graph, null, null, options, writer, new PipelineSteps(host, tellsEpochs: false));
        var follows = network.Graph.FollowCount;
        var manifest = ModelManifest.Of(
            "demo", IdKind.Integer, options, report, new(follows, 0, 0, 0, follows), [new("follows", $"simclusters generate --seed {host.Seed}", follows, null)], before: null);
        writer.Commit(manifest with
        {
            Run = new()
            {
                StartedAt = started,
                ToolVersion = ModelManifest.ToolVersion,
                Machine = Environment.OSVersion.ToString(),
                Threads = host.Execution.ThreadCount,
                PeakMemoryBytes = RunReport.PeakMemoryBytes(),
                Timings = [.. host.Report.Timings.Select(step => new ManifestTiming(step.Name, step.Seconds))],
            },
        });
        return report;
    }

    static void SayWhatNext(IAnsiConsole screen, string folder)
    {
        screen.Write(new Rule("What to try next") { Justification = Justify.Left });
        screen.WriteLine($"  simclusters describe {folder}/model");
        screen.WriteLine($"  simclusters show {folder}/model --cluster 1");
        screen.WriteLine($"  simclusters build --follows {folder}/network/follows.tsv --communities 60 --truth {folder}/network/truth.tsv --out my-model");
        screen.WriteLine($"  simclusters build --follows YOUR-FOLLOWS.parquet --out your-model");
    }
}
