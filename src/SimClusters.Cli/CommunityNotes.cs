using System.Diagnostics;
using System.Text.Json.Nodes;
using SimClusters.Communities;

namespace SimClusters.Cli;

/// <summary>Says a line an epoch, and the quality of communities at the end.</summary>
sealed class CommunityNotes(Host host) : IProgress<EpochReport>
{
    readonly JsonArray _epochs = [];
    long _start = Stopwatch.GetTimestamp();

    public void Report(EpochReport value)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _start = Stopwatch.GetTimestamp();
        host.Say(EpochWords.Line(value, seconds));
        _epochs.Add(new JsonObject
        {
            ["epoch"] = value.Epoch,
            ["phase"] = EpochWords.Phase(value),
            ["objective"] = value.Objective,
            ["accept_rate"] = value.AcceptRate,
            ["moved"] = value.MovedCount,
            ["empty"] = value.EmptyCount,
            ["without_community"] = value.UnassignedCount,
            ["seconds"] = seconds,
        });
    }

    /// <summary>Adds the epochs and the quality to the report; once, when the communities are found.</summary>
    internal void Describe(KnownForResult result)
    {
        var run = host.Report;
        var quality = result.Quality;
        run.Put("epochs", _epochs);
        run.Figure("communities", "communities (k)", result.KnownFor.ClusterCount);
        run.Figure("communities_non_empty", "  with members", quality.NonEmptyCount);
        run.Figure("sizes/min", null, quality.MinSize);
        run.Figure("sizes/median", null, quality.MedianSize);
        run.Figure("sizes/mean", null, quality.MeanSize);
        run.Figure("sizes/max", null, quality.MaxSize);
        run.Line("  sizes: smallest, median, largest", $"{quality.MinSize:N0}, {quality.MedianSize:N0}, {quality.MaxSize:N0}");
        run.Figure("connected", "vertices with an edge", quality.ConnectedCount);
        run.Figure("without_community", "  without a community", quality.UnassignedCount);
        run.Put("before_attach", Json(result.BeforeAttach));
        run.Put("quality", Json(quality));
        if (result.BeforeAttach != quality)
            run.Line("before attaching: objective, coverage", $"{Quantity.Figure(result.BeforeAttach.Objective)}, {result.BeforeAttach.Coverage:P1}");
        run.Line("objective", Quantity.Figure(quality.Objective));
        run.Line("coverage", $"{quality.Coverage:P1}");
        run.Line("edge precision, recall, F1", $"{quality.Precision:F3}, {quality.Recall:F3}, {quality.F1:F3}");
        run.Line("  weighted", $"{quality.WeightedPrecision:F3}, {quality.WeightedRecall:F3}, {quality.WeightedF1:F3}");
        AdviseIfEmpty(run, result.KnownFor.ClusterCount, quality, "a lower --wt-coeff");
    }

    /// <summary>Says so where half of the communities or more came out empty, and what one can do.</summary>
    /// <param name="apart">The options that keep vertices apart.</param>
    internal static void AdviseIfEmpty(RunReport run, int clusterCount, CommunityQuality quality, string apart)
    {
        if (quality.ConnectedCount == 0 || clusterCount < 2 || quality.NonEmptyCount > clusterCount / 2) return;
        run.Advise(
            $"{quality.NonEmptyCount:N0} of {clusterCount:N0} communities have members, the largest {quality.MaxSize:N0} of {quality.ConnectedCount:N0} that have an edge. "
            + (quality.Recall > 0.5 ? $"Nearly everything is alike here: {apart} keeps more apart." : "The graph does not have so many: ask for fewer."));
    }

    /// <summary>Adds the agreement with a truth.</summary>
    internal void Describe(GroundTruth truth)
    {
        var run = host.Report;
        var isDefined = !double.IsNaN(truth.NormalizedMutualInformation);
        run.Put("truth", new JsonObject { ["nmi"] = isDefined ? truth.NormalizedMutualInformation : null, ["average_f1"] = truth.AverageF1 });
        run.Line("NMI with the truth", isDefined ? $"{truth.NormalizedMutualInformation:F4}" : "not defined: it overlaps");
        run.Line("average F1 with the truth", $"{truth.AverageF1:F4}");
    }

    static JsonObject Json(CommunityQuality quality) => new()
    {
        ["objective"] = quality.Objective,
        ["coverage"] = quality.Coverage,
        ["precision"] = quality.Precision,
        ["recall"] = quality.Recall,
        ["f1"] = quality.F1,
        ["weighted_precision"] = quality.WeightedPrecision,
        ["weighted_recall"] = quality.WeightedRecall,
        ["weighted_f1"] = quality.WeightedF1,
    };
}
