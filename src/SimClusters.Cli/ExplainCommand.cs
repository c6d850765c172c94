using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Embeddings;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters explain MODEL --consumer ID --producer ID: which communities make the score, with shares.</summary>
static class ExplainCommand
{
    const int CommunitiesInWords = 3, NamesInWords = 3;

    static readonly string[] s_ways = ["follows and likes", "likes", "follows"];

    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var consumer = new Option<string>("--consumer") { Description = "For whom.", Required = true };
        var producer = new Option<string>("--producer") { Description = "Whom to.", Required = true };
        var by = new Option<string>("--by")
        {
            Description = "What the two vectors are made of: log-fav as in production, fav, or follow. Default: log-fav where the model has favourites of the consumer, else follow.",
        }.AcceptOnlyFromAmong("log-fav", "fav", "follow");
        var maxConsumers = ModelArguments.MaxConsumersPerCluster();
        var top = ModelArguments.Top(10);
        return new Verb(
            "explain", "Why a producer is, or is not, for a consumer: the communities that make the score of the two, each with its share.",
            "simclusters explain model --consumer 17 --producer 4", "simclusters explain model --consumer 17 --producer 4 --by follow --json")
        { path, consumer, producer, by, maxConsumers, top }.Runs((arguments, host) =>
        {
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            var question = Question.Of(model, lookup, ModelArguments.Id(model, arguments.GetRequiredValue(consumer)), ModelArguments.Id(model, arguments.GetRequiredValue(producer)), arguments.GetValue(by), arguments.GetValue(maxConsumers));
            Answer(host, new(lookup), lookup, question, arguments.GetValue(top));
            WriteJson(host, lookup, question);
            return ExitCodes.Ok;
        });
    }

    static void Answer(Host host, ModelWords words, ModelLookup lookup, Question question, int top)
    {
        var screen = host.Answer;
        var (consumer, producer) = (words.Name(question.Consumer), words.Name(question.Producer));
        if (question.Shared.Clusters.Count == 0)
        {
            screen.MarkupLine($"[bold]{Markup.Escape(consumer)}[/] and [bold]{Markup.Escape(producer)}[/] have no community in common: score 0, by {question.Words}.");
            screen.WriteLine($"{consumer} cares most about {Strongest(lookup, question.Interests)}; those who {question.Verb} {producer} care most about {Strongest(lookup, question.Vector)}.");
            return;
        }

        screen.MarkupLine($"[bold]{Markup.Escape(producer)}[/] for [bold]{Markup.Escape(consumer)}[/]: score [bold]{question.Shared.Cosine:F3}[/], the cosine between what {Markup.Escape(consumer)} cares about and what those who {question.Verb} {Markup.Escape(producer)} care about, by {question.Words}.");
        if (question.Engagements.Count > 0) screen.WriteLine(SoFar(question, consumer, producer));
        foreach (var cluster in question.Shared.Clusters.Take(CommunitiesInWords)) screen.WriteLine($"  {Because(words, lookup, question, cluster, consumer, producer)}");
        var table = ModelWords.Columns("community", "label", "share", $"{consumer}", $"{producer}", "best-known members");
        foreach (var cluster in question.Shared.Clusters.Take(top))
            ModelWords.Row(table, cluster.Cluster.ToString(), lookup.Label(cluster.Cluster), $"{cluster.Share:P0}", $"{cluster.First:F3}", $"{cluster.Second:F3}", words.BestKnown(cluster.Cluster, 2));
        screen.Write(table);
    }

    static string SoFar(Question question, string consumer, string producer)
    {
        var edge = question.Engagements.FirstOrDefault(edge => edge.Producer == question.Producer);
        return (edge.IsFollowed, edge.FavScore > 0) switch
        {
            (true, true) => $"{consumer} follows and likes {producer} already.",
            (true, false) => $"{consumer} follows {producer} already.",
            (false, true) => $"{consumer} likes {producer} already, without following.",
            _ => $"{consumer} neither follows nor likes {producer} so far.",
        };
    }

    // "62 % is Jazz (community 12), where Nina follows and likes Ben Sato; follows Ada Kim; Mateo Silva is known for it (affiliation 0.83)."
    static string Because(ModelWords words, ModelLookup lookup, Question question, SharedCluster cluster, string consumer, string producer)
    {
        var known = question.KnownFor is { } one && one.Cluster == cluster.Cluster ? $"; {producer} is known for it (affiliation {one.Score:F2})" : "";
        return $"{cluster.Share:P0} is {lookup.Label(cluster.Cluster)} (community {cluster.Cluster}), where {consumer} {Support(words, question, cluster, producer)}{known}.";
    }

    // Whom of the community the consumer follows and likes, but for the producer itself; how many, where the model does not say whom.
    static string Support(ModelWords words, Question question, SharedCluster cluster, string producer)
    {
        if (question.Engagements.Count == 0)
        {
            var interest = question.AllInterests.First(one => one.Cluster == cluster.Cluster);
            return $"follows {interest.FollowedCount:N0} and likes {interest.FavedCount:N0} producers";
        }

        var members = words.Members(cluster.Cluster).Select(member => member.User).ToHashSet();
        var engaged = question.Engagements.Where(edge => members.Contains(edge.Producer) && edge.Producer != question.Producer).OrderByDescending(edge => edge.FavScore).ToLookup(
            edge => edge.FavScore == 0 ? "follows" : edge.IsFollowed ? "follows and likes" : "likes", edge => edge.Producer == question.Consumer ? "its own items" : words.Name(edge.Producer));
        string[] parts = [.. s_ways.Where(engaged.Contains).Select(verb => $"{verb} {ModelWords.Listed([.. engaged[verb]], NamesInWords)}")];
        return parts.Length > 0 ? string.Join("; ", parts) : $"knows {producer} alone";
    }

    static string Strongest(ModelLookup lookup, IReadOnlyList<(ClusterId Cluster, float Score)> vector) =>
        string.Join(", ", vector.OrderByDescending(entry => entry.Score).Take(3).Select(entry => $"{lookup.Label(entry.Cluster)} (community {entry.Cluster})"));

    static void WriteJson(Host host, ModelLookup lookup, Question question) => host.WriteJson(new JsonObject
    {
        ["consumer"] = ModelWords.Json(question.Consumer),
        ["producer"] = ModelWords.Json(question.Producer),
        ["by"] = question.By,
        ["score"] = question.Shared.Cosine,
        ["communities"] = new JsonArray([.. question.Shared.Clusters.Select(cluster => new JsonObject
        {
            ["cluster"] = cluster.Cluster.Value, ["label"] = lookup.Label(cluster.Cluster), ["share"] = cluster.Share, ["consumer_score"] = cluster.First, ["producer_score"] = cluster.Second,
        })]),
    });

    /// <summary>The two vectors, and what else the answer needs.</summary>
    sealed record Question(
        NodeId Consumer, NodeId Producer, string By, IReadOnlyList<Interest> AllInterests, IReadOnlyList<(ClusterId Cluster, float Score)> Interests,
        IReadOnlyList<(ClusterId Cluster, float Score)> Vector, SharedClusters Shared, ClusterScore? KnownFor, IReadOnlyList<Engagement> Engagements)
    {
        internal string Words => By switch { "log-fav" => "favourites (log)", "fav" => "favourites", _ => "follows" };

        internal string Verb => By == "follow" ? "follow" : "like";

        internal static Question Of(Model model, ModelLookup lookup, NodeId consumer, NodeId producer, string? wanted, int maxConsumersPerCluster)
        {
            var interests = lookup.Interests(consumer, maxConsumersPerCluster);
            if (interests.Count == 0)
                throw new InputException($"no interests of consumer {consumer} in this model: it follows and likes nobody in the graph, or too few producers of any one community (--social-proof).");
            var known = lookup.KnownFor(producer);
            if (known is null && lookup.UnassignedReason(producer) is null) throw new InputException($"no producer {producer} in this model: nobody follows or likes it in the graph that the model was built from.");

            var by = wanted ?? (interests.Any(interest => interest.LogFavScore > 0) && model.Has(ProducerEmbeddingsTable.NameOf(ProducerVariant.AggregatableLogFav)) ? "log-fav" : "follow");
            (ClusterId, float)[] own = [.. interests.Select(interest => (interest.Cluster, by switch { "log-fav" => interest.LogFavScore, "fav" => interest.FavScore, _ => interest.FollowScore })).Where(entry => entry.Item2 > 0)];
            var variant = by switch { "log-fav" => ProducerVariant.AggregatableLogFav, "fav" => ProducerVariant.Fav, _ => ProducerVariant.Follow };
            (ClusterId, float)[] vector = [.. lookup.Embedding(producer, variant).Select(entry => (entry.Cluster, entry.Score))];
            if (vector.Length == 0)
                throw new InputException($"producer {producer} has no vector by {by} in this model: too few {(by == "follow" ? "follow" : "like")} it, or those who do care about nothing (--embedding-min-{(by == "follow" ? "followers" : "favers")}).");
            return new(consumer, producer, by, interests, own, vector, SharedClusters.Of(own, vector), known, model.Has(EngagementGraphTable.Schema.Name) ? lookup.Engagements(consumer) : []);
        }
    }
}
