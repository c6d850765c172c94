using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Pipeline;
using SimClusters.Similarity;

namespace SimClusters.Tests.Pipeline;

public class BatchPipelineTests
{
    [Fact]
    public void Run_OnAPlantedNetwork_FindsItAgainAndHandsEveryTableOverOnce()
    {
        using var network = SyntheticNetworkBuilder.Build(
            new() { Consumers = 4000, Producers = 600, Follows = 60_000, Communities = 12, Mixing = 0.1, Favourites = 0 }, Execution.Default);
        var sink = new RecordingSink();
        // Fewer neighbours than a community has members: or the graph of 600 is one dense ball.
        var options = Options(24) with { Similarity = new() { MaxNeighbors = 25 } };
        var report = BatchPipeline.Run(new() { Follows = network.Graph }, options, sink, new SilentObserver(2));

        Assert.Equal(["similarity", "known for", "engagements", "interested in", "Follow", "similar Follow", "clusters"], sink.Calls);
        Assert.True(report.Quality!.Coverage > 0.95, $"Coverage {report.Quality.Coverage}.");
        var agreement = GroundTruthAgreement(network, sink.KnownFor!);
        Assert.True(agreement > 0.8, $"Purity {agreement}.");
        Assert.True(report.Interests!.ConsumersWithInterests > 3000);
        Assert.True(Assert.Single(report.Producers).ProducersWithVectors > 500);
    }

    [Fact]
    public void Run_AtAnyThreadCount_GivesTheSameBytes()
    {
        using var network = SyntheticNetworkBuilder.Build(
            new() { Consumers = 2000, Producers = 300, Follows = 30_000, Communities = 8, Favourites = 0 }, Execution.Default);
        var digests = new[] { 1, 2, 3 }.Select(threads =>
        {
            var sink = new RecordingSink();
            BatchPipeline.Run(new() { Follows = network.Graph }, Options(8), sink, new SilentObserver(threads));
            return sink.Digest.ToHashCode();
        });
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void Run_OnTheToyFromItsKnownFor_GivesThePublishedVectors()
    {
        using var follows = ToyGraph.Follows();
        var sink = new RecordingSink();
        BatchPipeline.RunFromKnownFor(new() { Follows = follows }, ToyGraph.KnownFor(), PipelineOptions.Toy, sink, new SilentObserver(1));
        Assert.Equal(["engagements", "interested in", "Follow", "similar Follow", "clusters"], sink.Calls);
        Assert.Equal(0.963318, sink.EntryOfThirdProducer, 1e-6);
    }

    [Fact]
    public void Run_OnAGraphOfOneEdge_LeavesTheProducerWithAReason()
    {
        using var follows = ToyGraph.Graph(1, [[0]]);
        var sink = new RecordingSink();
        var report = BatchPipeline.Run(new() { Follows = follows }, PipelineOptions.Default, sink, new SilentObserver(1));
        Assert.Equal([(0, nameof(UnassignedReason.NotSelected))], sink.Unassigned);
        Assert.Equal(2, report.ClusterCount);
        Assert.Equal(0, report.Interests!.Entries);
    }

    static PipelineOptions Options(int clusters) => PipelineOptions.Default with { Communities = new() { ClusterCount = clusters } };

    // The share of producers whose cluster's most frequent planted community is theirs.
    static double GroundTruthAgreement(SyntheticNetwork network, KnownFor knownFor)
    {
        var planted = network.CommunityOfProducers.ToArray();
        var members = Enumerable.Range(0, planted.Length).Where(row => knownFor.Clusters[row] != KnownFor.None).ToArray();
        return members.GroupBy(row => knownFor.Clusters[row]).Sum(cluster => cluster.GroupBy(row => planted[row]).Max(group => group.Count())) / (double)members.Length;
    }

    sealed class SilentObserver(int threadCount) : IPipelineObserver
    {
        public Execution Begin(PipelineStage stage) => new(threadCount);

        public void End(PipelineStage stage, string summary) => Assert.NotEmpty(summary);

        public void Epoch(EpochReport report) => Assert.InRange(report.AcceptRate, 0, 1);
    }

    sealed class RecordingSink : IModelSink
    {
        internal List<string> Calls { get; } = [];

        internal HashCode Digest;

        internal KnownFor? KnownFor { get; private set; }

        internal IReadOnlyList<(int ProducerRow, string Reason)> Unassigned { get; private set; } = [];

        internal double EntryOfThirdProducer { get; private set; }

        public void WriteSimilarity(NodeIndex producers, SimilarityGraph similarity, Execution execution)
        {
            Calls.Add("similarity");
            Add(similarity.Cosines);
        }

        public void WriteKnownFor(NodeIndex producers, KnownFor knownFor, IReadOnlyList<(int ProducerRow, string Reason)> unassigned, Execution execution)
        {
            Calls.Add("known for");
            (KnownFor, Unassigned) = (knownFor, unassigned);
            foreach (var cluster in knownFor.Clusters) Digest.Add(cluster);
            foreach (var score in knownFor.Scores) Digest.Add(score);
        }

        public void WriteEngagements(EngagementGraph graph, Execution execution)
        {
            Calls.Add("engagements");
            if (graph.Favers is not null) Add(graph.Favers.Weights);
        }

        public void WriteInterestedIn(NodeIndex consumers, InterestedIn interestedIn, Execution execution)
        {
            Calls.Add("interested in");
            foreach (var score in Enum.GetValues<InterestScore>().Where(score => interestedIn.Scores(score) is not null))
            {
                Add(interestedIn.Of(score));
                foreach (var norm in interestedIn.Norms(score)) Digest.Add(norm);
            }
        }

        public void WriteInterestProofs(NodeIndex consumers, NodeIndex producers, InterestedIn interestedIn, InterestProofs proofs, Execution execution) => Calls.Add("proofs");

        public void WriteSimilarUsers(NodeIndex producers, SimilarUsers similar, Execution execution)
        {
            Calls.Add($"similar {similar.Variant}");
            Add(similar.Cosines);
        }

        public void WriteProducerEmbeddings(NodeIndex producers, ProducerEmbeddings embeddings, Execution execution)
        {
            Calls.Add($"{embeddings.Variant}");
            Add(embeddings.ByProducer);
            if (embeddings.ByCluster is not null) Add(embeddings.ByCluster);
            if (producers.Count > 2) EntryOfThirdProducer = embeddings.ByProducer[2, 1];
        }

        public void WriteClusters(ClusterResults clusters, Execution execution)
        {
            Calls.Add("clusters");
            foreach (var label in clusters.Labels) Digest.Add(label.Text);
            foreach (var cosine in clusters.Neighbors.FollowCosines.AsSpan()) Digest.Add(cosine);
        }

        void Add(SparseMatrix matrix)
        {
            Digest.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(matrix.Offsets.AsSpan()));
            Digest.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(matrix.Keys.AsSpan()));
            Digest.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(matrix.Values!.AsSpan()));
        }
    }
}
