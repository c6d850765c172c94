using System.Reflection;
using SimClusters.Graphs;
using SimClusters.Pipeline;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>What a run found, as the manifest keeps it: options, counts, quality.</summary>
static class ModelManifest
{
    internal static Manifest Of(
        string version, IdKind ids, PipelineOptions options, PipelineReport report, FollowGraphReport follows, IReadOnlyList<ManifestInput> inputs, Manifest? before)
    {
        var manifest = new Manifest
        {
            ModelVersion = version,
            IdKind = ids,
            ClusterCount = report.ClusterCount,
            Seed = options.Communities.Seed,
            Inputs = inputs,
            Epochs = report.Epochs.Count > 0
                ? [.. report.Epochs.Select(epoch => new ManifestEpoch(epoch.Epoch, epoch.Objective ?? double.NaN, epoch.AcceptRate, epoch.MovedCount, epoch.EmptyCount))]
                : before?.Epochs ?? [],
        };
        foreach (var (stage, record) in new (string, object)[]
        {
            ("selection", options.Selection), ("similarity", options.Similarity), ("communities", options.Communities),
            ("interested_in", options.Interests), ("producer_embeddings", options.Embeddings),
        }) manifest.Options[stage] = Manifest.OptionsOf(record);

        // A run that started in the middle keeps what it took over says of itself; its own figures come on top.
        foreach (var (name, count) in before?.Counts ?? []) manifest.Counts[name] = count;
        foreach (var (name, value) in before?.Quality ?? []) manifest.Quality[name] = value;
        AddCounts(manifest.Counts, report, follows);
        AddQuality(manifest.Quality, report);
        return manifest;
    }

    internal static string ToolVersion => typeof(ModelManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static IEnumerable<ManifestInput> Inputs(string role, IEnumerable<InputFile> files) =>
        files.Select(file => new ManifestInput(role, file.Path, file.RowCount, file.Hash));

    static void AddCounts(SortedDictionary<string, long> counts, PipelineReport report, FollowGraphReport follows)
    {
        counts["follows_rows_read"] = follows.RowCount;
        counts["follows_removed_bad"] = follows.BadRowCount;
        counts["follows_removed_self"] = follows.SelfFollowCount;
        counts["follows_removed_duplicate"] = follows.DuplicateCount;
        counts["follows"] = follows.FollowCount;
        if (report.Selection is { } selection)
        {
            counts["producers_selected"] = selection.SelectedCount;
            counts["producers_removed_below_min_followers"] = selection.BelowMinFollowers;
            counts["producers_removed_inactive"] = selection.Inactive;
            counts["producers_removed_beyond_limit"] = selection.BeyondLimit;
        }

        if (report.Similarity is { } similarity)
        {
            counts[ManifestCounts.EdgesAboveThreshold] = similarity.EdgesAboveThreshold;
            counts["similarity_edges_kept"] = similarity.EdgesKept;
            counts["similarity_removed_by_top"] = similarity.EdgesAboveThreshold - similarity.EdgesKept;
            counts["similarity_producers_without_edge"] = similarity.ProducersWithoutEdge;
            counts["similarity_consumers_sampled"] = similarity.SampledConsumers;
        }

        if (report.Interests is { } interests)
        {
            counts["consumers"] = interests.Consumers;
            counts["consumers_with_interests"] = interests.ConsumersWithInterests;
            counts["interested_in"] = interests.Entries;
            counts[ManifestCounts.InterestsRemovedBySocialProof] = interests.RemovedBySocialProof;
            counts[ManifestCounts.InterestsRemovedByTruncation] = interests.RemovedByTruncation;
        }

        if (report.Producers is { } producers)
        {
            counts["producers"] = producers.Producers;
            counts["producers_with_vectors"] = producers.ProducersWithVectors;
            counts["producer_embeddings"] = producers.Entries;
            counts["cluster_top_producers"] = producers.ClusterEntries;
            counts[ManifestCounts.EmbeddingsRemovedByThreshold] = producers.RemovedByThreshold;
            counts[ManifestCounts.EmbeddingsRemovedByTruncation] = producers.RemovedByTruncation;
        }
    }

    static void AddQuality(SortedDictionary<string, double> figures, PipelineReport report)
    {
        if (report.Quality is not { } quality) return;
        figures["coverage"] = quality.Coverage;
        figures["edge_precision"] = quality.Precision;
        figures["edge_recall"] = quality.Recall;
        figures["edge_f1"] = quality.F1;
        figures["weighted_edge_precision"] = quality.WeightedPrecision;
        figures["weighted_edge_recall"] = quality.WeightedRecall;
        figures["weighted_edge_f1"] = quality.WeightedF1;
        figures["objective"] = quality.Objective;
        figures["communities_not_empty"] = quality.NonEmptyCount;
        figures["size_min"] = quality.MinSize;
        figures["size_median"] = quality.MedianSize;
        figures["size_mean"] = quality.MeanSize;
        figures["size_max"] = quality.MaxSize;
        if (report.BeforeAttach is not { } before) return;
        figures["before_attach_coverage"] = before.Coverage;
        figures["before_attach_edge_f1"] = before.F1;
        figures["before_attach_objective"] = before.Objective;
    }
}
