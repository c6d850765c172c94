using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Pipeline;

namespace SimClusters.Cli;

/// <summary>The knobs of all stages on the command line: a preset, and what is named beside it.</summary>
sealed class PipelineArguments
{
    static readonly PipelineOptions s_default = PipelineOptions.Default;

    readonly Option<string> _preset = new Option<string>("--preset") { Description = "Where the other options start from.", DefaultValueFactory = _ => "default" }.AcceptOnlyFromAmong("default", "published", "toy");
    readonly Option<int?> _communities = new("--communities") { Description = "k; without it one community for every 200 producers is tried for." };
    readonly Option<int?> _producers = new("--producers") { Description = "Seek communities for the N most followed producers; all without it." };
    readonly Option<int> _minFollowers = Knob("--min-followers", "Followers a producer needs to take part in communities.", s_default.Selection.MinFollowers, 1);
    readonly Option<double> _minCosine = Share("--min-cosine", "Noise removal: similarity an edge needs.", s_default.Similarity.MinCosine);
    readonly Option<int> _top = Knob("--top", "Neighbours a producer keeps.", s_default.Similarity.MaxNeighbors, 1);
    readonly Option<int?> _maxFollows = new("--max-follows-per-consumer") { Description = "Sample the follows of consumers with more; exact without it." };
    readonly Option<string> _method = new Option<string>("--method") { Description = "default: scaled weights, revival, a greedy finish, everyone attached; published: the bare sampler.", DefaultValueFactory = _ => "default" }.AcceptOnlyFromAmong("default", "published");
    readonly Option<int> _epochs = Knob("--epochs", "Epochs of the sampler at most.", s_default.Communities.MaxEpochs, 1);
    readonly Option<double> _weightCoefficient = new("--wt-coeff") { Description = "What a unit of weight inside a community is worth.", DefaultValueFactory = _ => s_default.Communities.WeightCoefficient };
    readonly Option<EdgeWeights> _weights = new("--weights") { Description = "Edge weights: cosine, squared (10·w²) or one.", DefaultValueFactory = _ => s_default.Communities.EdgeWeights };
    readonly Option<bool> _noAttach = new("--no-attach") { Description = "Leave producers out that no community was worth joining for." };
    readonly Option<int> _socialProof = Knob("--social-proof", "Producers of a cluster a consumer must follow.", s_default.Interests.MinProducersFollowed, 1);
    readonly Option<int> _perConsumer = Knob("--clusters-per-consumer", "Clusters a consumer keeps.", s_default.Interests.MaxClustersPerConsumer, 1);
    readonly Option<double> _embeddingCosine = Share("--embedding-min-cosine", "Cosine an entry of a producer's vector needs.", s_default.Embeddings.MinCosine);
    readonly Option<int> _perProducer = Knob("--clusters-per-producer", "Clusters a producer's vector keeps.", s_default.Embeddings.MaxClustersPerProducer, 1);
    readonly Option<int> _perCluster = Knob("--producers-per-cluster", "Producers a cluster's list keeps.", s_default.Embeddings.MaxProducersPerCluster, 1);
    readonly Option<int> _audience = Knob("--embedding-min-followers", "Followers a producer needs for a vector.", s_default.Embeddings.MinFollowers, 0);

    internal void AddTo(Command command)
    {
        Option[] all =
        [
            _preset, _communities, _producers, _minFollowers, _minCosine, _top, _maxFollows, _method, _epochs, _weightCoefficient, _weights, _noAttach,
            _socialProof, _perConsumer, _embeddingCosine, _perProducer, _perCluster, _audience, CommonOptions.Seed,
        ];
        foreach (var option in all) command.Add(option);
    }

    /// <summary>The preset, with every option that was named in its place.</summary>
    internal PipelineOptions Read(ParseResult arguments, ulong seed)
    {
        var preset = arguments.GetValue(_preset) switch { "published" => PipelineOptions.Published, "toy" => PipelineOptions.Toy, _ => s_default };
        T Named<T>(Option<T> option, T otherwise) => arguments.GetResult(option) is { Implicit: false } ? arguments.GetValue(option)! : otherwise;

        var communities = arguments.GetResult(_method) is { Implicit: false }
            ? arguments.GetValue(_method) == "published" ? CommunityOptions.Published : s_default.Communities
            : preset.Communities;
        return new PipelineOptions
        {
            Selection = preset.Selection with
            {
                MaxProducers = Named(_producers, preset.Selection.MaxProducers), MinFollowers = Named(_minFollowers, preset.Selection.MinFollowers),
            },
            Similarity = preset.Similarity with
            {
                MinCosine = Named(_minCosine, preset.Similarity.MinCosine), MaxNeighbors = Named(_top, preset.Similarity.MaxNeighbors),
                MaxFollowsPerConsumer = Named(_maxFollows, preset.Similarity.MaxFollowsPerConsumer),
            },
            Communities = communities with
            {
                ClusterCount = Named(_communities, communities.ClusterCount), MaxEpochs = Named(_epochs, communities.MaxEpochs),
                MinEpochs = Math.Min(communities.MinEpochs, Named(_epochs, communities.MaxEpochs)),
                WeightCoefficient = Named(_weightCoefficient, communities.WeightCoefficient), EdgeWeights = Named(_weights, communities.EdgeWeights),
                AttachUnassigned = communities.AttachUnassigned && !arguments.GetValue(_noAttach),
            },
            Interests = new()
            {
                MinProducersFollowed = Named(_socialProof, preset.Interests.MinProducersFollowed),
                MaxClustersPerConsumer = Named(_perConsumer, preset.Interests.MaxClustersPerConsumer),
            },
            Embeddings = new()
            {
                MinCosine = Named(_embeddingCosine, preset.Embeddings.MinCosine), MaxClustersPerProducer = Named(_perProducer, preset.Embeddings.MaxClustersPerProducer),
                MaxProducersPerCluster = Named(_perCluster, preset.Embeddings.MaxProducersPerCluster), MinFollowers = Named(_audience, preset.Embeddings.MinFollowers),
            },
        }.WithSeed(seed);
    }

    static Option<int> Knob(string name, string description, int value, int least) =>
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => value }.AtLeast(least);

    static Option<double> Share(string name, string description, double value) =>
        new Option<double>(name) { Description = description, DefaultValueFactory = _ => value }.Between(0, 1);
}
