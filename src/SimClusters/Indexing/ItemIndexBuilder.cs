using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>What <see cref="ItemIndexBuilder"/> makes of one preset.</summary>
/// <param name="Name">The preset's.</param>
/// <param name="Embeddings">Items × clusters.</param>
/// <param name="Index">Clusters × items.</param>
/// <param name="Report">What became of the events.</param>
/// <param name="Now">The time that scores are of.</param>
public sealed record ItemIndexResult(string Name, ItemEmbeddings Embeddings, ClusterIndex Index, ItemIndexReport Report, DateTimeOffset Now) : IDisposable
{
    public void Dispose()
    {
        Embeddings.Dispose();
        Index.Dispose();
    }
}

/// <summary>Here is a log of engagements: which communities is each item for, and which are each community's items of the hour?</summary>
public static class ItemIndexBuilder
{
    /// <param name="log">The events, in any order. Consumed: it is freed when the indexes are there.</param>
    /// <param name="consumers">Whom the interests are of.</param>
    /// <param name="interests">U.</param>
    /// <param name="presets">One result each, in this order.</param>
    /// <param name="items">What is known of items; a preset names the columns that it needs.</param>
    /// <param name="deniedItems">Items that no preset may have; null: none.</param>
    /// <param name="favouriteIndex">What presets are intersected with that ask for it; null: the preset of favourites that is built in the same call.</param>
    /// <param name="now">The time that ages are counted to; events later than this are counted and left out. Null: the newest event.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">Options out of range; a preset whose inputs are missing; two presets of one name; interests without the score; or ids of two kinds.</exception>
    /// <remarks>
    /// <para>
    /// An item's score in a cluster is the sum over its pairs of score(user, cluster) / norm(cluster) · 2^(−age/h). Sums are taken in the order of users; scores are stored raw, as they stand now.
    /// Equal events in any order and number of blocks give equal bytes at any thread count. An empty window gives empty tables.
    /// </para>
    /// <para>Source: entities_and_indexes.md §5 and §6. Ties go to the lower item and the lower cluster; there the order is open.</para>
    /// </remarks>
    public static IReadOnlyList<ItemIndexResult> Build(
        EventColumns log, NodeIndex consumers, InterestedIn interests, IReadOnlyList<ItemIndexPreset> presets, ItemFacts? items = null, NodeIndex? deniedItems = null,
        ClusterIndex? favouriteIndex = null, DateTimeOffset? now = null, Execution? execution = null)
    {
        Check(consumers, interests, presets, items, favouriteIndex);
        execution ??= Execution.Default;
        using var events = new EventLog(log, execution);
        using var consumerOf = events.Users.RowsIn(consumers, execution);
        var nowMs = now?.ToUnixTimeMilliseconds() ?? events.NewestMs(execution);
        using var known = presets.All(preset => preset.Options.NeededItemColumns.Count == 0) ? null : new KnownItems(events.Items, items!, execution);
        using var build = new ItemIndexBuild(events, consumerOf, interests, known, deniedItems, nowMs, execution);
        var results = new Dictionary<string, ItemIndexResult>();
        foreach (var preset in presets.OrderBy(preset => preset.Options.IntersectsFavourites))
            results.Add(preset.Name, build.Run(preset, preset.Options.IntersectsFavourites ? favouriteIndex ?? results[ItemIndexPresets.FavouriteName].Index : null));
        return [.. presets.Select(preset => results[preset.Name])];
    }

    static void Check(NodeIndex consumers, InterestedIn interests, IReadOnlyList<ItemIndexPreset> presets, ItemFacts? items, ClusterIndex? favouriteIndex)
    {
        if (consumers.Count != interests.ConsumerCount)
            throw new ArgumentException($"{consumers.Count:N0} consumers for the interests of {interests.ConsumerCount:N0}.", nameof(consumers));
        if (favouriteIndex is not null && favouriteIndex.ClusterCount != interests.ClusterCount)
            throw new ArgumentException($"The index by favourites has {favouriteIndex.ClusterCount:N0} clusters, and the interests have {interests.ClusterCount:N0}.", nameof(favouriteIndex));
        foreach (var (name, options) in presets)
        {
            options.Validated();
            if (presets.Count(preset => preset.Name == name) > 1) throw new ArgumentException($"Two presets are called '{name}'.", nameof(presets));
            if (options.MissingItemColumns(items) is { Count: > 0 } missing)
                throw new ArgumentException($"The preset '{name}' needs {string.Join(" and ", missing)} of the items, and the table of items does not say.", nameof(items));
            if (options.IntersectsFavourites && favouriteIndex is null && !presets.Any(preset => preset.Name == ItemIndexPresets.FavouriteName && !preset.Options.IntersectsFavourites))
                throw new ArgumentException($"The preset '{name}' is intersected with the index by favourites: that, or the preset '{ItemIndexPresets.FavouriteName}' beside it, is needed.", nameof(favouriteIndex));
            if (interests.Scores(options.Score) is null)
                throw new ArgumentException($"The preset '{name}' needs {options.Score}, and the interests are without favourites.", nameof(interests));
        }
    }
}
