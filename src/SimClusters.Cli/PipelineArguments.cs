using System.CommandLine;
using SimClusters.Pipeline;

namespace SimClusters.Cli;

/// <summary>The knobs of all stages on the command line: a preset, and what is named in its place.</summary>
static class PipelineArguments
{
    static readonly PipelineOptions s_default = PipelineOptions.Default;

    static readonly Option<string> s_preset = new Option<string>("--preset")
    {
        Description = "Where the other options start from: default; published, for 20 million producers; toy, without thresholds.",
        DefaultValueFactory = _ => "default",
    }.AcceptOnlyFromAmong("default", "published", "toy");

    static readonly Option<int> s_socialProof = Knob("--social-proof", "Producers of a cluster a consumer must follow.", s_default.Interests.MinProducersFollowed, 1);
    static readonly Option<int> s_perConsumer = Knob("--clusters-per-consumer", "Clusters a consumer keeps.", s_default.Interests.MaxClustersPerConsumer, 1);
    static readonly Option<int> s_perProducer = Knob("--clusters-per-producer", "Clusters a producer's vector keeps.", s_default.Embeddings.MaxClustersPerProducer, 1);
    static readonly Option<int> s_perCluster = Knob("--producers-per-cluster", "Producers a cluster's list keeps.", s_default.Embeddings.MaxProducersPerCluster, 1);
    static readonly Option<int> s_audience = Knob("--embedding-min-followers", "Followers a producer needs for a vector.", s_default.Embeddings.MinFollowers, 0);

    static readonly Option<double> s_embeddingCosine = new Option<double>("--embedding-min-cosine")
    {
        Description = "Cosine an entry of a producer's vector needs.",
        DefaultValueFactory = _ => s_default.Embeddings.MinCosine,
    }.Between(0, 1);

    internal static void AddTo(Command verb)
    {
        verb.Add(s_preset);
        ProducerChoice.AddTo(verb);
        SimilarityChoice.AddTo(verb);
        CommunityChoice.AddTo(verb);
        AddInterestsTo(verb);
        AddEmbeddingsTo(verb);
        verb.Add(CommonOptions.Seed);
    }

    internal static void AddInterestsTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_socialProof, s_perConsumer]) verb.Add(option);
    }

    internal static void AddEmbeddingsTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_embeddingCosine, s_perProducer, s_perCluster, s_audience]) verb.Add(option);
    }

    /// <summary>The preset, with every option that was named in its place, checked.</summary>
    /// <param name="arguments">Of a verb to which only some groups were added: the others are as in the preset.</param>
    /// <param name="seed">Of every stage that draws.</param>
    internal static PipelineOptions Read(ParseResult arguments, ulong seed)
    {
        var preset = arguments.GetResult(s_preset) is { Implicit: false }
            ? arguments.GetValue(s_preset) switch { "published" => PipelineOptions.Published, "toy" => PipelineOptions.Toy, _ => s_default }
            : s_default;
        return new PipelineOptions
        {
            Selection = ProducerChoice.Options(arguments, preset.Selection),
            Similarity = SimilarityChoice.Options(arguments, preset.Similarity),
            Communities = CommunityChoice.Options(arguments, preset.Communities, seed),
            Interests = preset.Interests with
            {
                MinProducersFollowed = arguments.Named(s_socialProof, preset.Interests.MinProducersFollowed),
                MaxClustersPerConsumer = arguments.Named(s_perConsumer, preset.Interests.MaxClustersPerConsumer),
            },
            Embeddings = preset.Embeddings with
            {
                MinCosine = arguments.Named(s_embeddingCosine, preset.Embeddings.MinCosine),
                MaxClustersPerProducer = arguments.Named(s_perProducer, preset.Embeddings.MaxClustersPerProducer),
                MaxProducersPerCluster = arguments.Named(s_perCluster, preset.Embeddings.MaxProducersPerCluster),
                MinFollowers = arguments.Named(s_audience, preset.Embeddings.MinFollowers),
            },
        }.WithSeed(seed).Validated();
    }

    static Option<int> Knob(string name, string description, int value, int least) =>
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => value }.AtLeast(least);
}
