using System.CommandLine;
using SimClusters.Events;
using SimClusters.Indexing;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>One run of <c>index</c>: from a log to the tables of its presets.</summary>
sealed class IndexRun(Host host, ParseResult arguments, IndexRequest request)
{
    internal void Run()
    {
        using var addition = new ModelAddition(host, "index", request.Model, request.Tables);
        using var items = ReadItems(addition);
        using var marks = AuthorMarks.Read(host, arguments, addition, items?.Facts, LooksAtMarks);
        var facts = marks is null ? items?.Facts : items!.Facts.Under(marks);
        foreach (var preset in request.Presets) RefuseUnlessKnown(preset, facts);
        using var denied = ReadDenied(addition);
        using var given = ReadFavouriteIndex(addition);
        foreach (var preset in request.Presets) ScoreChoice.Check(addition.Model, addition.Interests, preset.Options.Score, $"the index {preset.Name}");

        var presets = Presets(given is not null);
        using var events = EventLogInput.Read(host, arguments, addition, request.Events, Kinds(presets), Window(presets));
        EventLogInput.RefuseOtherIds(events, "--items", items?.Facts.Ids);
        EventLogInput.RefuseOtherIds(events, "--deny", denied?.Items);
        EventLogInput.RefuseOtherIds(events, "--fav-index", given?.Items);
        RefuseWithoutFavourites(events, given is not null);
        var results = host.Report.Step(
            "index", execution => ItemIndexBuilder.Build(events.Events, addition.Consumers, addition.Interests, presets, facts, denied?.Items, given, events.Now, execution),
            made => string.Join("; ", made.Select(one => $"{one.Name}: {one.Index.Scores.EntryCount:N0} entries of {one.Embeddings.Items.Count:N0} items")));
        try
        {
            foreach (var (result, preset) in results.Zip(presets).Where(one => request.Presets.Contains(one.Second))) Keep(addition, result, preset);
            addition.Commit(results[0].Now);
        }
        finally
        {
            foreach (var result in results) result.Dispose();
        }

        host.Report.Line("as of", $"{results[0].Now:yyyy-MM-dd HH:mm:ss} UTC");
        host.Report.End();
    }

    bool LooksAtMarks => request.Presets.Any(preset => preset.Options.OnlyHealthyVideo);

    // Those of the line, and of the same log an index of favourites that nobody asked for where one is intersected with it.
    List<ItemIndexPreset> Presets(bool isGiven)
    {
        List<ItemIndexPreset> presets = [.. request.Presets];
        if (request.Intersects && !isGiven && !request.HasFavourites) presets.Add(IndexRules.OfTime(arguments, ItemIndexPresets.Favourite));
        return presets;
    }

    static EventKinds Kinds(IEnumerable<ItemIndexPreset> presets)
    {
        var kinds = EventKinds.None;
        foreach (var (_, options) in presets)
        {
            kinds |= options.Pairs.Contributing | options.Pairs.Undoing | options.Pairs.AlsoRequired | options.Pairs.RequiredOfItem;
            if (options.MinFavouriteCount > 0) kinds |= EventKinds.Favourite | EventKinds.Unfavourite;
        }

        return kinds;
    }

    // As far back as any preset looks.
    static TimeSpan? Window(IEnumerable<ItemIndexPreset> presets) => presets.Any(preset => preset.Options.Pairs.Window is null) ? null : presets.Max(preset => preset.Options.Pairs.Window);

    ItemTable? ReadItems(ModelAddition addition)
    {
        if (request.Items is not { } path) return null;
        var table = host.Report.Read("items", execution => ItemSource.Read(path, null, execution), read => $"{read.Facts.Ids.Count:N0} items of {read.File.RowCount:N0} rows");
        addition.AddInput("items", table.File);
        host.Say($"  {table.InWords}");
        addition.Count("items", table.Facts.Ids.Count);
        addition.Count("items_removed_bad", table.BadRowCount);
        host.Report.Figure("items/known", "items known", table.Facts.Ids.Count);
        host.Report.FigureIfAny("items/duplicate", "  there more than once, made one", table.Facts.DuplicateCount);
        host.Report.FigureIfAny("items/bad", "  bad rows, left out", table.BadRowCount);
        if (!LooksAtMarks || table.Facts.IsSensitive is null) return table;
        addition.Count("items_nsfw_untold", table.UntoldMarkCount);
        host.Report.FigureIfAny("items/nsfw_untold", "  whose nsfw is empty, taken as not fit for all", table.UntoldMarkCount);
        return table;
    }

    DeniedItems? ReadDenied(ModelAddition addition)
    {
        if (request.Denied is not { } path) return null;
        var table = host.Report.Read("denied items", execution => DeniedItemSource.Read(path, null, execution), read => $"{read.Items.Count:N0} items");
        addition.AddInput("denied", table.File);
        host.Report.Figure("items/denied", "items denied", table.Items.Count);
        return table;
    }

    ClusterIndex? ReadFavouriteIndex(ModelAddition addition)
    {
        if (request.FavouriteIndex is not { } path) return null;
        if (!request.Intersects) throw new ArgumentException("--fav-index: none of the presets is intersected with an index of favourites.");
        var fav = ItemIndexPresets.FavouriteName;
        var file = Directory.Exists(path) ? ModelDirectory.Open(path, verifyHashes: false).FileOf(ClusterIndexTable.NameOf(fav)) : path;
        if (!File.Exists(file)) throw new InputException($"{path}: expected a model or a table of an index, found nothing.");
        var index = host.Report.Read("fav index", execution => ClusterIndexTable.Read(file, fav, addition.Model.Manifest.ClusterCount, execution), read => $"{read.Scores.EntryCount:N0} entries");
        addition.AddInput(new ManifestInput("fav_index", path, index.Scores.EntryCount, null));
        return index;
    }

    static void RefuseUnlessKnown(ItemIndexPreset preset, ItemFacts? items)
    {
        if (preset.Options.MissingItemColumns(items) is not { Count: > 0 } missing) return;
        var advice = missing.Contains("created_at") ? "; where items are known to be young, or may be old, say --age-from snowflake or --age-from none" : "";
        if (missing.Contains("nsfw")) advice += "; what is fit for all, a table of the authors may say: --users";
        var columns = $"{(missing.Count == 1 ? "column" : "columns")} {string.Join(" and ", missing)}";
        throw items is null
            ? new ArgumentException($"The preset '{preset.Name}' needs the {columns} of a table of items: name one with --items{advice}.")
            : new InputException($"--items: the preset '{preset.Name}' needs the {columns}, and the table does not have {(missing.Count == 1 ? "it" : "them")}{advice}.");
    }

    void RefuseWithoutFavourites(EventTable events, bool isGiven)
    {
        if (!request.Intersects || isGiven || events.KeptKinds.Count == 0 || events.KeptKinds.Any(one => one.Kind == EventKind.Favourite)) return;
        throw new InputException(
            $"--events: the preset '{request.Presets.First(preset => preset.Options.IntersectsFavourites).Name}' is intersected with the index of favourites, and the window of the log has no event of kind favourite; name an index with --fav-index.");
    }

    void Keep(ModelAddition addition, ItemIndexResult result, ItemIndexPreset preset)
    {
        var table = ClusterIndexTable.NameOf(preset.Name);
        addition.AddOptions(table, preset.Options);
        IndexFigures.Add(addition, host.Report, table, result, preset);
        addition.Write(preset.Name, (writer, execution) =>
        {
            writer.WriteItemEmbeddings(preset.Name, result.Embeddings, execution);
            writer.WriteClusterIndex(preset.Name, result.Index, execution);
        });
    }
}
