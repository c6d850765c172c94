using System.Globalization;
using SimClusters.Benchmarks.Embeddings;
using SimClusters.Benchmarks.Products;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>A log of engagements, what is known of its items, and the interests of its people: held by both sides.</summary>
sealed class EventNetwork : IDisposable
{
    internal const long NowMs = 1_750_000_000_000;

    readonly NounsNetwork _nouns;
    readonly EventColumns _log;

    internal EventNetwork(string networkFolder, string logFolder, long eventCount, Execution execution)
    {
        _nouns = new(networkFolder, execution);
        Network.Execute("drop table favourites; drop table follows; drop table audience");
        GiveInterests();
        Directory.CreateDirectory(logFolder);
        var file = Path.Combine(logFolder, $"events-{eventCount / 1_000_000}m.parquet");
        EventLogSql.MakeItems(Network);
        if (!System.IO.File.Exists(file)) EventLogSql.Write(Network, file, eventCount);
        Facts = ReadFacts();
        var table = EventSource.Read(new() { Inputs = [file] }, execution);
        _log = table.Events;
        Console.WriteLine($"{_log.RowCount:N0} events: {string.Join(", ", table.KeptKinds.Select(one => $"{one.Kind.Name()} {one.Count:N0}"))}");
        File = file;
    }

    internal ProductsNetwork Network => _nouns.Network;

    internal NodeIndex Consumers => _nouns.Consumers;

    internal InterestedIn Interests => _nouns.Interests;

    internal ItemFacts Facts { get; }

    internal string File { get; }

    /// <summary>The log's events for DuckDB, in memory: kinds by their numbers.</summary>
    internal void GiveEvents()
    {
        var kinds = string.Join(" ", EventKindNames.All.Select((name, kind) => string.Create(CultureInfo.InvariantCulture, $"when '{name}' then {kind}")));
        Network.Execute($"""
            create or replace table events as select "user"::integer as consumer, item::integer as item, (case kind {kinds} end)::utinyint as kind, timestamp::bigint as time_ms from '{File}'
            """);
    }

    /// <summary>A copy of the log: a build consumes it.</summary>
    internal EventColumns Log() => new([.. _log.Blocks.Select(block => new EventBlock(
        Copied(block.Users), Copied(block.Items), NativeArray<EventKind>.From(block.Kinds.AsSpan()), NativeArray<long>.From(block.TimesMs.AsSpan())))]);

    /// <summary>The log itself, which is gone afterwards.</summary>
    internal EventColumns TakeLog() => _log;

    static IdBlock Copied(IdBlock ids)
    {
        var all = new long[ids.Count];
        for (var i = 0; i < all.Length; i++) all[i] = ids.IntegerAt(i);
        return IdBlock.FromIntegers(all);
    }

    // What a consumer gives to an item, as the published tables of interests have it.
    void GiveInterests()
    {
        Network.Execute("create table log_norms (cluster integer, norm double)");
        using (var appender = Network.Duck.CreateAppender("log_norms"))
        {
            var norms = Interests.Norms(InterestScore.LogFav);
            for (var cluster = 0; cluster < Interests.ClusterCount; cluster++) appender.CreateRow().AppendValue(cluster).AppendValue((double)norms[cluster]).EndRow();
        }

        Network.Execute("""
            create table given as select consumer, cluster, (log_fav / norm)::float as score from interests join log_norms using (cluster) where log_fav > 0 and norm > 0;
            create table people as
              select row_number() over (order by cluster, consumer) - 1 as place, consumer from (select consumer, arg_max(cluster, log_fav) as cluster from interests group by consumer);
            drop table interests;
            """);
    }

    ItemFacts ReadFacts()
    {
        var count = EventLogSql.ItemCount;
        var (ids, created) = (new NativeArray<long>(count, cleared: false), new NativeArray<long>(count, cleared: false));
        var (media, sensitive) = (new NativeArray<MediaKind>(count, cleared: false), new NativeArray<bool>(count, cleared: false));
        using var command = Network.Duck.CreateCommand();
        command.CommandText = "select item, created, media, nsfw from items";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var item = reader.GetInt32(0);
            (ids[item], created[item], media[item], sensitive[item]) = (item, reader.GetInt64(1), (MediaKind)reader.GetInt32(2), reader.GetBoolean(3));
        }

        return new(NodeIndex.FromIntegers(ids)) { CreatedMs = created, Media = media, IsSensitive = sensitive };
    }

    public void Dispose()
    {
        _nouns.Dispose();
        _log.Dispose();
        Facts.Dispose();
    }
}
