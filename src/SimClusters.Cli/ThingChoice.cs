using System.CommandLine;
using System.Globalization;
using SimClusters.Embeddings;
using SimClusters.Numerics;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The options that name a topic, an entity, a hashtag or an item, and which of its vectors.</summary>
static class ThingChoice
{
    static readonly Option<string?> s_topic = new("--topic") { Description = "A topic, by its id or its name." };
    static readonly Option<string?> s_entity = new("--entity") { Description = "An entity, by its id." };
    static readonly Option<string?> s_hashtag = new("--hashtag") { Description = "A hashtag, with its # or without." };
    static readonly Option<string?> s_item = new("--item") { Description = "An item, by its id." };
    static readonly Option<string?> s_language = new("--language") { Description = "Of a topic by its followers: in which language. Default: the only one it has." };
    static readonly Option<string?> s_preset = new("--preset") { Description = "Which index an item is of. Default: fav, or the first that the model has." };

    static readonly Option<string?> s_by = new Option<string?>("--of")
    {
        Description = "Which vectors of a topic: likes, followers-fav or followers-log-fav; of an entity or a hashtag: likes or follows. Default: the first of these that the model has.",
    }.AcceptOnlyFromAmong("likes", "followers-fav", "followers-log-fav", "follows");

    // By kind: the vectors that there are, the default first.
    static readonly (string Kind, string Of, NounVariant Variant)[] s_variants =
    [
        ("topic", "likes", NounVariant.Topic), ("topic", "followers-log-fav", NounVariant.TopicFollowersLogFav), ("topic", "followers-fav", NounVariant.TopicFollowersFav),
        ("entity", "likes", NounVariant.Entity), ("entity", "follows", NounVariant.EntityFollow), ("hashtag", "likes", NounVariant.Hashtag), ("hashtag", "follows", NounVariant.HashtagFollow),
    ];

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_topic, s_entity, s_hashtag, s_item, s_by, s_language, s_preset]) verb.Add(option);
    }

    /// <summary>How many things the line names.</summary>
    internal static int Count(ParseResult arguments) => Named(arguments).Count();

    /// <summary>The thing that the line names, with its vector; null where it names none.</summary>
    /// <exception cref="InputException">The model has no such vectors, or none of this thing.</exception>
    internal static Thing? Find(ParseResult arguments, Model model, ModelLookup lookup)
    {
        if (Named(arguments).FirstOrDefault() is not (string kind, string typed)) return null;
        var source = kind == "item" ? ThingSource.OfItems(model, Preset(model, arguments.GetValue(s_preset))) : ThingSource.OfNouns(Variant(model, kind, arguments.GetValue(s_by)));
        var language = arguments.GetValue(s_language);
        foreach (var id in Ids(model, kind, typed))
        {
            var spoken = language ?? OnlyLanguage(lookup, source, id);
            if (source.VectorOf(lookup, id, spoken) is { Count: > 0 } vector) return new(kind, id, spoken, source, vector);
        }

        throw new InputException($"{model.Path}: no vector of {kind} '{typed}' in {source.Table}{(language is null ? "" : $" in language '{language}'")}: {Why(source)}{(kind == "topic" ? LikeNames(model, typed) : "")}");
    }

    /// <summary>The preset of items that is meant: the named one, else fav, else the first that the model has.</summary>
    internal static string Preset(Model model, string? named)
    {
        string[] presets = [.. Indexing.ItemIndexPresets.All.Select(preset => preset.Name).Where(name => model.Has(ItemEmbeddingsTable.NameOf(name)))];
        if (presets.Length == 0) throw new InputException($"{model.Path}: the model has no items yet; add some with 'simclusters index --model {model.Path} --events …'.");
        if (named is null) return presets[0];
        return Array.IndexOf(presets, named) >= 0 ? named : throw new InputException($"{model.Path}: the model has no items of the preset '{named}', but {string.Join(", ", presets)}.");
    }

    static IEnumerable<(string Kind, string Typed)> Named(ParseResult arguments)
    {
        foreach (var (kind, option) in new[] { ("topic", s_topic), ("entity", s_entity), ("hashtag", s_hashtag), ("item", s_item) })
            if (arguments.GetValue(option) is { } typed) yield return (kind, typed);
    }

    static NounVariant Variant(Model model, string kind, string? of)
    {
        var known = Array.FindAll(s_variants, one => one.Kind == kind);
        var there = Array.FindAll(known, one => model.Has(NounEmbeddingsTable.NameOf(one.Variant)));
        if (of is not null && !known.Any(one => one.Of == of)) throw new ArgumentException($"--of: a {kind} has vectors of {string.Join(", ", known.Select(one => one.Of))}, found '{of}'.");
        if (there.Length == 0)
            throw new InputException($"{model.Path}: the model has no vectors of {(kind == "entity" ? "entities" : $"{kind}s")} yet; add some with 'simclusters {(kind == "topic" ? "topics" : "entities")} --model {model.Path} …'.");
        if (of is null) return there[0].Variant;
        return Array.Find(there, one => one.Of == of) is { Of: not null } found
            ? found.Variant
            : throw new InputException($"{model.Path}: the model has vectors of {string.Join(", ", there.Select(one => one.Of))} for a {kind}, and none of {of}.");
    }

    // An id as typed, as an integer first; for a topic also whatever is called so.
    static IEnumerable<NodeId> Ids(Model model, string kind, string typed)
    {
        if (long.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) yield return NodeId.Of(integer);
        yield return NodeId.Of(typed);
        if (kind == "hashtag") yield return NodeId.Of(typed.StartsWith('#') ? typed[1..] : $"#{typed}");
        if (kind != "topic" || !model.Has(TopicNamesTable.Schema.Name)) yield break;
        using var names = model.ReadTopicNames(Execution.Default);
        var wanted = Plain(typed);
        NodeId[] found = [.. Enumerable.Range(0, names.Topics.Count).Where(row => names.Names.At(row) is { } name && Plain(name) == wanted).Select(row => NodeId.At(names.Topics, row))];
        if (found.Length > 1) throw new InputException($"{model.Path}: {found.Length:N0} topics are called '{typed}': {string.Join(", ", found.Take(9))}; name one by its id.");
        foreach (var id in found) yield return id;
    }

    // What a mistyped name may have meant: names that have it in them, else the nearest where one is near, else what there is.
    static string LikeNames(Model model, string typed)
    {
        if (!model.Has(TopicNamesTable.Schema.Name) || long.TryParse(typed, out _)) return "";
        using var table = model.ReadTopicNames(Execution.Default);
        var wanted = Plain(typed);
        string[] names = [.. Enumerable.Range(0, table.Topics.Count).Select(row => table.Names.At(row)).OfType<string>().Where(name => Plain(name) != wanted)];
        if (names.Length == 0 || wanted.Length == 0) return "";
        string[] like = [.. names.Where(name => Plain(name).Contains(wanted, StringComparison.Ordinal)).Take(3)];
        if (like.Length > 0) return $" There is {string.Join(", ", like)}.";
        var (nearest, distance) = names.Select(name => (name, EditDistance.Of(Plain(name), wanted))).MinBy(one => one.Item2);
        return 2 * distance <= wanted.Length ? $" The nearest name is {nearest}." : $" There are {names.Length:N0} names, such as {string.Join(", ", names.Take(3))}.";
    }

    static string Plain(string name) => name.Replace('_', ' ').Trim().ToUpperInvariant();

    static string? OnlyLanguage(ModelLookup lookup, ThingSource source, NodeId id)
    {
        if (source.Variant is not { } variant || !variant.IsByFollowers()) return null;
        var languages = lookup.Nouns.Languages(variant, id);
        return languages.Count == 0 ? null : languages.Count == 1 ? languages[0]
            : throw new InputException($"topic {id} has a vector in each of {string.Join(", ", languages)}: name one with --language.");
    }

    static string Why(ThingSource source) => source.Variant switch
    {
        null => "nobody engaged with it in the window of the index, or too few did.",
        NounVariant.TopicFollowersFav or NounVariant.TopicFollowersLogFav => "too few follow it (--min-followers), or they care about nothing.",
        _ => "nobody who cares about anything has to do with it.",
    };
}
