using System.CommandLine;
using SimClusters.Communities;

namespace SimClusters.Cli;

/// <summary>The options of every verb that finds communities.</summary>
static class CommunityChoice
{
    static readonly CommunityOptions s_defaults = new();

    static readonly Option<int?> s_communities = new Option<int?>("--communities") { Description = "Communities, k. Default: one for every 200 that take part, at least 2." }.AtLeast(1);
    static readonly Option<int?> s_epochs = new Option<int?>("--epochs") { Description = $"Epochs at most. Default: {s_defaults.MaxEpochs}; of the published method {CommunityOptions.Published.MaxEpochs}." }.AtLeast(0);

    static readonly Option<string> s_method = new Option<string>("--method")
    {
        Description = "published: as in the paper's program, weights as they come. default: weights scaled, empty communities revived, a greedy finish, everyone attached.",
        DefaultValueFactory = _ => "default",
    }.AcceptOnlyFromAmong("default", "published");

    static readonly Option<double> s_weightCoefficient = new("--wt-coeff")
    {
        Description = "What a unit of edge weight inside a community is worth against a missing edge; higher joins more.",
        DefaultValueFactory = _ => s_defaults.WeightCoefficient,
    };

    static readonly Option<string> s_weights = new Option<string>("--weights")
    {
        Description = "What an edge of weight w counts: cosine w, squared 10·w², one 1.",
        DefaultValueFactory = _ => "cosine",
    }.AcceptOnlyFromAmong("cosine", "squared", "one");

    static readonly Option<bool> s_noAttach = new("--no-attach") { Description = "Leave out vertices that no community was worth joining." };

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_communities, s_epochs, s_method, s_weightCoefficient, s_weights, s_noAttach]) verb.Add(option);
    }

    /// <summary>A preset's method, with what the command line names in its place.</summary>
    internal static CommunityOptions Options(ParseResult arguments, CommunityOptions preset, ulong seed)
    {
        var coefficient = arguments.Named(s_weightCoefficient, preset.WeightCoefficient);
        if (!(coefficient > 0) || !double.IsFinite(coefficient)) throw new ArgumentException($"--wt-coeff: expected a positive number (published: 10), found {coefficient}.");
        var method = arguments.GetResult(s_method) is { Implicit: false } ? arguments.GetValue(s_method) == "published" ? CommunityOptions.Published : s_defaults : preset;
        return (method with
        {
            ClusterCount = arguments.Named(s_communities, method.ClusterCount),
            MaxEpochs = arguments.GetValue(s_epochs) ?? method.MaxEpochs,
            WeightCoefficient = coefficient,
            EdgeWeights = arguments.GetResult(s_weights) is { Implicit: false } ? Enum.Parse<EdgeWeights>(arguments.GetValue(s_weights)!, ignoreCase: true) : method.EdgeWeights,
            AttachUnassigned = method.AttachUnassigned && !arguments.GetValue(s_noAttach),
            Seed = seed,
        }).Validated();
    }
}
