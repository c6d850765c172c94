using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>One run of <see cref="BatchPipeline"/>: each method is a stage, its table to the sink and its figures to the report.</summary>
sealed class PipelineRun(PipelineInput input, PipelineOptions options, IModelSink sink, IPipelineObserver observer)
{
    readonly FollowGraph _follows = input.Follows;
    PipelineReport _report = new();
    ClusterQuality[]? _quality;

    internal SimilarityGraph Similarity(ProducerSelection selection)
    {
        var execution = observer.Begin(PipelineStage.Similarity);
        var similarity = SimilarityGraphBuilder.Build(_follows, selection, options.Similarity, execution);
        try
        {
            sink.WriteSimilarity(_follows.Producers, similarity, execution);
        }
        catch
        {
            similarity.Dispose();
            throw;
        }

        var facts = SimilarityReport.Of(similarity, _follows, selection, options.Similarity);
        _report = _report with { Similarity = facts };
        observer.End(PipelineStage.Similarity, $"{facts.EdgesKept:N0} edges of {facts.EdgesAboveThreshold:N0} above {options.Similarity.MinCosine}, {facts.MeanNeighbors:F1} neighbours a producer");
        return similarity;
    }

    internal PipelineReport FromSimilarity(ProducerSelection selection, SimilarityGraph similarity)
    {
        _report = _report with { Selection = selection };
        var knownFor = KnownFor(selection, similarity);

        // Nothing below reads S: its memory makes room for U.
        similarity.Dispose();
        return FromKnownFor(knownFor);
    }

    internal PipelineReport FromKnownFor(KnownFor knownFor)
    {
        _report = _report with { KnownFor = knownFor, ClusterCount = knownFor.ClusterCount };
        if (!options.MakesEngagements) return _report;
        using var graph = Engagements();
        if (!options.MakesInterests) return _report;
        using var interests = Interests(graph, knownFor);
        Producers(graph, interests);
        Clusters(knownFor, interests);
        return _report;
    }

    KnownFor KnownFor(ProducerSelection selection, SimilarityGraph similarity)
    {
        var execution = observer.Begin(PipelineStage.Communities);
        var result = KnownForBuilder.Build(similarity, options.Communities, execution, selection.IsSelected, input.StartLabels, new EpochRelay(observer));
        sink.WriteKnownFor(_follows.Producers, result.KnownFor, Reasons(result), execution);
        if (options.MakesAny(ModelTables.ClusterQuality))
        {
            var quality = ClusterQualityBuilder.Build(similarity.Cosines, result.KnownFor, execution);
            _quality = quality.Clusters;
            _report = _report with { ClusterQuality = quality.Overall };
        }

        _report = _report with { Epochs = result.Epochs, BeforeAttach = result.BeforeAttach, Quality = result.Quality };
        observer.End(PipelineStage.Communities, $"{result.Quality.NonEmptyCount:N0} communities, F1 {result.Quality.F1:F3}, coverage {result.Quality.Coverage:P1}");
        return result.KnownFor;
    }

    static List<(int ProducerRow, string Reason)> Reasons(KnownForResult result)
    {
        var reasons = new List<(int, string)>();
        for (var row = 0; row < result.Unassigned.Length; row++)
            if (result.Unassigned[row] is var reason and not UnassignedReason.Assigned) reasons.Add((row, reason.ToString()));
        return reasons;
    }

    EngagementGraph Engagements()
    {
        var execution = observer.Begin(PipelineStage.Engagements);
        var graph = EngagementGraphBuilder.Build(_follows, input.Favourites, options.Engagements, execution);
        try
        {
            sink.WriteEngagements(graph, execution);
        }
        catch
        {
            graph.Dispose();
            throw;
        }

        var facts = new EngagementsReport(graph.Follows.EntryCount, graph.Favourites?.Weights.EntryCount ?? 0, graph.Cut.ConsumerCount, graph.Cut.EdgeCount);
        _report = _report with { Engagements = facts };
        observer.End(PipelineStage.Engagements, $"{facts.Follows:N0} follows and {facts.Favourites:N0} favourite edges");
        return graph;
    }

