using System.Diagnostics;
using SimClusters.Benchmarks.Products;
using SimClusters.Events;
using SimClusters.Indexing;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>Each preset of the index, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>
/// item-index NETWORK-FOLDER LOG-FOLDER [threads] [rounds] [part of a name] [million events]: a folder of <c>simclusters generate</c>, and one where the log is kept, which is written when it is not there.
/// A first round warms up and compares the results. Last, a naive twin by favourites, which the part <c>naive</c> is alone. With no rounds, ours alone: by favourites, and all presets in one call.
/// </remarks>
static class ItemIndexComparison
{
    internal static void Run(string[] arguments)
    {
        var execution = new Execution(arguments.Length > 2 ? int.Parse(arguments[2]) : 2);
        var rounds = arguments.Length > 3 ? int.Parse(arguments[3]) : 3;
        var filter = arguments.Length > 4 ? arguments[4] : "";
        using var network = new EventNetwork(arguments[0], arguments[1], 1_000_000L * (arguments.Length > 5 ? int.Parse(arguments[5]) : 60), execution);
        Console.WriteLine($"U: {network.Interests.Entries.EntryCount:N0} entries of {network.Consumers.Count:N0} consumers and {network.Interests.ClusterCount:N0} clusters");
        if (rounds == 0) Alone(network, execution);
        else Compare(network, execution, rounds, filter);
    }

    static void Compare(EventNetwork network, Execution execution, int rounds, string filter)
    {
        var times = new ProductTimes(network.Network, filter);
        ItemIndexPreset[] presets = [.. ItemIndexPresets.All.Where(preset => times.Wants(preset.Name))];
        if (presets.Length > 0) ComparePresets(network, execution, rounds, presets, times);
        if (times.Wants("naive")) CompareNaive(network, execution, rounds);
        times.Report();
    }

    static void ComparePresets(EventNetwork network, Execution execution, int rounds, ItemIndexPreset[] presets, ProductTimes times)
    {
        network.GiveEvents();
        var favouriteSql = ItemIndexSql.Of(ItemIndexPresets.Favourite, null);
        using var favourites = Build(network, network.Log(), [ItemIndexPresets.Favourite], null, execution)[0];
        foreach (var preset in presets)
        {
            var intersects = preset.Options.IntersectsFavourites;
            for (var round = -1; round < rounds; round++)
            {
                times.IsFirstRound = round < 0;
                var log = network.Log();
                using var result = times.Time(
                    preset.Name, () => Build(network, log, [preset], intersects ? favourites.Index : null, execution)[0], ItemIndexSql.Of(preset, intersects ? favouriteSql : null));
                if (round < 0) ItemIndexCheck.Run(network.Network.Duck, result);
                if (round < 0) Console.WriteLine($"  {result.Report}");
            }
        }
    }

    static void CompareNaive(EventNetwork network, Execution execution, int rounds) => NaiveTwin.Compare(
        $"{ItemIndexPresets.FavouriteName}, all of the log", rounds, network.Log, log => Build(network, log, [ItemIndexPresets.Favourite], null, execution)[0],
        log => NaiveItemIndex.Build(log, network.Consumers, network.Interests, network.Facts, ItemIndexPresets.Favourite.Options, EventNetwork.NowMs),
        (ours, twin) => ItemIndexCheck.Of("the twin", twin.ByItem.Entries, twin.ByCluster.Entries, ours));

    static void Alone(EventNetwork network, Execution execution)
    {
        foreach (var (name, presets) in new (string, IReadOnlyList<ItemIndexPreset>)[] { ("warm-up", [ItemIndexPresets.Favourite]), ("fav", [ItemIndexPresets.Favourite]), ("all presets", ItemIndexPresets.All) })
        {
            var log = name == "all presets" ? network.TakeLog() : network.Log();
            var count = log.RowCount;
            var held = PeakMemory.Restart();
            var watch = Stopwatch.StartNew();
            var results = Build(network, log, presets, null, execution);
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"{name}: {seconds:F2} s, {count / seconds / 1e6:F2} million events a second; memory {held / 1e9:F2} GB at the start, {PeakMemory.Bytes() / 1e9:F2} GB at most");
            foreach (var result in results) result.Dispose();
        }
    }

    static IReadOnlyList<ItemIndexResult> Build(EventNetwork network, EventColumns log, IReadOnlyList<ItemIndexPreset> presets, ClusterIndex? favourites, Execution execution) => ItemIndexBuilder.Build(
        log, network.Consumers, network.Interests, presets, network.Facts, null, favourites, DateTimeOffset.FromUnixTimeMilliseconds(EventNetwork.NowMs), execution);
}
