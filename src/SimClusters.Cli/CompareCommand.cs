using System.CommandLine;
using SimClusters.Clusters;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters compare OLD NEW: is the new model safe to put in the place of the old?</summary>
static class CompareCommand
{
    internal static Verb Create()
    {
        var oldModel = new Argument<string>("OLD") { Description = "A model." };
        var newModel = new Argument<string>("NEW") { Description = "A model that carries it on." };
        var minMembers = new Option<int>("--min-members")
        {
            Description = "Members that a community needs on either side to be compared.",
            DefaultValueFactory = _ => new ModelComparisonOptions().MinMembers,
        }.AtLeast(1);
        var top = ModelArguments.Top(10);
        return new Verb(
            "compare", "Two models side by side: which producers kept their community, which communities changed most, and the figures of quality of both.",
            "simclusters compare model-1 model-2", "simclusters compare model-1 model-2 --min-members 3 --json")
        { oldModel, newModel, minMembers, top }.Runs((arguments, host) =>
        {
            var (before, after) = (ModelDirectory.Open(arguments.GetRequiredValue(oldModel), verifyHashes: false), ModelDirectory.Open(arguments.GetRequiredValue(newModel), verifyHashes: false));
            if (before.Manifest.IdKind != after.Manifest.IdKind)
                throw new InputException($"{after.Path}: its ids are {PreviousCommunities.InWords(after.Manifest.IdKind)}, those of {before.Path} {PreviousCommunities.InWords(before.Manifest.IdKind)}; compare models of one network.");
            using var old = PreviousCommunities.Read(host, before);
            using var now = PreviousCommunities.Read(host, after);
            var comparison = host.Report.Step(
                "compare", _ => ModelComparisonBuilder.Build(old.KnownFor, old.Producers, now.KnownFor, now.Producers, new() { MinMembers = arguments.GetValue(minMembers) }),
                made => $"{made.Cosines.Count:N0} communities with members enough");
            ShowMostChanged(host, comparison, after, arguments.GetValue(top));
            ShowQuality(host, before.Manifest, after.Manifest);
            new CommunityChanges(comparison).Tell(host);
            host.Report.End();
            return ExitCodes.Ok;
        });
    }

    static void ShowMostChanged(Host host, ModelComparison comparison, Model after, int top)
    {
        using var lookup = after.OpenLookup();
        var changed = comparison.Clusters.Select((change, row) => (Change: change, Cluster: ClusterId.FromRow(row))).Where(one => HasChanged(one.Change)).OrderBy(one => one.Change.Cosine).ThenBy(one => one.Cluster.Value).Take(top).ToArray();
        if (changed.Length == 0)
        {
            host.Answer.WriteLine("No community with members enough has changed.");
            return;
        }

        host.Answer.WriteLine("Communities that changed most:");
        var table = ModelWords.Columns("community", "label", "cosine", "before", "after", "stayed", "joined", "left");
        foreach (var (change, cluster) in changed)
        {
            var label = cluster.Value <= after.Manifest.ClusterCount && after.Has(ClustersTable.Schema.Name) ? lookup.Label(cluster) : "";
            ModelWords.Row(table, cluster.ToString(), label, $"{change.Cosine:F3}", $"{change.BeforeCount:N0}", $"{change.AfterCount:N0}", $"{change.StayedCount:N0}", $"{change.JoinedCount:N0}", $"{change.LeftCount:N0}");
        }

        host.Answer.Write(table);
    }

    // A cosine that is shown as 1.000 is no change: that of equal vectors may be a last bit below 1.
    static bool HasChanged(ClusterChange change) => change.Cosine is { } cosine && (cosine < 0.9995 || change.JoinedCount + change.LeftCount > 0);

    static void ShowQuality(Host host, Manifest before, Manifest after)
    {
        var names = before.Quality.Keys.Union(after.Quality.Keys).Where(name => !name.StartsWith("changes_", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return;
        var table = ModelWords.Columns("quality", "before", "after", "difference");
        foreach (var name in names)
        {
            double? old = before.Quality.TryGetValue(name, out var oldValue) ? oldValue : null, now = after.Quality.TryGetValue(name, out var newValue) ? newValue : null;
            ModelWords.Row(table, name.Replace('_', ' '), InWords(old), InWords(now), InWords(now - old));
            host.Report.Put($"quality/{name}/before", old);
            host.Report.Put($"quality/{name}/after", now);
        }

        host.Answer.Write(table);
    }

    static string InWords(double? value) => value is { } number ? Quantity.Quality(number) : "";
}
