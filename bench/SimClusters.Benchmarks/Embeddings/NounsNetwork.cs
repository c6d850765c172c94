using SimClusters.Benchmarks.Products;
using SimClusters.Engagements;
using SimClusters.Events;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>A network and the interests of its people, made once and held by both sides.</summary>
sealed class NounsNetwork : IDisposable
{
    readonly string _folder;
    readonly Execution _execution;
    readonly FollowGraph _follows;

    internal NounsNetwork(string folder, Execution execution)
    {
        (_folder, _execution) = (folder, execution);
        Network = new(folder, execution);
        var favourites = FavouriteGraphBuilder.Build(Network.Favourites(), new(), execution: execution);
        favourites.State!.Dispose();
        (_follows, var weights) = SharedRows.Of(Network.Follows(), favourites.Graph, 100, execution);
        using var graph = EngagementGraphBuilder.Build(_follows, weights, new(), execution);
        Interests = InterestedInBuilder.Build(graph, Network.KnownFor(_follows.Producers), new(), execution);
        GiveInterests();
    }

    internal ProductsNetwork Network { get; }

    internal NodeIndex Consumers => _follows.Consumers;

    internal InterestedIn Interests { get; }

    /// <summary>The table of both sides: items and their topics.</summary>
    internal ItemTopics ItemTopics()
    {
        var file = Path.Combine(_folder, "item_topics.parquet");
        Network.Execute($"create or replace table item_topics as select item::integer as item, topic::integer as topic from '{file}'");
        List<(int Item, int Topic)> rows = [];
        using var command = Network.Duck.CreateCommand();
        command.CommandText = "select item, topic from item_topics";
        using (var reader = command.ExecuteReader())
            while (reader.Read()) rows.Add((reader.GetInt32(0), reader.GetInt32(1)));
        EdgeBlock[] blocks = [.. rows.Chunk(1 << 20).Select(part => new EdgeBlock(
            IdBlock.FromIntegers([.. part.Select(row => (long)row.Item)]), IdBlock.FromIntegers([.. part.Select(row => (long)row.Topic)]), weights: null))];
        var items = IdNumbering.Number([.. blocks.Select(block => block.Sources)], _execution);
        var topics = IdNumbering.Number([.. blocks.Select(block => block.Targets)], _execution);
        return new(items, topics, EdgeGrouping.Group(items.Count, topics.Count, blocks, _execution).Matrix);
    }

    /// <summary>The favourites as a log of events. Read anew: a build consumes it.</summary>
    internal EventColumns Events()
    {
        using var log = Network.Favourites();
        return new([.. log.Blocks.Select(block => new EventBlock(
            IdBlock.FromIntegers([.. Enumerable.Range(0, block.Count).Select(block.Users.IntegerAt)]), IdBlock.FromIntegers([.. Enumerable.Range(0, block.Count).Select(block.Items.IntegerAt)]),
            NativeArray<EventKind>.From([.. Enumerable.Range(0, block.Count).Select(i => block.AreUnfavourites is { } flags && flags[i] ? EventKind.Unfavourite : EventKind.Favourite)]),
            NativeArray<long>.From(block.TimesMs.AsSpan())))]);
    }

    /// <summary>Every other favourite as an interaction with an entity: four an author, so that they have audiences of every size. Read anew: a build consumes it.</summary>
    internal InteractionColumns Interactions()
    {
        using var log = Network.Favourites();
        return new([.. log.Blocks.Select(block =>
        {
            int[] kept = [.. Enumerable.Range(0, block.Count).Where(i => block.Items.IntegerAt(i) % 2 == 0)];
            return new InteractionBlock(
                IdBlock.FromIntegers([.. kept.Select(block.Users.IntegerAt)]), IdBlock.FromIntegers([.. kept.Select(i => block.Authors.IntegerAt(i) * 4 + block.Items.IntegerAt(i) / 2 % 4)]),
                NativeArray<long>.From([.. kept.Select(i => block.TimesMs[i])]));
        })]);
    }

    /// <summary>The same in DuckDB.</summary>
    internal void GiveInteractions() => Network.Execute(
        "create or replace table interactions as select consumer, producer * 4 + item // 2 % 4 as entity, time_ms from favourites where item % 2 = 0");

    /// <summary>Who follows which topic, and who speaks what, on both sides.</summary>
    internal (UserTopics Follows, Users Users) TopicFollows()
    {
        var (follows, users) = (Path.Combine(_folder, "user_topics.parquet"), Path.Combine(_folder, "users.parquet"));
        Network.Execute($"""create or replace table topic_follows as select "user"::integer as consumer, topic from '{follows}'""");
        Network.Execute($"create or replace table languages as select id::integer as consumer, language from '{users}' where language is not null");
        return (UserTopicSource.Read(follows, IdKind.Integer, _execution).Topics, UserSource.Read(users, IdKind.Integer, _execution).Users);
    }

    void GiveInterests()
    {
        Network.Execute("create or replace table interests (consumer integer, cluster integer, fav float, log_fav float)");
        using (var appender = Network.Duck.CreateAppender("interests"))
        {
            var (entries, fav, logFav) = (Interests.Entries, Interests.Scores(InterestScore.Fav)!, Interests.Scores(InterestScore.LogFav)!);
            for (var row = 0; row < entries.RowCount; row++)
                for (var entry = entries.Offsets[row]; entry < entries.Offsets[row + 1]; entry++)
                    appender.CreateRow().AppendValue((int)Consumers.IntegerAt(row)).AppendValue(entries.Keys[entry]).AppendValue(fav[entry]).AppendValue(logFav[entry]).EndRow();
        }

        Network.Execute("create or replace table cluster_norms (cluster integer, fav_norm double)");
        using var norms = Network.Duck.CreateAppender("cluster_norms");
        for (var cluster = 0; cluster < Interests.ClusterCount; cluster++) norms.CreateRow().AppendValue(cluster).AppendValue(Interests.Norms(InterestScore.Fav)[cluster]).EndRow();
    }

    public void Dispose()
    {
        Network.Dispose();
        _follows.Dispose();
        Interests.Dispose();
    }
}
