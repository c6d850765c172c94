using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters demo: a network is made, its communities are found again by <c>build</c>, <c>topics</c> and <c>index</c> add to them, and a few questions are answered.</summary>
static class DemoCommand
{
    internal static Verb Create()
    {
        var output = new Option<string>("--out") { Description = "Folder for the network and the model; replaced when a demo made it.", DefaultValueFactory = _ => "simclusters-demo" };
        return new Verb("demo", "See it work: makes a small network, finds its communities again, places topics and items among them, and answers questions.", "simclusters demo")
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
        screen.Write(new Rule("[bold]SimClusters[/]: communities from who follows and likes whom") { Justification = Justify.Left });
        using var network = host.Report.Step(
            "make a network", execution => SyntheticNetworkBuilder.Build(new() { Seed = host.Seed }, execution),
            made => $"{made.Graph.FollowCount:N0} follows of {made.Graph.ConsumerCount:N0} consumers, {made.Graph.ProducerCount:N0} producers, {made.Communities.Count} planted communities");
        host.Report.Step("write it", execution =>
        {
            SyntheticNetworkFiles.Write(network, networkFolder, "tsv", execution);
            return networkFolder;
        }, written => written);

        Build(host, network, networkFolder, modelFolder);
        AddThings(host, networkFolder, modelFolder);
        var model = ModelDirectory.Open(modelFolder, verifyHashes: false);
        using var lookup = model.OpenLookup();
        var tour = new DemoTour(screen, network, model, lookup);
        tour.ShowPlantedCommunities();
        tour.AskQuestions();
        var things = new DemoThings(tour, screen, network, model, lookup);
        things.AskWhichTopicsAreNear(tour.Consumer);
        things.AskWhatToSee(tour.Consumer, host.Execution);
        SayWhatNext(screen, folder, tour, things);

        var truth = GroundTruth.Compare(tour.KnownFor.Clusters, network.CommunityOfProducers);
        host.Report.Put("asked_consumer", tour.Consumer.Integer);
        host.Report.Figure("truth_nmi", "NMI with the planted communities", truth.NormalizedMutualInformation);
        host.Report.Figure("truth_average_f1", "average F1 with them", truth.AverageF1);
        host.Report.End();
        return ExitCodes.Ok;
    }

    // The verb itself, as a person would type it.
    static void Build(Host host, SyntheticNetwork network, string networkFolder, string modelFolder)
    {
        string File(string name) => Path.Combine(networkFolder, $"{name}.tsv");

        // A community of the network has 50 producers on average: as many neighbours each are enough.
        var arguments = BuildCommand.Create().Parse(
        [
            "--follows", File("follows"), "--favourites", File("favourites"), "--users", File("users"), "--user-topics", File("user_topics"),
            "--communities", $"{network.Communities.Count}", "--top", "50",
        ]);
        var request = new BuildRequest { Output = modelFolder, Overwrite = true, Version = "demo" };
        new ModelBuild(host, request.Validated(), PipelineArguments.Read(arguments, host.Seed), tellsEpochs: false).Make(arguments);
    }

    static void AddThings(Host host, string networkFolder, string modelFolder)
    {
        string File(string name) => Path.Combine(networkFolder, $"{name}.tsv");
        DemoThings.Add(host, TopicsCommand.Create(), modelFolder, "topic_embeddings", "--item-topics", File("item_topics"), "--events", File("events"), "--topics", File("topics"));
        DemoThings.Add(host, IndexCommand.Create(), modelFolder, "item_index", "--events", File("events"), "--items", File("items"), "--preset", "fav");
    }

    static void SayWhatNext(IAnsiConsole screen, string folder, DemoTour tour, DemoThings things)
    {
        screen.Write(new Rule("What to try next") { Justification = Justify.Left });
        screen.WriteLine($"  simclusters describe {folder}/model");
        screen.WriteLine($"  simclusters show {folder}/model --cluster 1");
        if (tour.Recommended is var (consumer, producer)) screen.WriteLine($"  simclusters explain {folder}/model --consumer {consumer} --producer {producer}");
        if (things.Topic is { } topic) screen.WriteLine($"  simclusters show {folder}/model --topic \"{topic}\"");
        screen.WriteLine($"  simclusters recommend --model {folder}/model --users {tour.Consumer} --top 5");
        screen.WriteLine($"  simclusters build --follows {folder}/network/follows.tsv --communities 60 --truth {folder}/network/truth.tsv --out my-model");
        screen.WriteLine($"  simclusters build --follows YOUR-FOLLOWS.parquet --out your-model");
    }
}
