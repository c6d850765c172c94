using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Clusters;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters show MODEL --producer ID | --consumer ID | --cluster K | --topic ID | --entity ID | --hashtag TAG | --item ID</summary>
static class ShowCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var producer = new Option<string?>("--producer") { Description = "A producer: what it is known for, and its vector." };
        var consumer = new Option<string?>("--consumer") { Description = "A consumer: what it cares about." };
        var cluster = new Option<int?>("--cluster") { Description = "A community: its members, and whose audience is most like it." };
        var maxConsumers = ModelArguments.MaxConsumersPerCluster();
        var top = ModelArguments.Top(10);
        var verb = new Verb(
            "show", "A producer, a consumer, a community, a topic, an entity or an item of a model, in words.",
            "simclusters show model --consumer 17", "simclusters show model --cluster 3 --top 20", "simclusters show model --topic Jazz", "simclusters show model --item 4711 --preset push-open")
        { path, producer, consumer, cluster, maxConsumers, top };
        ThingChoice.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var asked = new object?[] { arguments.GetValue(producer), arguments.GetValue(consumer), arguments.GetValue(cluster) }.Count(value => value is not null) + ThingChoice.Count(arguments);
            if (asked != 1) throw new ArgumentException("show: expected one of --producer, --consumer, --cluster, --topic, --entity, --hashtag and --item.");
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            var words = new ModelWords(lookup);
            var count = arguments.GetValue(top);
            if (ThingChoice.Find(arguments, model, lookup) is { } thing) ShowThing.Tell(host, model, lookup, words, thing, count);
            else if (arguments.GetValue(producer) is { } someProducer) Producer(host, lookup, words, ModelArguments.Id(model, someProducer), count);
            else if (arguments.GetValue(consumer) is { } someConsumer) Consumer(host, lookup, words, ModelArguments.Id(model, someConsumer), arguments.GetValue(maxConsumers), count);
            else Cluster(host, model, lookup, words, ModelArguments.Cluster(model, arguments.GetValue(cluster)!.Value), count);
            return ExitCodes.Ok;
        });
    }

    static void Producer(Host host, ModelLookup lookup, ModelWords words, NodeId id, int top)
    {
        var known = lookup.KnownFor(id);
        var reason = lookup.UnassignedReason(id);
        if (known is null && reason is null) throw new InputException($"no producer {id} in this model: nobody follows it in the graph that the model was built from.");
        var vector = lookup.Embedding(id);
        host.Answer.MarkupLine(known is { } one
            ? $"Producer [bold]{Markup.Escape(words.Name(id))}[/] is known for [bold]{Markup.Escape(lookup.Label(one.Cluster))}[/] (community {one.Cluster}, affiliation {one.Score:F3}) with {Markup.Escape(words.BestKnown(one.Cluster))}."
            : $"Producer [bold]{Markup.Escape(words.Name(id))}[/] is known for no community: {Markup.Escape(InWords(reason!))}.");
        if (vector.Count > 0)
        {
            host.Answer.WriteLine("Its audience cares about:");
            words.ShowClusters(host.Answer, vector, top);
        }

        host.WriteJson(new JsonObject
        {
            ["producer"] = ModelWords.Json(id),
            ["known_for"] = known is { } found ? new JsonObject { ["cluster"] = found.Cluster.Value, ["score"] = found.Score } : null,
            ["unassigned_reason"] = reason,
            ["embedding"] = ModelWords.Json(vector),
        });
    }

    static void Consumer(Host host, ModelLookup lookup, ModelWords words, NodeId id, int maxConsumersPerCluster, int top)
    {
        var interests = lookup.Interests(id, maxConsumersPerCluster);
        if (interests.Count == 0)
            throw new InputException($"no interests of consumer {id} in this model: it follows and likes nobody in the graph, or too few producers of any one community (--social-proof).");
        host.Answer.MarkupLine($"Consumer [bold]{Markup.Escape(words.Name(id))}[/] cares about {interests.Count} communit{(interests.Count == 1 ? "y" : "ies")}:");
        words.ShowInterests(host.Answer, interests, top);
        host.WriteJson(new JsonObject
        {
            ["consumer"] = ModelWords.Json(id),
            ["interested_in"] = new JsonArray([.. interests.Select(one => new JsonObject
            {
                ["cluster"] = one.Cluster.Value, ["label"] = lookup.Label(one.Cluster), ["follow_score"] = one.FollowScore, ["follow_score_cluster_normalized_only"] = one.FollowClusterNormalized,
                ["follow_score_producer_normalized_only"] = one.FollowProducerNormalized, ["follow_score_cluster_and_producer_normalized"] = one.FollowClusterAndProducerNormalized,
                ["fav_score"] = one.FavScore, ["fav_score_cluster_normalized_only"] = one.FavClusterNormalized, ["fav_score_producer_normalized_only"] = one.FavProducerNormalized,
                ["fav_score_cluster_and_producer_normalized"] = one.FavClusterAndProducerNormalized, ["log_fav_score"] = one.LogFavScore,
                ["log_fav_score_cluster_normalized_only"] = one.LogFavClusterNormalized, ["followed"] = one.FollowedCount, ["faved"] = one.FavedCount,
            })]),
        });
    }

    static void Cluster(Host host, Model model, ModelLookup lookup, ModelWords words, ClusterId id, int top)
    {
        var members = words.Members(id);
        var profile = lookup.Profile(id);
        var audience = lookup.TopProducers(id);
        host.Answer.MarkupLine($"Community [bold]{id}[/], [bold]{Markup.Escape(profile.Row.Label)}[/]: {members.Count:N0} producers are known for it, {profile.Row.ConsumerCount:N0} consumers care about it.");
        TellProfile(host.Answer, lookup, profile);
        if (members.Count > 0)
        {
            host.Answer.WriteLine("Best-known members:");
            var table = ModelWords.Columns("producer", "affiliation");
            foreach (var (user, score) in members.Take(top)) ModelWords.Row(table, words.Name(user), $"{score:F3}");
            host.Answer.Write(table);
        }

        if (audience.Count > 0)
        {
            host.Answer.WriteLine("Producers whose followers are most like its audience:");
            words.ShowUsers(host.Answer, audience, "cosine", top);
        }

        var document = new JsonObject
        {
            ["cluster"] = id.Value,
            ["label"] = profile.Row.Label,
            ["members"] = ModelWords.Json(members, "score"),
            ["consumers"] = profile.Row.ConsumerCount,
            ["terms"] = new JsonArray([.. profile.Terms.Select(term => new JsonObject
            {
                ["term"] = term.Text, ["source"] = term.Source.ToString().ToLowerInvariant(), ["score"] = term.Score, ["share_inside"] = term.ShareInside, ["share_all"] = term.ShareAll,
            })]),
            ["languages"] = Json(profile.Languages),
            ["countries"] = Json(profile.Countries),
            ["neighbors"] = new JsonArray([.. profile.Neighbors.Take(top).Select(one => new JsonObject
            {
                ["cluster"] = ClusterId.FromRow(one.ClusterRow).Value, ["label"] = lookup.Label(ClusterId.FromRow(one.ClusterRow)), ["follow_cosine"] = one.Cosines.Follow, ["fav_cosine"] = one.Cosines.Fav,
                ["log_fav_cosine"] = one.Cosines.LogFav,
            })]),
            ["top_producers"] = ModelWords.Json(audience, "cosine"),
        };
        ClusterThings.Tell(host.Answer, model, lookup, id, top, document);
        host.WriteJson(document);
    }

    static void TellProfile(IAnsiConsole screen, ModelLookup lookup, ClusterProfile profile)
    {
        var reasons = profile.Terms.Where(term => term.Source != TermSource.Name).Select(Reason).ToArray();
        if (reasons.Length > 0) screen.WriteLine($"Called so for {string.Join("; ", reasons)}.");
        if (Shares(profile.Languages) is { } languages) screen.WriteLine($"Languages: {languages}.");
        if (Shares(profile.Countries) is { } countries) screen.WriteLine($"Countries: {countries}.");
        if (profile.Quality is { } quality)
            screen.WriteLine($"{quality.WeightedRecall:P0} of the weight of its members' similarity stays inside; it is {quality.RelativePrecision:N0} times as dense as the graph.");
        if (profile.Neighbors.Count == 0) return;
        screen.WriteLine("Shares an audience with " + string.Join(", ", profile.Neighbors.Take(3).Select(one =>
            $"{lookup.Label(ClusterId.FromRow(one.ClusterRow))} ({ClusterId.FromRow(one.ClusterRow)}: {one.Cosines.Strength:F2})")) + ".");
    }

    static string Reason(ClusterTerm term) => term.Source == TermSource.Item
        ? $"{term.Text.Replace('_', ' ')} (cosine {term.ShareInside:F2} of its audience and of those who like items of it, {term.ShareAll:F2} on average)"
        : $"{term.Text.Replace('_', ' ')} ({term.ShareInside:P0} of its members who name any {(term.Source == TermSource.Topic ? "topic" : "language")}, {term.ShareAll:P0} of all)";

    static string? Shares(IReadOnlyList<WordShare> words) =>
        words.Count == 0 ? null : string.Join(", ", words.Take(3).Select(word => $"{(word.Word.Length > 0 ? word.Word : "unknown")} {word.Share:P0}"));

    static JsonObject Json(IReadOnlyList<WordShare> words) => new(words.Select(word => KeyValuePair.Create<string, JsonNode?>(word.Word, word.Share)));

    static string InWords(string reason) => reason switch
    {
        "NotSelected" => "it has too few followers, is inactive, or is not among the most followed that were asked for",
        "NoEdges" => "no other producer's followers are enough like its own",
        "NoCommunity" => "no community was worth joining, and attaching was off",
        "NotInKnownFor" => "the table that the communities came from does not name it",
        _ => reason,
    };
}
