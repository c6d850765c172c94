using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters similar MODEL --producer ID | --topic ID | --entity ID | --hashtag TAG | --item ID</summary>
static class SimilarCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var producer = new Option<string?>("--producer") { Description = "Producers with the same followers as this one." };
        var top = ModelArguments.Top(10);
        var verb = new Verb(
            "similar", "Producers like this one, by who follows them; or topics, entities and items like this one, by the cosine of their vectors.",
            "simclusters similar model --producer 17", "simclusters similar model --topic Jazz", "simclusters similar model --item 4711 --preset push-open --top 20")
        { path, producer, top };
        ThingChoice.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            if (ThingChoice.Count(arguments) + (arguments.GetValue(producer) is null ? 0 : 1) != 1)
                throw new ArgumentException("similar: expected one of --producer, --topic, --entity, --hashtag and --item.");
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            if (ThingChoice.Find(arguments, model, lookup) is { } thing) Things(host, model, lookup, thing, arguments.GetValue(top));
            else Producers(host, lookup, ModelArguments.Id(model, arguments.GetValue(producer)!), arguments.GetValue(top));
            return ExitCodes.Ok;
        });
    }

    static void Producers(Host host, ModelLookup lookup, NodeId id, int top)
    {
        if (lookup.KnownFor(id) is null && lookup.UnassignedReason(id) is null)
            throw new InputException($"no producer {id} in this model: nobody follows it in the graph that the model was built from.");
        var neighbors = lookup.Neighbors(id);
        var words = new ModelWords(lookup);
        if (neighbors.Count == 0) host.Answer.WriteLine($"No producer's followers are enough like those of {id}: the minimum cosine of the model removed them all.");
        else
        {
            host.Answer.MarkupLine($"Producers whose followers are most like those of [bold]{Markup.Escape(words.Name(id))}[/] (cosine of the two sets):");
            words.ShowUsers(host.Answer, neighbors, "cosine", top);
        }

        host.WriteJson(new JsonObject { ["producer"] = ModelWords.Json(id), ["similar"] = ModelWords.Json(neighbors.Take(top), "cosine") });
    }

    static void Things(Host host, Model model, ModelLookup lookup, Thing thing, int top)
    {
        using var vectors = ThingVectors.Read(model, thing.Source, host.Execution);
        var near = vectors.NearestTo(thing, top);
        if (near.Count == 0) host.Answer.WriteLine($"Nothing in {thing.Source.Table} has a community in common with {thing.InWords(lookup)}.");
        else
        {
            host.Answer.MarkupLine($"Most like [bold]{Markup.Escape(thing.InWords(lookup))}[/], by the cosine of the vectors of {thing.Source.Table}:");
            ShowThing.ShowNear(host.Answer, lookup, thing.Kind, near);
        }

        var json = ShowThing.Json(lookup, thing);
        json["table"] = thing.Source.Table;
        json["similar"] = ShowThing.Json(lookup, thing.Kind, near);
        host.WriteJson(json);
    }
}
