using System.CommandLine;
using SimClusters.Pipeline;
using SimClusters.Tables;

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

    static readonly Option<int> s_socialProof = Knob("--social-proof", "Producers of a cluster a consumer must follow or like.", s_default.Interests.MinProducers, 1);
    static readonly Option<int> s_perConsumer = Knob("--clusters-per-consumer", "Clusters a consumer keeps.", s_default.Interests.MaxClustersPerConsumer, 1);
    static readonly Option<int> s_perProducer = Knob("--clusters-per-producer", "Clusters a producer's vector keeps.", s_default.Embeddings.MaxClustersPerProducer, 1);
    static readonly Option<int> s_perCluster = Knob("--producers-per-cluster", "Producers a cluster's list keeps.", s_default.Embeddings.MaxProducersPerCluster, 1);
    static readonly Option<int> s_audience = Knob("--embedding-min-followers", "Followers a producer needs for a vector.", s_default.Embeddings.MinFollowers, 0);

    static readonly Option<int> s_favers = Knob("--embedding-min-favers", "Favers a producer needs for a vector of favourites.", s_default.Embeddings.MinFavers, 0);
    static readonly Option<int> s_relaxedFavers = Knob("--relaxed-min-favers", "Favers it needs for the relaxed one, which is made where this is lower.", s_default.Embeddings.RelaxedMinFavers, 0);
    static readonly Option<int> s_edges = Knob("--producers-per-consumer", "Follows and favourites of a consumer that count, the most liked first.", s_default.Engagements.MaxProducersPerConsumer, 1);
    static readonly Option<int> s_similar = Knob("--similar-per-producer", "Similar users a producer keeps.", s_default.SimilarUsers.MaxSimilarPerProducer, 1);

    static readonly Option<string[]> s_tables = new("--tables")
    {
        Description = "The tables to make, by name; 'default' stands for all that the inputs allow but interested_in_proof. known_for and unassigned are always made.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        AllowMultipleArgumentsPerToken = true,
    };

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
        FavouriteInput.AddTo(verb);
        foreach (var option in (ReadOnlySpan<Option>)[s_similar, s_tables, CommonOptions.Seed]) verb.Add(option);
    }

    internal static void AddInterestsTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_socialProof, s_perConsumer, s_edges]) verb.Add(option);
    }

    internal static void AddEmbeddingsTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_embeddingCosine, s_perProducer, s_perCluster, s_audience, s_favers, s_relaxedFavers]) verb.Add(option);
    }

    /// <summary>The preset, with every option that was named in its place, checked.</summary>
    /// <param name="arguments">Of a verb to which only some groups were added: the others are as in the preset.</param>
    /// <param name="seed">Of every stage that draws.</param>
    /// <param name="before">What stands in the place of a preset where none is named: the options of an earlier model.</param>
    internal static PipelineOptions Read(ParseResult arguments, ulong seed, PipelineOptions? before = null)
    {
        var preset = Preset(arguments, before ?? s_default);
        return new PipelineOptions
        {
            Selection = ProducerChoice.Options(arguments, preset.Selection),
            Similarity = SimilarityChoice.Options(arguments, preset.Similarity),
            Communities = CommunityChoice.Options(arguments, preset.Communities, seed),
            Favourites = FavouriteInput.Options(arguments, preset.Favourites),
            Engagements = preset.Engagements with { MaxProducersPerConsumer = arguments.Named(s_edges, preset.Engagements.MaxProducersPerConsumer) },
            Interests = preset.Interests with
            {
                MinProducers = arguments.Named(s_socialProof, preset.Interests.MinProducers),
                MaxClustersPerConsumer = arguments.Named(s_perConsumer, preset.Interests.MaxClustersPerConsumer),
            },
            Embeddings = preset.Embeddings with
            {
                MinCosine = arguments.Named(s_embeddingCosine, preset.Embeddings.MinCosine),
                MaxClustersPerProducer = arguments.Named(s_perProducer, preset.Embeddings.MaxClustersPerProducer),
                MaxProducersPerCluster = arguments.Named(s_perCluster, preset.Embeddings.MaxProducersPerCluster),
                MinFollowers = arguments.Named(s_audience, preset.Embeddings.MinFollowers),
                MinFavers = arguments.Named(s_favers, preset.Embeddings.MinFavers),
                RelaxedMinFavers = arguments.Named(s_relaxedFavers, preset.Embeddings.RelaxedMinFavers),
            },
            SimilarUsers = preset.SimilarUsers with { MaxSimilarPerProducer = arguments.Named(s_similar, preset.SimilarUsers.MaxSimilarPerProducer) },
            Tables = arguments.GetResult(s_tables) is { Implicit: false } ? TableNames.Parse(arguments.GetValue(s_tables)!) : preset.Tables,
        }.WithSeed(seed).Validated();
    }

    /// <summary>The options of an earlier model, with every option that was named in its place; its seed too, and k where none is asked for.</summary>
    internal static PipelineOptions ReadFrom(Manifest before, ParseResult arguments)
    {
        var options = ModelManifest.OptionsOf(before);
        if (before.Tables.Any(table => table.Name == InterestedInProofTable.Schema.Name)) options = options with { Tables = options.Tables | ModelTables.InterestedInProof };

        // Of favourites that came added up there is one half-life, whatever the options say.
        if (before.HalfLivesInDays.Count > 0) options = options with { Favourites = options.Favourites with { HalfLivesInDays = [.. before.HalfLivesInDays] } };
        return Read(arguments, arguments.Named(CommonOptions.Seed, before.Seed), options);
    }

    static PipelineOptions Preset(ParseResult arguments, PipelineOptions otherwise) => arguments.GetResult(s_preset) is { Implicit: false }
        ? arguments.GetValue(s_preset) switch { "published" => PipelineOptions.Published, "toy" => PipelineOptions.Toy, _ => s_default }
        : otherwise;

    static Option<int> Knob(string name, string description, int value, int least) =>
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => value }.AtLeast(least);
}
