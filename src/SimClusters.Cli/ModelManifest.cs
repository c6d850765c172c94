using System.Reflection;
using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Pipeline;
using SimClusters.Similarity;
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
        foreach (var (stage, record) in StagesOf(options)) manifest.Options[stage] = Manifest.OptionsOf(record);

        // A run that started in the middle keeps what it took over says of itself; its own figures come on top.
        foreach (var (name, count) in before?.Counts ?? []) manifest.Counts[name] = count;
        foreach (var (name, value) in before?.Quality ?? []) manifest.Quality[name] = value;
        AddCounts(manifest.Counts, report, follows);
        AddQuality(manifest.Quality, report);
        return manifest;
    }

    /// <summary>The options that a model was made with; those of stages it has none of are the defaults.</summary>
    internal static PipelineOptions OptionsOf(Manifest manifest)
    {
        var defaults = PipelineOptions.Default;
        return defaults with
        {
            Selection = manifest.OptionsOf<ProducerSelectionOptions>("selection") ?? defaults.Selection,
            Similarity = manifest.OptionsOf<SimilarityOptions>("similarity") ?? defaults.Similarity,
            Communities = manifest.OptionsOf<CommunityOptions>("communities") ?? defaults.Communities,
            Favourites = manifest.OptionsOf<FavouriteGraphOptions>("favourites") ?? defaults.Favourites,
            Engagements = manifest.OptionsOf<EngagementGraphOptions>("engagements") ?? defaults.Engagements,
            Interests = manifest.OptionsOf<InterestedInOptions>("interested_in") ?? defaults.Interests,
            Embeddings = manifest.OptionsOf<ProducerEmbeddingsOptions>("producer_embeddings") ?? defaults.Embeddings,
            SimilarUsers = manifest.OptionsOf<SimilarUsersOptions>("similar_users") ?? defaults.SimilarUsers,
            Labels = manifest.OptionsOf<ClusterLabelOptions>("cluster_labels") ?? defaults.Labels,
            ClusterNeighbors = manifest.OptionsOf<ClusterNeighborsOptions>("cluster_neighbors") ?? defaults.ClusterNeighbors,
        };
    }

    static IEnumerable<(string Stage, object Options)> StagesOf(PipelineOptions options) =>
    [
        ("selection", options.Selection), ("similarity", options.Similarity), ("communities", options.Communities), ("favourites", options.Favourites), ("engagements", options.Engagements),
        ("interested_in", options.Interests), ("producer_embeddings", options.Embeddings), ("similar_users", options.SimilarUsers), ("cluster_labels", options.Labels), ("cluster_neighbors", options.ClusterNeighbors),
    ];

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

        if (report.Engagements is { } engagements)
        {
            counts["engagement_follows"] = engagements.Follows;
            counts["engagement_favourites"] = engagements.Favourites;
            counts["engagements_consumers_cut"] = engagements.CutConsumers;
            counts["engagements_removed_by_cut"] = engagements.CutEdges;
        }

        if (report.Interests is { } interests)
        {
            counts["consumers"] = interests.Consumers;
            counts["consumers_with_interests"] = interests.ConsumersWithInterests;
            counts["interested_in"] = interests.Entries;
            counts[ManifestCounts.InterestsRemovedBySocialProof] = interests.RemovedBySocialProof;
            counts[ManifestCounts.InterestsRemovedByTruncation] = interests.RemovedByTruncation;
        }

        AddProducerCounts(counts, report);
        if (report.Clusters is not { } details) return;
        counts["clusters_labelled_by_topic"] = details.LabelledByTopic;
        counts["cluster_neighbors"] = details.NeighborPairs;
    }

    static void AddProducerCounts(SortedDictionary<string, long> counts, PipelineReport report)
    {
        foreach (var producers in report.Producers)
        {
            var name = ProducerEmbeddingsTable.NameOf(producers.Variant);
            counts["producers"] = producers.Producers;
            counts[$"{name}_producers"] = producers.ProducersWithVectors;
            counts[name] = producers.Entries;
            if (producers.Variant.IsCosine()) counts[ClusterTopProducersTable.NameOf(producers.Variant)] = producers.ClusterEntries;
            counts[ManifestCounts.RemovedByThreshold(producers.Variant)] = producers.RemovedByThreshold;
            counts[ManifestCounts.RemovedByTruncation(producers.Variant)] = producers.RemovedByTruncation;
        }

        foreach (var similar in report.SimilarUsers)
        {
            counts[SimilarUsersTable.NameOf(similar.Variant)] = similar.Entries;
            counts[$"{SimilarUsersTable.NameOf(similar.Variant)}_candidates"] = similar.Candidates;
        }
    }

    /// <summary>Adds what became of each favourite.</summary>
    internal static void AddCounts(SortedDictionary<string, long> counts, FavouriteGraphReport favourites, (int Consumers, int Producers) favouritesAlone)
    {
        counts["favourites_consumers_alone"] = favouritesAlone.Consumers;
        counts["favourites_producers_alone"] = favouritesAlone.Producers;
        counts["favourites"] = favourites.FavouriteCount;
        counts["unfavourites"] = favourites.UnfavouriteCount;
        counts["favourites_carried"] = favourites.CarriedCount;
        counts["favourites_living"] = favourites.LivingCount;
        counts["favourites_removed_replaced"] = favourites.ReplacedCount;
        counts["favourites_removed_taken_back"] = favourites.TakenBackCount;
        counts["favourites_removed_forgotten"] = favourites.ForgottenCount;
        counts["unfavourites_unknown"] = favourites.UnknownUnfavouriteCount;
        counts["favourites_of_the_future"] = favourites.FutureCount;
        counts["favourite_edges_removed_pruned"] = favourites.PrunedCount;
        counts["favourite_edges_removed_inactive"] = favourites.InactiveCount;
        counts["favourite_edges"] = favourites.EdgeCount;
    }

    static void AddQuality(SortedDictionary<string, double> figures, PipelineReport report)
    {
        if (report.ClusterQuality is { } clusters)
        {
            figures["cluster_unweighted_recall"] = clusters.UnweightedRecall;
            figures["cluster_weighted_recall"] = clusters.WeightedRecall;
            figures["cluster_relative_precision"] = clusters.RelativePrecision;
            figures["cluster_weight_correlation"] = clusters.Correlation;
            figures["cluster_singletons"] = clusters.SingletonCount;
            figures["clusters_with_zero_recall"] = clusters.ZeroRecallCount;
            figures["clusters_no_denser_than_the_graph"] = clusters.LowPrecisionCount;
        }

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
