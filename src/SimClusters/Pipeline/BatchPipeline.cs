using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>The whole run: a follow graph in, communities and vectors out, each table to the sink as soon as it is whole.</summary>
/// <remarks>Holds the follow graph and at most two stages' results at once. Equal inputs and options give the sink equal bytes at any thread count.</remarks>
public static class BatchPipeline
{
    /// <summary>All stages: similarity, communities, interests, producer embeddings.</summary>
    /// <param name="follows">A; stays the caller's.</param>
    /// <param name="isActive">By producer, whether it may take part; null when all may.</param>
    /// <param name="startLabels">By producer, the cluster to start in; null starts from random neighbourhoods.</param>
    /// <param name="options">Every stage's knobs.</param>
    /// <param name="sink">Gets each table once.</param>
    /// <param name="observer">Is told where the run is.</param>
    /// <exception cref="ArgumentException">Options out of range, or parts that do not fit the graph.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what the sink got before is the caller's to drop.</exception>
    public static PipelineReport Run(
        FollowGraph follows, bool[]? isActive, int[]? startLabels, PipelineOptions options, IModelSink sink, IPipelineObserver observer)
    {
        options = options.Validated();
        var selection = ProducerSelectionBuilder.Build(follows, options.Selection, isActive);
        var report = new PipelineReport { Selection = selection };
        using var similarity = BuildSimilarity(follows, selection, options.Similarity, sink, observer, ref report);
        return RunFromSimilarity(follows, selection, similarity, startLabels, options, sink, observer, report);
    }

    /// <summary>Communities and what follows, on a similarity graph that is already there.</summary>
    /// <param name="follows">A; stays the caller's.</param>
    /// <param name="selection">Who took part in S.</param>
    /// <param name="similarity">S. Taken over: it is disposed as soon as the communities are found, and must not be read afterwards.</param>
    /// <param name="startLabels">By producer, the cluster to start in; null starts from random neighbourhoods.</param>
    /// <param name="options">Every stage's knobs.</param>
    /// <param name="sink">Gets each table once.</param>
    /// <param name="observer">Is told where the run is.</param>
    /// <param name="before">What earlier stages reported.</param>
    public static PipelineReport RunFromSimilarity(
        FollowGraph follows, ProducerSelection selection, SimilarityGraph similarity, int[]? startLabels,
        PipelineOptions options, IModelSink sink, IPipelineObserver observer, PipelineReport? before = null)
    {
        options = options.Validated();
        var report = before ?? new PipelineReport { Selection = selection };
        var knownFor = BuildKnownFor(follows, selection, similarity, startLabels, options.Communities, sink, observer, ref report);

        // Nothing below reads S: its memory makes room for U.
        similarity.Dispose();
        return RunFromKnownFor(follows, knownFor, options, sink, observer, report);
    }

    /// <summary>Interests and producer embeddings, for communities that are already there.</summary>
    public static PipelineReport RunFromKnownFor(
        FollowGraph follows, KnownFor knownFor, PipelineOptions options, IModelSink sink, IPipelineObserver observer, PipelineReport? before = null)
    {
        options = options.Validated();
        var report = (before ?? new()) with { KnownFor = knownFor, ClusterCount = knownFor.ClusterCount };
        using var interests = BuildInterests(follows, knownFor, options.Interests, sink, observer, ref report);
        BuildProducers(follows, interests, options.Embeddings, sink, observer, ref report);
        return report;
    }

    static SimilarityGraph BuildSimilarity(
        FollowGraph follows, ProducerSelection selection, SimilarityOptions options, IModelSink sink, IPipelineObserver observer, ref PipelineReport report)
    {
        var execution = observer.Begin(PipelineStage.Similarity);
        var similarity = SimilarityGraphBuilder.Build(follows, selection, options, execution);
        try
        {
            sink.WriteSimilarity(follows.Producers, similarity, execution);
        }
        catch
        {
            similarity.Dispose();
            throw;
        }

        var facts = SimilarityReport.Of(similarity, follows, selection, options);
        report = report with { Similarity = facts };
        observer.End(PipelineStage.Similarity, $"{facts.EdgesKept:N0} edges of {facts.EdgesAboveThreshold:N0} above {options.MinCosine}, {facts.MeanNeighbors:F1} neighbours a producer");
        return similarity;
    }

    static KnownFor BuildKnownFor(
        FollowGraph follows, ProducerSelection selection, SimilarityGraph similarity, int[]? startLabels,
        CommunityOptions options, IModelSink sink, IPipelineObserver observer, ref PipelineReport report)
    {
        var execution = observer.Begin(PipelineStage.Communities);
        var result = KnownForBuilder.Build(similarity, options, execution, selection.IsSelected, startLabels, new EpochRelay(observer));
        sink.WriteKnownFor(follows.Producers, result.KnownFor, Reasons(result), execution);
        report = report with
        {
            ClusterCount = result.KnownFor.ClusterCount,
            Epochs = result.Epochs,
            BeforeAttach = result.BeforeAttach,
            Quality = result.Quality,
        };
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

    static InterestedIn BuildInterests(
        FollowGraph follows, KnownFor knownFor, InterestedInOptions options, IModelSink sink, IPipelineObserver observer, ref PipelineReport report)
    {
        var execution = observer.Begin(PipelineStage.Interests);
        var interests = InterestedInBuilder.Build(follows, knownFor, options, execution);
        try
        {
            sink.WriteInterestedIn(follows.Consumers, interests, execution);
        }
        catch
        {
            interests.Dispose();
            throw;
        }

        var facts = new InterestsReport(
            interests.FollowScores.EntryCount, RowsWithEntries(interests.FollowScores), follows.ConsumerCount,
            interests.RemovedBySocialProof, interests.RemovedByTruncation);
        report = report with { Interests = facts };
        observer.End(PipelineStage.Interests, $"{facts.Entries:N0} interests of {facts.ConsumersWithInterests:N0} consumers");
        return interests;
    }

    static void BuildProducers(
        FollowGraph follows, InterestedIn interests, ProducerEmbeddingsOptions options, IModelSink sink, IPipelineObserver observer, ref PipelineReport report)
    {
        var execution = observer.Begin(PipelineStage.Producers);
        using var embeddings = ProducerEmbeddingsBuilder.Build(follows, interests, options, execution);
        sink.WriteProducerEmbeddings(follows.Producers, embeddings, execution);
        var facts = new ProducersReport(
            embeddings.ByProducer.EntryCount, RowsWithEntries(embeddings.ByProducer), follows.ProducerCount, embeddings.ByCluster.EntryCount,
            embeddings.RemovedByThreshold, embeddings.RemovedByTruncation);
        report = report with { Producers = facts };
        observer.End(PipelineStage.Producers, $"{facts.Entries:N0} entries of {facts.ProducersWithVectors:N0} producers");
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
