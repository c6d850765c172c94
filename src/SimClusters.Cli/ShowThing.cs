using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What <c>show</c> says of a topic, an entity, a hashtag or an item: its communities, what is like it, and who is.</summary>
static class ShowThing
{
    internal static void Tell(Host host, Model model, ModelLookup lookup, ModelWords words, Thing thing, int top)
    {
        var screen = host.Answer;
        var name = thing.InWords(lookup);
        screen.MarkupLine(thing.Source.IsOfItems
            ? $"[bold]{Markup.Escape(Capital(name))}[/] is for {Communities(thing)}, by who engaged with it:"
            : $"[bold]{Markup.Escape(Capital(name))}[/] is of {Communities(thing)}, by those who {thing.Source.Verb}:");
        words.ShowClusters(screen, thing.Vector, top, thing.Source.IsOfItems ? "score" : "cosine");

        using var vectors = ThingVectors.Read(model, thing.Source, host.Execution);
        var near = vectors.NearestTo(thing, top);
        if (near.Count > 0)
        {
            screen.WriteLine($"Most like it:");
            ShowNear(screen, lookup, thing.Kind, near);
        }

        var producers = NearProducers.Of(model, lookup, thing, top);
        if (producers.Count > 0)
        {
            screen.WriteLine($"Producers whose audience is most like its own:");
            words.ShowUsers(screen, producers, "cosine", top);
        }

        var json = Json(lookup, thing);
        json["table"] = thing.Source.Table;
        json["embedding"] = ModelWords.Json(thing.Vector);
        json["similar"] = Json(lookup, thing.Kind, near);
        json["top_producers"] = ModelWords.Json(producers, "cosine");
        host.WriteJson(json);
    }

    /// <summary>A table of things with their cosines.</summary>
    internal static void ShowNear(IAnsiConsole screen, ModelLookup lookup, string kind, IReadOnlyList<(NodeId Id, string? Language, double Cosine)> near)
    {
        var table = ModelWords.Columns(kind, "cosine");
        foreach (var (id, language, cosine) in near) ModelWords.Row(table, Thing.Words(lookup, kind, id, language), $"{cosine:F3}");
        screen.Write(table);
    }

    internal static JsonArray Json(ModelLookup lookup, string kind, IEnumerable<(NodeId Id, string? Language, double Cosine)> near) =>
        [.. near.Select(one => { var json = Json(lookup, kind, one.Id, one.Language); json["cosine"] = one.Cosine; return json; })];

    internal static JsonObject Json(ModelLookup lookup, Thing thing) => Json(lookup, thing.Kind, thing.Id, thing.Language);

    /// <summary>An object with the thing's id under its kind, its language and its name where there are any.</summary>
    internal static JsonObject Json(ModelLookup lookup, string kind, NodeId id, string? language)
    {
        var json = new JsonObject { [kind] = ModelWords.Json(id) };
        if (language is not null) json["language"] = language;
        if (kind == "topic" && lookup.Nouns.NameOf(id) is { Length: > 0 } name) json["name"] = name;
        return json;
    }

    static string Communities(Thing thing) => thing.Vector.Count == 1 ? "1 community" : $"{thing.Vector.Count:N0} communities";

    internal static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