    InterestedIn Interests(EngagementGraph graph, KnownFor knownFor)
    {
        var execution = observer.Begin(PipelineStage.Interests);
        var interests = InterestedInBuilder.Build(graph, knownFor, options.Interests, execution);
        try
        {
            sink.WriteInterestedIn(_follows.Consumers, interests, execution);
            if (options.MakesAny(ModelTables.InterestedInProof))
            {
                using var proofs = InterestProofsBuilder.Build(graph, knownFor, interests, execution);
                sink.WriteInterestProofs(_follows.Consumers, _follows.Producers, interests, proofs, execution);
            }
        }
        catch
        {
            interests.Dispose();
            throw;
        }

        var facts = new InterestsReport(
            interests.Entries.EntryCount, RowsWithEntries(interests.Entries), graph.ConsumerCount, interests.RemovedBySocialProof, interests.RemovedByTruncation);
        _report = _report with { Interests = facts };
        observer.End(PipelineStage.Interests, $"{facts.Entries:N0} interests of {facts.ConsumersWithInterests:N0} consumers");
        return interests;
    }

    void Producers(EngagementGraph graph, InterestedIn interests)
    {
        var execution = observer.Begin(PipelineStage.Producers);
        foreach (var variant in ProducerVariants.All)
        {
            if (!options.Makes(variant) || (variant.NeedsFavourites() && !interests.HasFavourites)) continue;
            using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, variant, options.Embeddings, execution);
            sink.WriteProducerEmbeddings(_follows.Producers, embeddings, execution);
            var facts = new ProducersReport(
                variant, embeddings.ByProducer.EntryCount, RowsWithEntries(embeddings.ByProducer), graph.ProducerCount, embeddings.ByCluster?.EntryCount ?? 0,
                embeddings.RemovedByThreshold, embeddings.RemovedByTruncation);
            _report = _report with { Producers = [.. _report.Producers, facts] };
            if (options.MakesSimilarUsers(variant)) SimilarUsers(embeddings, execution);
        }

        observer.End(PipelineStage.Producers, $"entries {string.Join(", ", _report.Producers.Select(facts => $"{InWords(facts.Variant)} {facts.Entries:N0}"))}");
    }

    static string InWords(ProducerVariant variant) => variant switch
    {
        ProducerVariant.Follow => "by follows",
        ProducerVariant.Fav => "by favourites",
        ProducerVariant.AggregatableFollow => "aggregatable by follows",
        ProducerVariant.AggregatableFav => "aggregatable by favourites",
        ProducerVariant.AggregatableLogFav => "aggregatable by favourites (log)",
        ProducerVariant.RelaxedAggregatableLogFav => "aggregatable by favourites (log), of few favers",
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "No such variant."),
    };

    void SimilarUsers(ProducerEmbeddings embeddings, Execution execution)
    {
        using var similar = SimilarUsersBuilder.Build(embeddings, options.SimilarUsers, execution);
        sink.WriteSimilarUsers(_follows.Producers, similar, execution);
        var facts = new SimilarUsersReport(similar.Variant, similar.Cosines.EntryCount, RowsWithEntries(similar.Cosines), similar.CandidateCount);
        _report = _report with { SimilarUsers = [.. _report.SimilarUsers, facts] };
    }

    void Clusters(KnownFor knownFor, InterestedIn interests)
    {
        var execution = observer.Begin(PipelineStage.Clusters);
        var labels = ClusterLabelBuilder.Build(knownFor, _follows.Producers, input.Users, input.Topics, options.Labels, execution);
        var details = ClusterDetailsBuilder.Build(interests, knownFor, _follows.Producers, input.Users, execution);
        using var neighbors = ClusterNeighborsBuilder.Build(interests, options.ClusterNeighbors, execution);
        sink.WriteClusters(new(labels, interests, details, neighbors, _quality), execution);
        var facts = new ClustersReport(labels.Count(label => label.Terms.Any(term => term.Source == TermSource.Topic)), neighbors.Pairs.EntryCount);
        _report = _report with { Clusters = facts };
        observer.End(PipelineStage.Clusters, $"{labels.Length:N0} labels, {facts.LabelledByTopic:N0} of them by topic; {facts.NeighborPairs / 2:N0} pairs share an audience");
    }

    static int RowsWithEntries(SparseMatrix matrix)
    {
        var count = 0;
        for (var row = 0; row < matrix.RowCount; row++)
            if (matrix.RowLength(row) > 0) count++;
        return count;
    }

    sealed class EpochRelay(IPipelineObserver observer) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => observer.Epoch(value);
    }
}
