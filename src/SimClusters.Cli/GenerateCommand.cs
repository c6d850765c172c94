using System.CommandLine;
using SimClusters.Graphs;

namespace SimClusters.Cli;

/// <summary>simclusters generate --out DIR [--consumers N] [--producers N] …</summary>
static class GenerateCommand
{
    internal static Verb Create()
    {
        var defaults = new SyntheticNetworkOptions();
        Option<T> Knob<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
        var output = new Option<string>("--out") { Description = "Folder to write; it appears only when complete.", Required = true };
        var consumers = Knob("--consumers", "Users who follow.", defaults.Consumers).AtLeast(1);
        var producers = Knob("--producers", "Users who are followed.", defaults.Producers).AtLeast(2);
        var follows = Knob("--follows", "Follows to aim for.", defaults.Follows).AtLeast(0);
        var communities = Knob("--communities", "Communities to plant.", defaults.Communities).AtLeast(1);
        var mixing = Knob("--mixing", "Share of follows that go anywhere, 0 to 1.", defaults.Mixing).Between(0, 1);
        var favourites = Knob("--favourites", "Favourites to aim for.", defaults.Favourites).AtLeast(0);
        var events = Knob("--events", "Engagements of all kinds to aim for.", defaults.Events).AtLeast(0);
        var format = new Option<string>("--format") { Description = "The form of the tables.", DefaultValueFactory = _ => "parquet" }.AcceptOnlyFromAmong("parquet", "csv", "tsv");
        var days = Knob("--days", "Days that the favourites span.", defaults.Days).AtLeast(1);

        return new Verb(
            "generate", "Make a network whose communities are known: follows, users, favourites, topics and the truth, as tables.",
            "simclusters generate --out network",
            "simclusters generate --consumers 1000000 --producers 100000 --follows 16000000 --communities 1000 --out large")
        {
            output, CommonOptions.Overwrite, consumers, producers, follows, communities, mixing, favourites, events, days, format, CommonOptions.Seed,
        }.Runs((arguments, host) => Run(
            host, arguments.GetRequiredValue(output), host.Overwrite, arguments.GetValue(format)!,
            defaults with
            {
                Consumers = arguments.GetValue(consumers),
                Producers = arguments.GetValue(producers),
                Follows = arguments.GetValue(follows),
                Communities = arguments.GetValue(communities),
                Mixing = arguments.GetValue(mixing),
                Favourites = arguments.GetValue(favourites),
                Events = arguments.GetValue(events),
                Days = arguments.GetValue(days),
                Seed = host.Seed,
            }));
    }

    static int Run(Host host, string folder, bool overwrite, string format, SyntheticNetworkOptions options)
    {
        if (options.Communities > options.Producers) throw new ArgumentException($"--communities: expected at most {options.Producers:N0}, a producer each, found {options.Communities:N0}.");
        if (Path.Exists(folder) && !overwrite) throw new OutputException($"{folder} exists already; give --overwrite to replace it.");
        if (File.Exists(folder)) throw new OutputException($"{folder}: expected the name of a folder, found a file.");
        var run = host.Report;
        using var network = run.Step("plant", execution => SyntheticNetworkBuilder.Build(options, execution), made => $"{made.Graph.FollowCount:N0} follows of {made.UserCount:N0} users");
        run.Step("write", execution =>
        {
            SyntheticNetworkFiles.Write(network, folder, format, execution);
            return folder;
        }, written => written);
        run.Figure("out", null, folder);
        run.Figure("users", "users", network.UserCount);
        run.Figure("follows", "follows", network.Graph.FollowCount);
        run.Figure("communities", "communities planted", options.Communities);
        run.End();
        return ExitCodes.Ok;
    }
}
