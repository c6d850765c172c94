using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Embeddings;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters explain MODEL --consumer ID --producer ID | --item ID | --topic ID …: which communities make the score, with shares.</summary>
static class ExplainCommand
{
    const int CommunitiesInWords = 3, NamesInWords = 3;

    static readonly string[] s_ways = ["follows and likes", "likes", "follows"];

    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var consumer = new Option<string>("--consumer") { Description = "For whom.", Required = true };
        var producer = new Option<string?>("--producer") { Description = "Whom to." };
        var by = ScoreChoice.Optional("--by", "What the consumer's vector is made of. Default: of producers log-fav as in production, where the model has favourites of the consumer, else follow; otherwise as the other vector.");
        var maxConsumers = ModelArguments.MaxConsumersPerCluster();
        var top = ModelArguments.Top(10);
        var verb = new Verb(
            "explain", "Why a producer, a topic, an entity or an item is, or is not, for a consumer: the communities that make the score of the two, each with its share.",
            "simclusters explain model --consumer 17 --producer 4", "simclusters explain model --consumer 17 --producer 4 --by follow --json", "simclusters explain model --consumer 17 --topic Jazz",
            "simclusters explain model --consumer 17 --item 4711 --preset push-open")
        { path, consumer, producer, by, maxConsumers, top };
        ThingChoice.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            if (ThingChoice.Count(arguments) + (arguments.GetValue(producer) is null ? 0 : 1) != 1)
                throw new ArgumentException("explain: expected one of --producer, --topic, --entity, --hashtag and --item.");
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            var whom = ModelArguments.Id(model, arguments.GetRequiredValue(consumer));
            var score = arguments.GetValue(by) is { } name ? ScoreChoice.Of(name) : (Interests.InterestScore?)null;
            var limit = arguments.GetValue(maxConsumers);
            var words = new ModelWords(lookup);
            var explanation = ThingChoice.Find(arguments, model, lookup) is { } thing
                ? Explanation.OfThing(model, lookup, whom, thing, score, limit)
                : Explanation.OfProducer(model, lookup, whom, ModelArguments.Id(model, arguments.GetValue(producer)!), score, limit);
            Answer(host, words, lookup, explanation, arguments.GetValue(top));
            WriteJson(host, lookup, explanation);
            return ExitCodes.Ok;
        });
    }

    static void Answer(Host host, ModelWords words, ModelLookup lookup, Explanation explanation, int top)
    {
        var screen = host.Answer;
        var consumer = words.Name(explanation.Consumer);
        var other = explanation.Producer is { } producer ? words.Name(producer) : explanation.Thing!.InWords(lookup);
        if (explanation.Shared.Clusters.Count == 0)
        {
            screen.MarkupLine($"[bold]{Markup.Escape(consumer)}[/] and [bold]{Markup.Escape(other)}[/] have no community in common: score 0, by {ScoreChoice.InWords(explanation.By)}.");
            screen.WriteLine($"{consumer} cares most about {Strongest(lookup, explanation.Interests)}; {explanation.Those(other)} care most about {Strongest(lookup, explanation.Vector)}.");
            return;
        }

        screen.MarkupLine($"[bold]{Markup.Escape(explanation.Thing is null ? other : ShowThing.Capital(other))}[/] for [bold]{Markup.Escape(consumer)}[/]: score [bold]{explanation.Shared.Cosine:F3}[/], the cosine between what {Markup.Escape(consumer)} cares about and what {Markup.Escape(explanation.Those(other))} care about, by {ScoreChoice.InWords(explanation.By)}.");
        if (explanation.Producer is not null && explanation.Engagements.Count > 0) screen.WriteLine(SoFar(explanation, consumer, other));
        foreach (var cluster in explanation.Shared.Clusters.Take(CommunitiesInWords)) screen.WriteLine($"  {Because(words, lookup, explanation, cluster, consumer, other)}");
        var table = ModelWords.Columns("community", "label", "share", $"{consumer}", other, "best-known members");
        foreach (var cluster in explanation.Shared.Clusters.Take(top))
            ModelWords.Row(table, cluster.Cluster.ToString(), lookup.Label(cluster.Cluster), $"{cluster.Share:P0}", $"{cluster.First:F3}", $"{cluster.Second:F3}", words.BestKnown(cluster.Cluster, 2));
        screen.Write(table);
    }

    static string SoFar(Explanation explanation, string consumer, string producer)
    {
        var edge = explanation.Engagements.FirstOrDefault(edge => edge.Producer == explanation.Producer);
        return (edge.IsFollowed, edge.FavScore > 0) switch
        {
            (true, true) => $"{consumer} follows and likes {producer} already.",
            (true, false) => $"{consumer} follows {producer} already.",
            (false, true) => $"{consumer} likes {producer} already, without following.",
            _ => $"{consumer} neither follows nor likes {producer} so far.",
        };
    }

    // "62 % is Jazz (community 12), where Nina follows and likes Ben Sato; follows Ada Kim; Mateo Silva is known for it (affiliation 0.83)."
    static string Because(ModelWords words, ModelLookup lookup, Explanation explanation, SharedCluster cluster, string consumer, string producer)
    {
        var known = explanation.KnownFor is { } one && one.Cluster == cluster.Cluster ? $"; {producer} is known for it (affiliation {one.Score:F2})" : "";
        return $"{cluster.Share:P0} is {lookup.Label(cluster.Cluster)} (community {cluster.Cluster}), where {consumer} {Support(words, explanation, cluster, producer)}{known}.";
    }

    // Whom of the community the consumer follows and likes, but for the producer itself; how many, where the model does not say whom.
    static string Support(ModelWords words, Explanation explanation, SharedCluster cluster, string producer)
    {
        if (explanation.Engagements.Count == 0)
        {
            var interest = explanation.AllInterests.First(one => one.Cluster == cluster.Cluster);
            return $"follows {interest.FollowedCount:N0} and likes {interest.FavedCount:N0} producers";
        }

        var members = words.Members(cluster.Cluster).Select(member => member.User).ToHashSet();
        var engaged = explanation.Engagements.Where(edge => members.Contains(edge.Producer) && edge.Producer != explanation.Producer).OrderByDescending(edge => edge.FavScore).ToLookup(
            edge => edge.FavScore == 0 ? "follows" : edge.IsFollowed ? "follows and likes" : "likes", edge => edge.Producer == explanation.Consumer ? "its own items" : words.Name(edge.Producer));
        string[] parts = [.. s_ways.Where(engaged.Contains).Select(verb => $"{verb} {ModelWords.Listed([.. engaged[verb]], NamesInWords)}")];
        return parts.Length > 0 ? string.Join("; ", parts) : $"knows {producer} alone";
    }

    static string Strongest(ModelLookup lookup, IReadOnlyList<(ClusterId Cluster, float Score)> vector) =>
        string.Join(", ", vector.OrderByDescending(entry => entry.Score).Take(3).Select(entry => $"{lookup.Label(entry.Cluster)} (community {entry.Cluster})"));

    static void WriteJson(Host host, ModelLookup lookup, Explanation explanation)
    {
        var other = explanation.Producer is null ? explanation.Thing!.Kind : "producer";
        var document = new JsonObject { ["consumer"] = ModelWords.Json(explanation.Consumer) };
        if (explanation.Producer is { } producer) document["producer"] = ModelWords.Json(producer);
        else foreach (var (key, value) in ShowThing.Json(lookup, explanation.Thing!).ToArray()) document[key] = value?.DeepClone();
        document["by"] = ScoreChoice.NameOf(explanation.By);
        document["score"] = explanation.Shared.Cosine;
        document["communities"] = new JsonArray([.. explanation.Shared.Clusters.Select(cluster => new JsonObject
        {
            ["cluster"] = cluster.Cluster.Value, ["label"] = lookup.Label(cluster.Cluster), ["share"] = cluster.Share, ["consumer_score"] = cluster.First, [$"{other}_score"] = cluster.Second,
        })]);
        host.WriteJson(document);
    }
}
