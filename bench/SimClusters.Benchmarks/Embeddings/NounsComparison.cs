using SimClusters.Benchmarks.Products;
using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>Vectors of topics, entities and who follows a topic, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>nouns NETWORK-FOLDER [threads] [rounds] [part of a name]: a folder of <c>simclusters generate</c>. A first round warms up and compares the results. Last, naive twins of topics and entities, which the part <c>naive</c> is alone.</remarks>
sealed class NounsComparison
{
    readonly NounsNetwork _nouns;
    readonly Execution _execution;
    readonly ProductTimes _times;

    NounsComparison(NounsNetwork nouns, Execution execution, string filter) => (_nouns, _execution, _times) = (nouns, execution, new(nouns.Network, filter));

    internal static void Run(string[] arguments)
    {
        var execution = new Execution(arguments.Length > 1 ? int.Parse(arguments[1]) : 2);
        var rounds = arguments.Length > 2 ? int.Parse(arguments[2]) : 3;
        using var nouns = new NounsNetwork(arguments[0], execution);
        Console.WriteLine($"U: {nouns.Interests.Entries.EntryCount:N0} entries of {nouns.Consumers.Count:N0} consumers and {nouns.Interests.ClusterCount:N0} clusters");
        var comparison = new NounsComparison(nouns, execution, arguments.Length > 3 ? arguments[3] : "");
        comparison.Topics(rounds);
        comparison.Entities(rounds);
        comparison.Followers(rounds);
        comparison.Naive(rounds);
        comparison._times.Report();
    }

    void Topics(int rounds)
    {
        if (!_times.Wants("topics: log to R") && !_times.Wants("topics: log to T") && !_times.Wants("topics: T to R")) return;
        using var itemTopics = _nouns.ItemTopics();
        Console.WriteLine($"topics: {itemTopics.Topics.Count:N0} of {itemTopics.Items.Count:N0} items, {itemTopics.Pairs.EntryCount:N0} pairs");
        Rounds(rounds, () =>
        {
            var log = _nouns.Events();
            using var likes = _times.Time("topics: log to T", () => Likes(log, itemTopics), NounsSql.LikesOfTheLog);
            using var embeddings = _times.Time("topics: T to R", () => Vectors(NounVariant.Topic, likes.Engagements), NounsSql.Topics);
            OfTheLog(itemTopics);
            Check("topics", embeddings, RowsById(itemTopics.Topics), $"{likes.Report.FavouriteCount:N0} favourites, {likes.Engagements.Weights.EntryCount:N0} entries of T", "T to R", "log to R");
        });
    }

    // The whole way: the last event of a user and an item decides, and what stands is added up by topic.
    void OfTheLog(ItemTopics itemTopics)
    {
        if (!_times.Wants("topics: log to R")) return;
        var log = _nouns.Events();
        using var _ = _times.Time("topics: log to R", () => TopicVectors(log, itemTopics), NounsSql.TopicsOfTheLog);
    }

    NounEmbeddings TopicVectors(EventColumns log, ItemTopics itemTopics)
    {
        using var likes = Likes(log, itemTopics);
        return Vectors(NounVariant.Topic, likes.Engagements);
    }

    TopicEngagements Likes(EventColumns log, ItemTopics itemTopics) => TopicEngagementsBuilder.Build(log, itemTopics, TopicEngagementsBuilder.DefaultHalfLife, execution: _execution);

    void Entities(int rounds)
    {
        if (!_times.Wants("entities: log to N") && !_times.Wants("entities: N to E") && !_times.Wants("entities: log to E")) return;
        _nouns.GiveInteractions();
        Rounds(rounds, () =>
        {
            var log = _nouns.Interactions();
            var count = log.RowCount;
            using var engagements = _times.Time("entities: log to N", () => EntityEngagements(log), NounsSql.EntityEngagements);
            using var embeddings = _times.Time("entities: N to E", () => Vectors(NounVariant.Entity, engagements), NounsSql.Entities);
            EntitiesOfTheLog();
            Check("entities", embeddings, RowsById(engagements.Nouns.Ids), $"{count:N0} interactions with {engagements.Nouns.Count:N0} entities, {engagements.Weights.EntryCount:N0} entries of N", "N to E", "log to E");
        });
    }

    void EntitiesOfTheLog()
    {
        if (!_times.Wants("entities: log to E")) return;
        var log = _nouns.Interactions();
        using var _ = _times.Time("entities: log to E", () => EntityVectors(log), NounsSql.EntitiesOfTheLog);
    }

    NounEmbeddings EntityVectors(InteractionColumns log)
    {
        using var engagements = EntityEngagements(log);
        return Vectors(NounVariant.Entity, engagements);
    }

    NounEngagements EntityEngagements(InteractionColumns log) => EntityEngagementsBuilder.Build(log, EntityEngagementsBuilder.DefaultHalfLife, execution: _execution);

