using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters show MODEL --producer ID | --consumer ID | --cluster K</summary>
static class ShowCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var producer = new Option<string?>("--producer") { Description = "A producer: what it is known for, and its vector." };
        var consumer = new Option<string?>("--consumer") { Description = "A consumer: what it cares about." };
        var cluster = new Option<int?>("--cluster") { Description = "A community: its members, and whose audience is most like it." };
        var top = ModelArguments.Top(10);
        return new Verb(
            "show", "A producer, a consumer or a community of a model, in words.",
            "simclusters show model --consumer 17", "simclusters show model --cluster 3 --top 20")
        { path, producer, consumer, cluster, top }.Runs((arguments, host) =>
        {
            var asked = new object?[] { arguments.GetValue(producer), arguments.GetValue(consumer), arguments.GetValue(cluster) }.Count(value => value is not null);
            if (asked != 1) throw new ArgumentException("show: expected one of --producer, --consumer and --cluster.");
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            var words = new ModelWords(lookup, id => id.ToString());
            var count = arguments.GetValue(top);
            if (arguments.GetValue(producer) is { } someProducer) Producer(host, lookup, words, ModelArguments.Id(model, someProducer), count);
            else if (arguments.GetValue(consumer) is { } someConsumer) Consumer(host, lookup, words, ModelArguments.Id(model, someConsumer), count);
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
            ? $"Producer [bold]{Markup.Escape(words.Name(id))}[/] is known for community [bold]{one.Cluster}[/] (affiliation {one.Score:F3}) with {Markup.Escape(words.BestKnown(one.Cluster))}."
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

    static void Consumer(Host host, ModelLookup lookup, ModelWords words, NodeId id, int top)
    {
        var interests = lookup.Interests(id);
        if (interests.Count == 0)
            throw new InputException($"no interests of consumer {id} in this model: it follows nobody in the graph, or too few producers of any one community (--social-proof).");
        host.Answer.MarkupLine($"Consumer [bold]{Markup.Escape(words.Name(id))}[/] cares about {interests.Count} communit{(interests.Count == 1 ? "y" : "ies")}:");
        words.ShowInterests(host.Answer, interests, top);
        host.WriteJson(new JsonObject
        {
            ["consumer"] = ModelWords.Json(id),
            ["interested_in"] = new JsonArray([.. interests.Select(one => new JsonObject
            {
                ["cluster"] = one.Cluster.Value, ["follow_score"] = one.FollowScore, ["follow_score_cluster_normalized_only"] = one.ClusterNormalized,
                ["follow_score_producer_normalized_only"] = one.ProducerNormalized, ["follow_score_cluster_and_producer_normalized"] = one.ClusterAndProducerNormalized,
            })]),
        });
    }

    static void Cluster(Host host, Model model, ModelLookup lookup, ModelWords words, ClusterId id, int top)
    {
        var members = words.Members(id);
        var row = model.ReadClusters()[id.Row];
        var audience = lookup.TopProducers(id);
        host.Answer.MarkupLine($"Community [bold]{id}[/]: {members.Count:N0} producers are known for it, {row.ConsumerCount:N0} consumers care about it.");
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

        host.WriteJson(new JsonObject
        {
            ["cluster"] = id.Value,
            ["members"] = ModelWords.Json(members, "score"),
            ["consumers"] = row.ConsumerCount,
            ["top_producers"] = ModelWords.Json(audience, "cosine"),
        });
    }

    static string InWords(string reason) => reason switch
    {
        "NotSelected" => "it has too few followers, is inactive, or is not among the most followed that were asked for",
        "NoEdges" => "no other producer's followers are enough like its own",
        "NoCommunity" => "no community was worth joining, and attaching was off",
        "NotInKnownFor" => "the table that the communities came from does not name it",
        _ => reason,
    };
}
