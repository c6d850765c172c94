using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters topics --model M [--item-topics PATH --events PATH] [--topic-follows PATH --users PATH]: topics among the communities.</summary>
static class TopicsCommand
{
    static readonly NounEmbeddingsOptions s_followers = NounEmbeddingsOptions.Of(NounVariant.TopicFollowersFav);

    static readonly Option<string> s_model = new("--model") { Description = "Model directory to add the topics to; but for labels its other tables stay as they are.", Required = true };
    static readonly Option<string?> s_itemTopics = new("--item-topics") { Description = "What items are about: item, topic. With --events." };
    static readonly Option<string[]> s_events = EventLogInput.Events(isRequired: false);
    static readonly Option<string?> s_names = new("--topics") { Description = "What topics are called: topic, name. The model keeps the names." };
    static readonly Option<string?> s_topicFollows = new("--topic-follows") { Description = "Who follows which topic: user, topic. With --users, whose languages tell topics apart." };
    static readonly Option<string?> s_users = new("--users") { Description = "A table of users: id, language." };
    static readonly Option<string?> s_halfLife = new("--half-life") { Description = "The age at which a favourite counts half; a plain number is days; none: favourites of any age count alike. Default: 14d." };
    static readonly Option<int?> s_top = new Option<int?>("--top") { Description = "Communities that a topic keeps. Default: 100 by likes, 50 by followers." }.AtLeast(1);
    static readonly Option<double?> s_minScore = new("--min-score") { Description = "The cosine that an entry must exceed. Default: 0 by likes, 0.001 by followers." };
    static readonly Option<int> s_minFollowers = new Option<int>("--min-followers") { Description = "Leave out a topic in a language with fewer followers.", DefaultValueFactory = _ => s_followers.MinUsersPerNoun }.AtLeast(0);
    static readonly Option<int> s_minUsers = new Option<int>("--min-users") { Description = "Leave out topics whose items fewer users like.", DefaultValueFactory = _ => 0 }.AtLeast(0);

    static readonly Option<string> s_relabel = new Option<string>("--relabel")
    {
        Description = "Which communities are called after the topics of the items that their audience likes: unnamed, those that are called after members alone; all; or none.",
        DefaultValueFactory = _ => TopicLikesOptions.DefaultRelabel,
    }.AcceptOnlyFromAmong("unnamed", "all", "none");

    internal static Verb Create()
    {
        var verb = new Verb(
            "topics", "Topics as vectors over communities: by who likes items of each, or by who follows each, in every language; and communities called after them.",
            "simclusters topics --model model --item-topics item_topics.parquet --events events.parquet --topics topics.parquet",
            "simclusters topics --model model --topic-follows topic_follows.parquet --users users.parquet --min-followers 100",
            "simclusters topics --model model --item-topics tags.csv --events likes.csv --half-life none --relabel all --overwrite")
        { s_model, s_itemTopics, s_events, s_names, s_topicFollows, s_users, s_halfLife, s_top, s_minScore, s_minUsers, s_minFollowers, s_relabel, CommonOptions.Overwrite };
        EventLogInput.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var request = new TopicsRequest
            {
                Model = arguments.GetRequiredValue(s_model),
                ItemTopics = arguments.GetValue(s_itemTopics),
                Events = arguments.GetValue(s_events) ?? [],
                Names = arguments.GetValue(s_names),
                TopicFollows = arguments.GetValue(s_topicFollows),
                Users = arguments.GetValue(s_users),
                HalfLife = arguments.GetValue(s_halfLife) is { } span ? DurationArgument.ParseOrNone("--half-life", span) : TopicEngagementsBuilder.DefaultHalfLife,
                Relabel = arguments.GetValue(s_relabel)!,
                ByLikes = Options(arguments, NounEmbeddingsOptions.Of(NounVariant.Topic) with { MinUsersPerNoun = arguments.GetValue(s_minUsers) }),
                ByFollowers = Options(arguments, s_followers with { MinUsersPerNoun = arguments.GetValue(s_minFollowers) }),
            };
            new TopicsRun(host, arguments, request.Validated()).Run();
            return ExitCodes.Ok;
        });
    }

    /// <summary>The knobs of a run, as they are typed.</summary>
    /// <summary>Whether a table that is left of a run was made of an input: a later run may have replaced those by likes, or those by followers.</summary>
    /// <param name="addition">The run.</param>
    /// <param name="role">What the input is in its lineage.</param>
    internal static bool Needs(ManifestAddition addition, string role) => role switch
    {
        "item_topics" or "events" => Has(addition, NounVariant.Topic),
        "topic_follows" or "users" => Has(addition, NounVariant.TopicFollowersFav),
        _ => true,
    };

    internal static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition)
    {
        var likes = addition.OptionsOf<TopicLikesOptions>(TopicLikesOptions.Name) ?? new(TopicEngagementsBuilder.DefaultHalfLife);
        return
        [
            .. AdditionCommand.Option(s_halfLife, DurationArgument.AsTyped(likes.HalfLife), DurationArgument.AsTyped(TopicEngagementsBuilder.DefaultHalfLife)),
            .. AdditionCommand.Option(s_relabel, likes.Relabel, TopicLikesOptions.DefaultRelabel),
            .. Has(addition, NounVariant.Topic) ? NounAddition.Options(addition, NounVariant.Topic, s_top, s_minScore, s_minUsers) : [],
            .. Has(addition, NounVariant.TopicFollowersFav) ? NounAddition.Options(addition, NounVariant.TopicFollowersFav, s_top, s_minScore, s_minFollowers) : [],
        ];
    }

    static bool Has(ManifestAddition addition, NounVariant variant) => addition.Tables.Contains(NounEmbeddingsTable.NameOf(variant), StringComparer.Ordinal);

    static NounEmbeddingsOptions Options(ParseResult arguments, NounEmbeddingsOptions preset) => (preset with
    {
        MaxClustersPerNoun = arguments.GetValue(s_top) ?? preset.MaxClustersPerNoun,
        MinScore = arguments.GetValue(s_minScore) ?? preset.MinScore,
    }).Validated();
}

