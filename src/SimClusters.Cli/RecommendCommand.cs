using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Retrieval;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters recommend --model M --users PATH|ID[,ID…]|all --top N [--preset fav] [--out TABLE]</summary>
static class RecommendCommand
{
    static readonly RecommendationsOptions s_defaults = new();

    static readonly Option<string> s_model = new("--model") { Description = "Model directory with items, added by 'simclusters index'.", Required = true };
    static readonly Option<string> s_users = new("--users") { Description = "For whom: ids with commas between them, a table of users (a file or a SELECT), or all.", Required = true };
    static readonly Option<int> s_top = new Option<int>("--top") { Description = "Items a user.", DefaultValueFactory = _ => s_defaults.MaxItemsPerConsumer }.AtLeast(1);
    static readonly Option<string?> s_preset = new("--preset") { Description = "Which index the items are of. Default: fav, or the first that the model has." };
    static readonly Option<string?> s_out = new("--out") { Description = $"Table to write ({TableExport.KnownForms}). Default: a table of the model for all or many; words for ids." };
    static readonly Option<int> s_clusters = new Option<int>("--clusters-per-user") { Description = "Communities of a user whose lists are looked up, strongest first.", DefaultValueFactory = _ => s_defaults.MaxClustersPerConsumer }.AtLeast(1);
    static readonly Option<int> s_items = new Option<int>("--items-per-cluster") { Description = "Items of a community's list that are looked at.", DefaultValueFactory = _ => s_defaults.MaxItemsPerCluster }.AtLeast(1);
    static readonly Option<string> s_score = ScoreChoice.Optional("--score", "What a user's communities are chosen and weighed by. Default: that of the index.");

    internal static Verb Create() => new Verb(
        "recommend", "The best items for users, without a server: out of the lists of the communities that each cares about most.",
        "simclusters recommend --model model --users 17 --top 5", "simclusters recommend --model model --users 17,18 --preset push-open --json",
        "simclusters recommend --model model --users all --top 100", "simclusters recommend --model model --users testers.csv --top 20 --out recommendations.csv")
    { s_model, s_users, s_top, s_preset, s_out, CommonOptions.Overwrite, s_clusters, s_items, s_score }.Runs(Run);

