using System.CommandLine;
using SimClusters.Indexing;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters index --model M --events PATH [--items PATH] --preset P[,P…]|all: items among the communities, and each community's items of the hour.</summary>
static class IndexCommand
{
    internal static Verb Create()
    {
        var names = string.Join(", ", ItemIndexPresets.All.Select(preset => preset.Name));
        var model = new Option<string>("--model") { Description = "Model directory to add the index to; its other tables stay as they are.", Required = true };
        var events = EventLogInput.Events(isRequired: true);
        var items = new Option<string?>("--items") { Description = "What is known of items: item, and any of author, created_at, media, nsfw. A preset names the columns that it needs. An item whose nsfw is empty is taken as marked." };
        var preset = new Option<string[]>("--preset")
        {
            Description = $"What the index is of, with commas between several, or all: {names}.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var deny = new Option<string?>("--deny") { Description = "A table of items that no index may have." };
        var favIndex = new Option<string?>("--fav-index") { Description = "What push-open is intersected with: a model with an index of favourites, or a table of one. Default: one of the same log." };
        var verb = new Verb(
            "index", "Which communities is each item for, by who engaged with it, and what are each community's items of the hour?",
            "simclusters index --model model --events events.parquet --items items.parquet --preset fav",
            "simclusters index --model model --events events.parquet --items items.parquet --preset push-open,video-view --now 2026-01-31T12:00:00Z",
            "simclusters index --model model --events events.parquet --items items.parquet --users users.parquet --preset video-view",
            "simclusters index --model model --events 'log/*.parquet' --kinds kinds.txt --preset fav --age-from snowflake --half-life 8h --overwrite",
            "simclusters index --model model --events likes.csv --preset fav --age-from none --window none --half-life 30d --min-interactions 3 --min-favourites 3")
        { model, events, items, preset, deny, favIndex, CommonOptions.Overwrite };
        AuthorMarks.AddTo(verb);
        IndexRules.AddTo(verb);
        EventLogInput.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var request = new IndexRequest
            {
                Model = arguments.GetRequiredValue(model),
                Events = arguments.GetRequiredValue(events),
                Items = arguments.GetValue(items),
                Denied = arguments.GetValue(deny),
                FavouriteIndex = arguments.GetValue(favIndex),
                Presets = [.. Names(arguments.GetRequiredValue(preset)).Select(name => IndexRules.Of(arguments, ItemIndexPresets.Find(name)))],
            };
            new IndexRun(host, arguments, request).Run();
            return ExitCodes.Ok;
        });
    }

    /// <summary>The presets and the rules of a run, as they are typed.</summary>
    internal static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition)
    {
        (ItemIndexPreset Preset, ItemIndexOptions? Made)[] presets =
        [
            .. ItemIndexPresets.All.Select(preset => (preset, ClusterIndexTable.NameOf(preset.Name))).Where(one => addition.Tables.Contains(one.Item2, StringComparer.Ordinal))
                .Select(one => (one.preset, addition.OptionsOf<ItemIndexOptions>(one.Item2))),
        ];
        return [("--preset", string.Join(',', presets.Select(one => one.Preset.Name))), .. presets.SelectMany(one => IndexRules.Typed(one.Preset, one.Made))];
    }

    static IEnumerable<string> Names(string[] typed)
    {
        string[] names = [.. typed.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0) throw new ArgumentException("--preset: expected the name of a preset, found none.");
        return names is ["all"] ? ItemIndexPresets.All.Select(preset => preset.Name) : names;
    }
}

/// <summary>What an index is made of, as the line names it.</summary>
sealed record IndexRequest
{
    internal required string Model { get; init; }

    internal required string[] Events { get; init; }

    internal string? Items { get; init; }

    internal string? Denied { get; init; }

    internal string? FavouriteIndex { get; init; }

    /// <summary>With the rules that the line overrides.</summary>
    internal required IReadOnlyList<ItemIndexPreset> Presets { get; init; }

    /// <summary>The tables that come into the model.</summary>
    internal IEnumerable<string> Tables => Presets.SelectMany(preset => new[] { ItemEmbeddingsTable.NameOf(preset.Name), ClusterIndexTable.NameOf(preset.Name) });

    internal bool HasFavourites => Presets.Any(preset => preset.Name == ItemIndexPresets.FavouriteName);

    internal bool Intersects => Presets.Any(preset => preset.Options.IntersectsFavourites);
}
