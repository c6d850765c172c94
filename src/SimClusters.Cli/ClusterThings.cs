using System.Text.Json.Nodes;
using SimClusters.Embeddings;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What <c>show --cluster</c> says of a community's topics, entities, hashtags and items, where the model has any.</summary>
static class ClusterThings
{
    // One table a kind is enough for people: that by likes, or where there is none that by followers.
    static readonly (string Plural, NounVariant[] Variants)[] s_nouns =
    [
        ("topics", [NounVariant.Topic, NounVariant.TopicFollowersLogFav, NounVariant.TopicFollowersFav]), ("entities", [NounVariant.Entity, NounVariant.EntityFollow]),
        ("hashtags", [NounVariant.Hashtag, NounVariant.HashtagFollow]),
    ];

    /// <summary>Shows the strongest of each kind, and adds them to the document.</summary>
    internal static void Tell(IAnsiConsole screen, Model model, ModelLookup lookup, ClusterId cluster, int top, JsonObject document)
    {
        foreach (var (plural, variants) in s_nouns)
        {
            var there = Array.FindAll(variants, variant => model.Has(ClusterTopNounsTable.NameOf(variant)));
            if (there.Length == 0) continue;
            var (kind, nouns) = (Kind(plural), lookup.Nouns.Top(there[0], cluster).Take(top).ToArray());
            Show(screen, $"Its {plural}, by those who {ThingSource.OfNouns(there[0]).Verb}:", kind, "cosine", [.. nouns.Select(noun => (Thing.Words(lookup, kind, noun.Noun, noun.Language), noun.Score))]);
            document[$"top_{plural}"] = new JsonArray([.. nouns.Select(noun => Scored(ShowThing.Json(lookup, kind, noun.Noun, noun.Language), "cosine", noun.Score))]);
        }

        foreach (var preset in Indexing.ItemIndexPresets.All.Select(preset => preset.Name).Where(name => model.Has(ClusterIndexTable.NameOf(name))))
        {
            var items = lookup.Items.Top(preset, cluster).Take(top).ToArray();
            Show(screen, $"Its items by {preset}, as of {model.Manifest.AdditionOf(ClusterIndexTable.NameOf(preset))?.Now:yyyy-MM-dd HH:mm} UTC:", "item", "score", [.. items.Select(item => ($"{item.Item}", item.Score))]);
            document[ClusterIndexTable.NameOf(preset)] = new JsonArray([.. items.Select(item => Scored(ShowThing.Json(lookup, "item", item.Item, null), "score", item.Score))]);
        }
    }

    static void Show(IAnsiConsole screen, string title, string kind, string score, (string Name, float Score)[] rows)
    {
        if (rows.Length == 0) return;
        screen.WriteLine(title);
        var table = ModelWords.Columns(kind, score);
        foreach (var (name, value) in rows) ModelWords.Row(table, name, $"{value:F3}");
        screen.Write(table);
    }

    static JsonObject Scored(JsonObject json, string name, float score)
    {
        json[name] = score;
        return json;
    }

    static string Kind(string plural) => plural == "entities" ? "entity" : plural[..^1];
}
