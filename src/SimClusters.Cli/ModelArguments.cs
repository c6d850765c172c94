using System.CommandLine;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The model that a verb looks into: its one plain argument.</summary>
static class ModelArguments
{
    internal static Argument<string> Model() => new("MODEL") { Description = "Model directory made by 'simclusters build'." };

    internal static Option<int> Top(int value) =>
        new Option<int>("--top") { Description = "Entries to show.", DefaultValueFactory = _ => value }.AtLeast(1);

    /// <summary>The size filter of readers: the published one by default.</summary>
    internal static Option<int> MaxConsumersPerCluster() => new Option<int>("--max-cluster-consumers")
    {
        Description = "Pass over communities that so many consumers or more care about: what all care about tells nobody apart.",
        DefaultValueFactory = _ => 5_000_000,
    }.AtLeast(1);

    /// <summary>An id as it was typed, of the kind that the model has.</summary>
    /// <exception cref="InputException">It is no id of that kind.</exception>
    internal static NodeId Id(Model model, string typed) => NodeId.TryParse(typed, model.Manifest.IdKind, out var id)
        ? id
        : throw new InputException($"{model.Path}: its ids are integers, found '{typed}'.");

    /// <summary>A community as it was typed.</summary>
    /// <exception cref="InputException">The model has no such community.</exception>
    internal static ClusterId Cluster(Model model, int typed) => typed >= 1 && typed <= model.Manifest.ClusterCount
        ? new(typed)
        : throw new InputException($"{model.Path}: has communities 1 to {model.Manifest.ClusterCount:N0}, found {typed}.");
}
