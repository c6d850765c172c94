using System.Diagnostics;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Pipeline;
using SimClusters.Similarity;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Pipeline;

/// <summary>The whole job on real follow graphs with every default: how good are the communities, over five seeds?</summary>
/// <remarks>real-graphs DATA-FOLDER [seeds]: soc-epinions1 at k = 500, diffnet-flickr's follows at the k that is chosen.</remarks>
static class RealGraphsComparison
{
    internal static void Run(string[] arguments)
    {
        var seeds = arguments.Length > 1 ? ulong.Parse(arguments[1]) : 5;
        Report(Path.Combine(arguments[0], "soc-epinions1", "soc-Epinions1.txt"), 500, seeds);
        Report(Path.Combine(arguments[0], "diffnet-flickr", "flickr.links"), null, seeds);
    }

    static void Report(string path, int? clusterCount, ulong seeds)
    {
        var (follows, counts, _) = FollowSource.ReadGraph(new() { Inputs = [path] }, Execution.Default);
        using var graph = follows;
        Console.WriteLine($"{Path.GetFileName(path)}: {counts}; {graph.ConsumerCount:N0} consumers, {graph.ProducerCount:N0} producers");
        List<(double F1, double Coverage)> all = [];
        for (var seed = 1UL; seed <= seeds; seed++)
        {
            var options = (PipelineOptions.Default with { Communities = new() { ClusterCount = clusterCount } }).WithSeed(seed);
            var watch = Stopwatch.StartNew();
            var report = BatchPipeline.Run(new() { Follows = graph }, options, new NoSink(), new Quiet());
            var quality = report.Quality!;
            var before = report.BeforeAttach!;
            all.Add((quality.F1, quality.Coverage));
            Console.WriteLine(
                $"  seed {seed}: k {report.ClusterCount}, S mean neighbours {report.Similarity!.MeanNeighbors:F1}, alone {report.Similarity.ProducersWithoutEdge:N0}; F1 {quality.F1:F4} (precision {quality.Precision:F3}, recall {quality.Recall:F3}), weighted {quality.WeightedF1:F4}, " +
                $"coverage {quality.Coverage:P2}, sizes {quality.MinSize}/{quality.MedianSize}/{quality.MaxSize}; before attaching F1 {before.F1:F4}, coverage {before.Coverage:P2}; {report.Epochs.Count} epochs; {watch.Elapsed.TotalSeconds:F2} s");
        }

        Console.WriteLine($"  mean of {seeds} seeds: F1 {all.Average(one => one.F1):F4}, coverage {all.Average(one => one.Coverage):P2}");
    }

    sealed class Quiet : IPipelineObserver
    {
        public Execution Begin(PipelineStage stage) => Execution.Default;

        public void End(PipelineStage stage, string summary)
        {
        }

        public void Epoch(EpochReport report)
        {
        }
    }

    sealed class NoSink : IModelSink
    {
        public void WriteSimilarity(NodeIndex producers, SimilarityGraph similarity, Execution execution)
        {
        }

        public void WriteKnownFor(NodeIndex producers, KnownFor knownFor, IReadOnlyList<(int ProducerRow, string Reason)> unassigned, Execution execution)
        {
        }

        public void WriteEngagements(EngagementGraph graph, Execution execution)
        {
        }

        public void WriteInterestedIn(NodeIndex consumers, InterestedIn interestedIn, Execution execution)
        {
        }

        public void WriteInterestProofs(NodeIndex consumers, NodeIndex producers, InterestedIn interestedIn, InterestProofs proofs, Execution execution)
        {
        }

        public void WriteSimilarUsers(NodeIndex producers, SimilarUsers similar, Execution execution)
        {
        }

        public void WriteClusters(ClusterResults clusters, Execution execution)
        {
        }

        public void WriteProducerEmbeddings(NodeIndex producers, ProducerEmbeddings embeddings, Execution execution)
        {
        }
    }
}
