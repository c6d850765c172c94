using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>simclusters entities --model M --interactions PATH [--kind entity|hashtag]: entities or hashtags among the communities.</summary>
static class EntitiesCommand
{
    static readonly NounEmbeddingsOptions s_defaults = new();

    static readonly Option<string> s_model = new("--model") { Description = "Model directory to add the vectors to; its other tables stay as they are.", Required = true };
    static readonly Option<string> s_interactions = new("--interactions") { Description = "Who has to do with what: a file or a SELECT with user, entity, and a timestamp or a weight.", Required = true };
    static readonly Option<string> s_kind = new Option<string>("--kind") { Description = "What they are.", DefaultValueFactory = _ => "entity" }.AcceptOnlyFromAmong("entity", "hashtag");
    static readonly Option<string?> s_halfLife = new("--half-life") { Description = "The age at which an interaction counts half; a plain number is days. Of timestamps alone. Default: 14d." };
    static readonly Option<int> s_top = new Option<int>("--top") { Description = "Communities an entity keeps, and entities a community keeps.", DefaultValueFactory = _ => s_defaults.MaxClustersPerNoun }.AtLeast(1);
    static readonly Option<double> s_minScore = new Option<double>("--min-score") { Description = "The cosine that an entry must exceed.", DefaultValueFactory = _ => s_defaults.MinScore }.Between(0, 0.999999);
    static readonly Option<int> s_minUsers = new Option<int>("--min-users") { Description = "Leave out entities with fewer users.", DefaultValueFactory = _ => s_defaults.MinUsersPerNoun }.AtLeast(0);

    internal static Verb Create() => new Verb(
        "entities", "Entities or hashtags as vectors over communities: the cosine of those who have to do with each and of those who care about each community.",
        "simclusters entities --model model --interactions interactions.parquet", "simclusters entities --model model --interactions tags.csv --kind hashtag --half-life 30d --now 2026-02-01",
        "simclusters entities --model model --interactions \"SELECT user, entity, weight FROM 'weights.parquet'\" --min-users 5 --overwrite")
    { s_model, s_interactions, s_kind, s_halfLife, TimeArgument.Now, TimeFormatArgument.Option, s_top, s_minScore, s_minUsers, CommonOptions.Overwrite }.Runs(Run);

    /// <summary>The knobs of a run, as they are typed.</summary>
    internal static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition)
    {
        var isHashtag = addition.Tables.Any(table => table == NounEmbeddingsTable.NameOf(NounVariant.Hashtag) || table == NounEmbeddingsTable.NameOf(NounVariant.HashtagFollow));
        var byDefault = new InteractionOptions(EntityEngagementsBuilder.DefaultHalfLife);
        return
        [
            .. AdditionCommand.Option(s_kind, isHashtag ? "hashtag" : "entity", "entity"),
            .. AdditionCommand.Option(s_halfLife, DurationArgument.AsTyped((addition.OptionsOf<InteractionOptions>(InteractionOptions.Name) ?? byDefault).HalfLife), DurationArgument.AsTyped(byDefault.HalfLife)),
            .. NounAddition.Options(addition, isHashtag ? NounVariant.HashtagFollow : NounVariant.EntityFollow, s_top, s_minScore, s_minUsers),
        ];
    }

    static int Run(ParseResult arguments, Host host)
    {
        var isHashtag = arguments.GetValue(s_kind) == "hashtag";
        NounVariant[] variants = isHashtag ? [NounVariant.Hashtag, NounVariant.HashtagFollow] : [NounVariant.Entity, NounVariant.EntityFollow];
        var halfLife = arguments.GetValue(s_halfLife) is { } text ? DurationArgument.Parse("--half-life", text) : EntityEngagementsBuilder.DefaultHalfLife;
        using var addition = new ModelAddition(host, "entities", arguments.GetRequiredValue(s_model), variants.Select(NounEmbeddingsTable.NameOf));
        using var table = host.Report.Read(
            "interactions", execution => InteractionSource.Read(arguments.GetRequiredValue(s_interactions), addition.UserIds, execution, TimeFormatArgument.Read(arguments)),
            read => $"{read.File.RowCount:N0} rows");
        host.Say($"  {table.InWords}");
        foreach (var row in table.BadRows) host.Say($"  left out: {row}");
        addition.AddInput("interactions", table.File);
        addition.Count("interactions_rows_read", table.File.RowCount);
        addition.Count("interactions_removed_before_epoch", table.BeforeEpochCount);
        addition.Count("interactions_removed_bad", table.BadRowCount);
        host.Report.Figure("interactions/rows_read", "interactions: rows read", table.File.RowCount);
        host.Report.FigureIfAny("interactions/before_epoch", "  before 1970, left out", table.BeforeEpochCount);
        host.Report.FigureIfAny("interactions/bad", "  bad, left out", table.BadRowCount);

        var now = TimeArgument.Read(arguments) ?? table.Log?.Newest();
        TellOfLater(host, addition, table.Log, now);
        TimeArgument.AdviseIfAhead(host, arguments, now);
        if (table.Weights is not null && arguments.GetValue(s_halfLife) is not null) throw new ArgumentException("--half-life: the interactions have weights and no times; what is added up already does not decay.");
        using var engagements = host.Report.Step(
            "engagements",
            execution => table.Weights is { } weights ? EntityEngagementsBuilder.Build(weights, execution) : EntityEngagementsBuilder.Build(table.Log!, halfLife, now, execution),
            made => $"{made.Weights.EntryCount:N0} of {made.Users.Count:N0} users with {made.Nouns.Count:N0} {(isHashtag ? "hashtags" : "entities")}");
        if (table.Log is not null) addition.AddOptions(InteractionOptions.Name, new InteractionOptions(halfLife));
        foreach (var variant in variants)
        {
            var options = NounEmbeddingsOptions.Of(variant) with
            {
                MaxClustersPerNoun = arguments.GetValue(s_top),
                MaxNounsPerCluster = arguments.GetValue(s_top),
                MinScore = arguments.GetValue(s_minScore),
                MinUsersPerNoun = arguments.GetValue(s_minUsers),
            };
            NounAddition.Add(host, addition, variant, engagements, options.Validated());
        }

        addition.Commit(table.Weights is null ? now : null);
        host.Report.End();
        return ExitCodes.Ok;
    }

    static void TellOfLater(Host host, ModelAddition addition, InteractionColumns? log, DateTimeOffset? now)
    {
        if (log is null || now is not { } time) return;
        var count = log.CountAfter(time);
        addition.Count("interactions_after_now", count);
        host.Report.FigureIfAny("interactions/after_now", "  later than now, counted as of now", count);
        if (count > 0) host.Report.Advise($"{count:N0} interactions are later than now; they count as if they were of now. Give a later --now, or leave them out in a SELECT.");
    }
}

/// <summary>What interactions with entities are added up with.</summary>
/// <param name="HalfLife">Of an interaction.</param>
sealed record InteractionOptions(TimeSpan HalfLife)
{
    /// <summary>What the lineage has them under.</summary>
    internal const string Name = "interactions";
}