/// <summary>What topics by likes are made with, beside the knobs of their vectors.</summary>
/// <param name="HalfLife">Of a favourite; null: none.</param>
/// <param name="Relabel">unnamed, all or none.</param>
sealed record TopicLikesOptions(TimeSpan? HalfLife, string Relabel = TopicLikesOptions.DefaultRelabel)
{
    /// <summary>What the lineage has them under.</summary>
    internal const string Name = "topic_favourites";

    internal const string DefaultRelabel = "unnamed";
}

/// <summary>What topics are made of, as the line names it.</summary>
sealed record TopicsRequest
{
    internal required string Model { get; init; }

    internal string? ItemTopics { get; init; }

    internal string[] Events { get; init; } = [];

    internal string? Names { get; init; }

    internal string? TopicFollows { get; init; }

    internal string? Users { get; init; }

    internal TimeSpan? HalfLife { get; init; }

    /// <summary>unnamed, all or none.</summary>
    internal string Relabel { get; init; } = "";

    internal required NounEmbeddingsOptions ByLikes { get; init; }

    /// <summary>Of both scores.</summary>
    internal required NounEmbeddingsOptions ByFollowers { get; init; }

    internal bool IsByLikes => ItemTopics is not null;

    internal bool IsByFollowers => TopicFollows is not null;

    internal IEnumerable<string> Tables => new[] { (IsByLikes, NounVariant.Topic), (IsByFollowers, NounVariant.TopicFollowersFav), (IsByFollowers, NounVariant.TopicFollowersLogFav) }
        .Where(one => one.Item1).SelectMany(one => new[] { NounEmbeddingsTable.NameOf(one.Item2), ClusterTopNounsTable.NameOf(one.Item2) }).Concat(Names is null ? [] : [TopicNamesTable.Schema.Name]);

    /// <summary>This request, checked before anything is read.</summary>
    /// <exception cref="ArgumentException">Inputs that need each other.</exception>
    internal TopicsRequest Validated()
    {
        if (IsByLikes != Events.Length > 0) throw new ArgumentException("topics: --item-topics and --events need each other: who likes what, and what that is about.");
        if (IsByFollowers && Users is null) throw new ArgumentException("topics: --topic-follows needs the column language of a table of users: name one with --users.");
        if (Users is not null && !IsByFollowers) throw new ArgumentException("topics: --users is for --topic-follows alone.");
        if (!IsByLikes && !IsByFollowers && Names is null) throw new ArgumentException("topics: expected --item-topics with --events, or --topic-follows with --users, or --topics with names; found none.");
        return this;
    }
}