    void Followers(int rounds)
    {
        if (!_times.Wants("followers: fav") && !_times.Wants("followers: log fav")) return;
        var (follows, users) = _nouns.TopicFollows();
        using var _ = follows;
        using var __ = users;
        Rounds(rounds, () =>
        {
            foreach (var (name, variant, score) in new[] { ("followers: fav", NounVariant.TopicFollowersFav, "fav"), ("followers: log fav", NounVariant.TopicFollowersLogFav, "log_fav") })
            {
                using var embeddings = _times.Time(
                    name, () =>
                    {
                        using var nouns = TopicFollowersBuilder.Build(follows, users, _execution);
                        return Vectors(variant, nouns);
                    },
                    NounsSql.Followers(score));
                if (_times.IsFirstRound) Console.WriteLine($"  {name}: {follows.Pairs.EntryCount:N0} follows, {embeddings.ByNoun.RowCount:N0} nouns, {embeddings.RemovedByMinUsers:N0} too small, {embeddings.ByNoun.EntryCount:N0} and {embeddings.ByCluster.EntryCount:N0} entries");
                if (_times.IsFirstRound) CheckFollowers(name, embeddings, follows, users);
            }
        });
    }

    void Naive(int rounds)
    {
        if (!_times.Wants("naive")) return;
        using (var itemTopics = _nouns.ItemTopics())
            Naive("topics: log to R, all of the log", rounds, _nouns.Events, NounVariant.Topic, log => TopicVectors(log, itemTopics), log => NaiveNouns.OfTopics(log, itemTopics), RowsById(itemTopics.Topics));
        using var engagements = EntityEngagements(_nouns.Interactions());
        Naive("entities: log to E, all of the log", rounds, _nouns.Interactions, NounVariant.Entity, EntityVectors, NaiveNouns.OfEntities, RowsById(engagements.Nouns.Ids));
    }

    void Naive<TLog>(string name, int rounds, Func<TLog> log, NounVariant variant, Func<TLog, NounEmbeddings> ours, Func<TLog, NaiveNouns> twin, int[] rows) => NaiveTwin.Compare(
        name, rounds, log, ours, all => twin(all).Vectors(_nouns.Consumers, _nouns.Interests, NounEmbeddingsOptions.Of(variant)),
        (embeddings, naive) =>
        [
            $"by noun: {EntriesCheck.Run("the twin", naive.ByNoun.Entries.Select(entry => (rows[entry.Row], (int)entry.Key, entry.Score)), embeddings.ByNoun, embeddings.ByNoun.Values!)}",
            $"by cluster: {EntriesCheck.Run("the twin", naive.ByCluster.Entries.Select(entry => ((int)entry.Row, rows[entry.Key], entry.Score)), embeddings.ByCluster, embeddings.ByCluster.Values!)}",
        ]);

    NounEmbeddings Vectors(NounVariant variant, NounEngagements nouns) =>
        NounEmbeddingsBuilder.Build(variant, nouns, _nouns.Consumers, _nouns.Interests, NounEmbeddingsOptions.Of(variant), _execution);

    void Rounds(int count, Action round)
    {
        for (var number = -1; number < count; number++)
        {
            _times.IsFirstRound = number < 0;
            round();
        }
    }

    // Compared wherever one of the parts has made DuckDB's tables.
    void Check(string name, NounEmbeddings embeddings, int[] rows, string sizes, params string[] parts)
    {
        if (!_times.IsFirstRound) return;
        Console.WriteLine($"  {name}: {sizes}, {embeddings.ByNoun.EntryCount:N0} and {embeddings.ByCluster.EntryCount:N0} entries of E");
        if (!parts.Any(part => _times.Wants($"{name}: {part}"))) return;
        Console.WriteLine($"  {name}, by noun: {ProductsCheck.Run(_nouns.Network.Duck, $"select noun, cluster, cosine from {name}_by_noun", id => rows[id], id => id, embeddings.ByNoun, embeddings.ByNoun.Values)}");
        Console.WriteLine($"  {name}, by cluster: {ProductsCheck.Run(_nouns.Network.Duck, $"select cluster, noun, cosine from {name}_by_cluster", id => id, id => rows[id], embeddings.ByCluster, embeddings.ByCluster.Values)}");
    }

    // Words are no numbers: DuckDB is given the number of each.
    void CheckFollowers(string name, NounEmbeddings embeddings, UserTopics follows, Users users)
    {
        using var nouns = TopicFollowersBuilder.Build(follows, users, _execution);
        _nouns.Network.Execute("create or replace table noun_rows (noun varchar, noun_row integer)");
        using (var appender = _nouns.Network.Duck.CreateAppender("noun_rows"))
        {
            for (var row = 0; row < nouns.Nouns.Count; row++)
                appender.CreateRow().AppendValue($"{nouns.Nouns.Ids.NameAt(nouns.Nouns.IdOf![row])} {nouns.Nouns.Languages!.NameAt(nouns.Nouns.LanguageOf![row])}").AppendValue(row).EndRow();
        }

        var duck = _nouns.Network.Duck;
        Console.WriteLine($"  {name}, by noun: {ProductsCheck.Run(duck, "select noun_row, cluster, cosine from followers_by_noun join noun_rows using (noun)", id => id, id => id, embeddings.ByNoun, embeddings.ByNoun.Values)}");
        Console.WriteLine($"  {name}, by cluster: {ProductsCheck.Run(duck, "select cluster, noun_row, cosine from followers_by_cluster join noun_rows using (noun)", id => id, id => id, embeddings.ByCluster, embeddings.ByCluster.Values)}");
    }

    static int[] RowsById(NodeIndex ids)
    {
        var rows = new int[ids.Count == 0 ? 0 : ids.IntegerAt(ids.Count - 1) + 1];
        for (var row = 0; row < ids.Count; row++) rows[ids.IntegerAt(row)] = row;
        return rows;
    }
}
