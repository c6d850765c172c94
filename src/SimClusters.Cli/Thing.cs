using SimClusters.Embeddings;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>What a person asks about that is no user: a topic, an entity, a hashtag or an item, with its vector.</summary>
/// <param name="Kind">"topic".</param>
/// <param name="Language">Of topics by their followers; else null.</param>
/// <param name="Source">Which vectors.</param>
/// <param name="Vector">Strongest first; never empty.</param>
sealed record Thing(string Kind, NodeId Id, string? Language, ThingSource Source, IReadOnlyList<ClusterScore> Vector)
{
    /// <summary>"Jazz (topic 17)", or "topic 17" where it has no name.</summary>
    internal string InWords(ModelLookup lookup) => Words(lookup, Kind, Id, Language);

    internal static string Words(ModelLookup lookup, string kind, NodeId id, string? language)
    {
        var place = language is null ? $"{kind} {id}" : $"{kind} {id}, {language}";
        return kind == "topic" && lookup.Nouns.NameOf(id) is { Length: > 0 } name ? $"{name.Replace('_', ' ')} ({place})" : place;
    }
}

/// <summary>Which table of vectors a thing is looked up in: that of a variant of nouns, or of a preset of items.</summary>
/// <param name="Variant">Null of items.</param>
/// <param name="Preset">Null of nouns.</param>
/// <param name="Score">The column of interests that the vectors are made of.</param>
sealed record ThingSource(NounVariant? Variant, string? Preset, InterestScore Score)
{
    internal static ThingSource OfNouns(NounVariant variant) => new(variant, null, variant.Score());

    /// <summary>Of an index by what its lineage says that it was made of.</summary>
    internal static ThingSource OfItems(Model model, string preset)
    {
        var options = model.Manifest.AdditionOf(ItemEmbeddingsTable.NameOf(preset))?.OptionsOf<ItemIndexOptions>(ClusterIndexTable.NameOf(preset));
        return new(null, preset, (options ?? new()).Score);
    }

    internal bool IsOfItems => Preset is not null;

    internal string Table => Variant is { } variant ? NounEmbeddingsTable.NameOf(variant) : ItemEmbeddingsTable.NameOf(Preset!);

    /// <summary>What those have done whom a vector is the sum of: "like items of it".</summary>
    internal string Verb => Variant switch
    {
        null => "engaged with it",
        NounVariant.Topic => "like items of it",
        NounVariant.TopicFollowersFav or NounVariant.TopicFollowersLogFav => "follow it",
        _ => "had to do with it",
    };

    internal IReadOnlyList<ClusterScore> VectorOf(ModelLookup lookup, NodeId id, string? language) =>
        Variant is { } variant ? lookup.Nouns.Embedding(variant, id, language) : lookup.Items.Embedding(Preset!, id);
}
