using System.Text.Json.Nodes;
using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>What has changed from one model's communities to the next: counted, told, and kept as a table.</summary>
sealed class CommunityChanges(ModelComparison comparison)
{
    internal ModelComparison Comparison { get; } = comparison;

    internal static CommunityChanges Of(PreviousCommunities before, NodeIndex producers, KnownFor after) =>
        new(ModelComparisonBuilder.Build(before.KnownFor, before.Producers, after, producers, new()));

    internal void WriteTo(ModelWriter writer, Execution execution) => writer.WriteChanges(Comparison.Clusters, execution);

    internal void AddTo(Manifest manifest)
    {
        foreach (var (name, count) in Counts()) manifest.Counts[$"changes_{name}"] = count;
        manifest.Quality["changes_mean_cosine"] = Comparison.Cosines.Mean;
        manifest.Quality["changes_median_cosine"] = Comparison.Cosines.P50;
    }

    internal void Tell(Host host)
    {
        var run = host.Report;
        var placed = Comparison.Kept + Comparison.Moved;
        run.Line("producers that kept their community", placed > 0 ? $"{Comparison.Kept:N0} of {placed:N0} ({(double)Comparison.Kept / placed:P1})" : "none");
        run.Line("  moved to another", $"{Comparison.Moved:N0}");
        run.Line("  new in the network", $"{Comparison.New:N0}");
        run.Line("  new to any community, seen before", $"{Comparison.UnassignedToAssigned - Comparison.New:N0}");
        run.Line("  gone from the network", $"{Comparison.Lost:N0}");
        run.Line("  without a community now, still there", $"{Comparison.AssignedToUnassigned - Comparison.Lost:N0}");
        var cosines = Comparison.Cosines;
        run.Line($"cosine before and after, of {cosines.Count:N0} communities", cosines.Count > 0 ? $"mean {cosines.Mean:F3}; 1 %, 10 %, median: {cosines.P1:F3}, {cosines.P10:F3}, {cosines.P50:F3}" : "none has members enough");
        foreach (var (name, count) in Counts()) run.Put($"changes/{name}", count);
        run.Put("changes/cosine", Json(cosines));
    }

    static JsonObject Json(ScoreDistribution one) => new()
    {
        ["count"] = one.Count,
        ["mean"] = one.Mean,
        ["standard_deviation"] = one.StandardDeviation,
        ["p1"] = one.P1,
        ["p10"] = one.P10,
        ["p50"] = one.P50,
        ["p90"] = one.P90,
        ["p99"] = one.P99,
    };

    // The published counters, and those a person asks for.
    IEnumerable<(string Name, long Count)> Counts() =>
    [
        ("no_assignment_to_some", Comparison.UnassignedToAssigned), ("some_assignment_to_none", Comparison.AssignedToUnassigned), ("empty_to_empty", Comparison.Unassigned),
        ("same_cluster", Comparison.Kept), ("diff_cluster", Comparison.Moved), ("new_producers", Comparison.New), ("lost_producers", Comparison.Lost),
    ];
}