    /// <summary>For whom a run was made and its knobs, as they are typed.</summary>
    internal static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition)
    {
        var preset = ItemIndexPresets.All.First(preset => addition.Tables.Contains(RecommendationsTable.NameOf(preset.Name), StringComparer.Ordinal)).Name;
        var made = addition.OptionsOf<RecommendationsOptions>(RecommendationsTable.NameOf(preset)) ?? s_defaults;
        return
        [
            .. AdditionCommand.Option(s_users, addition.Inputs.Any(input => input.Role == "users") ? null : "all", null), .. AdditionCommand.Option(s_preset, preset, null),
            .. AdditionCommand.Option(s_score, ScoreChoice.NameOf(made.Score), null), .. AdditionCommand.Option(s_top, made.MaxItemsPerConsumer, s_defaults.MaxItemsPerConsumer),
            .. AdditionCommand.Option(s_clusters, made.MaxClustersPerConsumer, s_defaults.MaxClustersPerConsumer), .. AdditionCommand.Option(s_items, made.MaxItemsPerCluster, s_defaults.MaxItemsPerCluster),
        ];
    }

    static int Run(ParseResult arguments, Host host)
    {
        var (path, typed) = (arguments.GetRequiredValue(s_model), arguments.GetRequiredValue(s_users));
        var output = arguments.GetValue(s_out);
        if (output is not null) OutputFile.Check(output, host.Overwrite);
        var model = ModelDirectory.Open(path, verifyHashes: false);
        var preset = ThingChoice.Preset(model, arguments.GetValue(s_preset));
        var options = new RecommendationsOptions
        {
            Score = arguments.GetValue(s_score) is { } score ? ScoreChoice.Of(score) : ThingSource.OfItems(model, preset).Score,
            MaxItemsPerConsumer = arguments.GetValue(s_top),
            MaxClustersPerConsumer = arguments.GetValue(s_clusters),
            MaxItemsPerCluster = arguments.GetValue(s_items),
        }.Validated();
        if (output is null && !RecommendedUsers.NamesSome(typed)) return IntoModel(host, path, typed, preset, options);

        using var consumers = model.ReadConsumers();
        using var interests = model.ReadInterestedIn(consumers);
        var users = RecommendedUsers.Of(host, model, consumers, typed);
        using var found = Make(host, model, consumers, interests, users, preset, options);
        if (output is null)
        {
            Answer(host, model, found, preset, options);
            return ExitCodes.Ok;
        }

        host.Report.WriteTable(output, (file, execution) => RecommendationsTable.Write(file, preset, found, execution));
        host.Report.End();
        return ExitCodes.Ok;
    }

    static int IntoModel(Host host, string path, string typed, string preset, RecommendationsOptions options)
    {
        var table = RecommendationsTable.NameOf(preset);
        using var addition = new ModelAddition(host, "recommend", path, table);
        var users = RecommendedUsers.Of(host, addition.Model, addition.Consumers, typed);
        if (users.File is { } file) addition.AddInput("users", file);
        using var found = Make(host, addition.Model, addition.Consumers, addition.Interests, users, preset, options);
        addition.AddOptions(table, options);
        addition.Count($"{table}_users", found.Consumers.Count);
        addition.Count($"{table}_users_unknown", users.UnknownCount);
        addition.Count(table, found.Entries.EntryCount);
        addition.Write("recommendations", (writer, execution) => writer.WriteRecommendations(preset, found, execution));
        addition.Commit(addition.Model.Manifest.AdditionOf(ItemEmbeddingsTable.NameOf(preset))?.Now);
        host.Report.End();
        return ExitCodes.Ok;
    }

    static Recommendations Make(Host host, Model model, NodeIndex consumers, InterestedIn interests, RecommendedUsers users, string preset, RecommendationsOptions options)
    {
        ScoreChoice.Check(model, interests, options.Score, "recommendations");
        var run = host.Report;
        using var items = run.Read("read items", _ => model.ReadItemEmbeddings(preset), read => $"{read.Items.Count:N0} items of {preset}");
        using var index = model.Has(ClusterIndexTable.NameOf(preset)) ? model.ReadClusterIndex(preset, host.Execution) : null;
        var found = run.Step(
            "recommend", execution => RecommendationsBuilder.Build(consumers, interests, items, options, execution, users.Rows, index),
            made => $"{made.Entries.EntryCount:N0} items for {made.Consumers.Count:N0} users");
        run.Figure("preset", "items of", preset);
        run.Figure("score", "by interests of", ScoreChoice.NameOf(options.Score));
        run.Figure("users", "users", found.Consumers.Count);
        run.FigureIfAny("users_unknown", "  without interests in this model, left out", users.UnknownCount);
        run.Figure("users_without_items", "  without an item", Enumerable.Range(0, found.Consumers.Count).Count(row => found.Entries.RowLength(row) == 0));
        run.Figure("recommendations", "recommendations", found.Entries.EntryCount);
        run.Figure("items", "items recommended to anybody", found.Items.Count);
        if (items.Items.Count == 0) run.Advise($"The index {preset} is empty, and so is this: its window had no events that count.");
        return found;
    }

    static void Answer(Host host, Model model, Recommendations found, string preset, RecommendationsOptions options)
    {
        using var lookup = model.OpenLookup();
        var words = new ModelWords(lookup);
        var reasons = new RecommendationReasons(lookup, preset, options);
        var document = new JsonArray();
        for (var row = 0; row < found.Consumers.Count; row++)
        {
            var consumer = NodeId.At(found.Consumers, row);
            var because = reasons.Of(consumer);
            var best = Best(found, row);
            host.Answer.MarkupLine(best.Length == 0
                ? $"Nothing for [bold]{Markup.Escape(words.Name(consumer))}[/]: none of its communities has an item in its list of {preset}."
                : $"For [bold]{Markup.Escape(words.Name(consumer))}[/], of {preset}:");
            if (best.Length > 0) Show(host.Answer, lookup, best, because);
            document.Add(new JsonObject
            {
                ["consumer"] = ModelWords.Json(consumer),
                ["items"] = new JsonArray([.. best.Select(one => Json(lookup, one, because[one.Item]))]),
            });
        }

        host.WriteJson(new JsonObject { ["preset"] = preset, ["score"] = ScoreChoice.NameOf(options.Score), ["now"] = model.Manifest.AdditionOf(ItemEmbeddingsTable.NameOf(preset))?.Now?.ToString("O"), ["recommendations"] = document });
    }

    /// <summary>The items of one row, best first.</summary>
    internal static Recommendation[] Best(Recommendations found, int row)
    {
        var first = found.Entries.Offsets[row];
        return
        [
            .. Enumerable.Range(0, found.Entries.RowLength(row))
                .Select(i => new Recommendation(NodeId.At(found.Items, found.Entries.Keys[first + i]), found.Dots[first + i], found.Cosines[first + i], found.LogCosines[first + i]))
                .OrderByDescending(one => one.LogCosine).ThenBy(one => one.Item),
        ];
    }

    static void Show(IAnsiConsole screen, ModelLookup lookup, Recommendation[] best, ILookup<NodeId, (ClusterId Cluster, double Part)> because)
    {
        var table = ModelWords.Columns("item", "log-cosine", "because of");
        foreach (var one in best)
            ModelWords.Row(table, $"{one.Item}", $"{one.LogCosine:F3}", string.Join(", ", because[one.Item].Take(3).Select(part => $"{lookup.Label(part.Cluster)} ({part.Part / one.Dot:P0})")));
        screen.Write(table);
    }

    static JsonObject Json(ModelLookup lookup, Recommendation one, IEnumerable<(ClusterId Cluster, double Part)> parts) => new()
    {
        ["item"] = ModelWords.Json(one.Item),
        ["log_cosine"] = one.LogCosine,
        ["cosine"] = one.Cosine,
        ["dot"] = one.Dot,
        ["communities"] = new JsonArray([.. parts.Select(part => new JsonObject { ["cluster"] = part.Cluster.Value, ["label"] = lookup.Label(part.Cluster), ["share"] = part.Part / one.Dot })]),
    };
}
