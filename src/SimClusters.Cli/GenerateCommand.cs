using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Cli;

/// <summary>simclusters generate --out DIR [--consumers N] [--producers N] …</summary>
static class GenerateCommand
{
    internal static Command Create()
    {
        var defaults = new SyntheticNetworkOptions();
        Option<T> Knob<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
        var output = new Option<string>("--out") { Description = "Folder to write; it appears only when complete.", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the folder if it exists." };
        var verbose = new Option<bool>("--verbose") { Description = "On a failure, print where it happened." };
        var consumers = Knob("--consumers", "Users who follow.", defaults.Consumers);
        var producers = Knob("--producers", "Users who are followed.", defaults.Producers);
        var follows = Knob("--follows", "Follows to aim for.", defaults.Follows);
        var communities = Knob("--communities", "Communities to plant.", defaults.Communities);
        var mixing = Knob("--mixing", "Share of follows that go anywhere, 0 to 1.", defaults.Mixing);
        var favourites = Knob("--favourites", "Favourites to aim for.", defaults.Favourites);
        var days = Knob("--days", "Days that the favourites span.", defaults.Days);
        var seed = Knob("--seed", "Every draw depends on it.", defaults.Seed);
        var threads = Knob("--threads", "Threads; the result is the same for any number.", Environment.ProcessorCount);

        var command = new Command("generate", "Make a network whose communities are known.")
        {
            output, overwrite, verbose, consumers, producers, follows, communities, mixing, favourites, days, seed, threads,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(
            arguments.GetRequiredValue(output), arguments.GetValue(overwrite),
            defaults with
            {
                Consumers = arguments.GetValue(consumers), Producers = arguments.GetValue(producers), Follows = arguments.GetValue(follows),
                Communities = arguments.GetValue(communities), Mixing = arguments.GetValue(mixing), Favourites = arguments.GetValue(favourites),
                Days = arguments.GetValue(days), Seed = arguments.GetValue(seed),
            },
            new(arguments.GetValue(threads), cancellation), arguments.InvocationConfiguration.Error)));
        return command;
    }

    static int Run(string folder, bool overwrite, SyntheticNetworkOptions options, Execution execution, TextWriter error)
    {
        if (Path.Exists(folder) && !overwrite) throw new OutputException($"{folder} exists already; give --overwrite to replace it.");
        using var network = SyntheticNetworkBuilder.Build(options, execution);
        SyntheticNetworkFiles.Write(network, folder, execution);
        error.WriteLine($"Wrote {network.Graph.FollowCount:N0} follows of {network.UserCount:N0} users in {options.Communities:N0} communities to {folder}.");
        return ExitCodes.Ok;
    }
}
