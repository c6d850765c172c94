using SimClusters.Benchmarks.Indexing;
using SimClusters.Benchmarks.Products;
using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Interests;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>Vectors of topics and entities as one writes them on a first afternoon: dictionaries, one thread. Logs are consumed, as ours are.</summary>
sealed class NaiveNouns(TimeSpan halfLife, long nowMs)
{
    // By noun and user: what their engagements are worth by now.
    readonly Dictionary<long, Dictionary<long, double>> _nouns = [];

    internal static NaiveNouns OfTopics(EventColumns log, ItemTopics itemTopics)
    {
        var topics = new Dictionary<long, long[]>();
        for (var row = 0; row < itemTopics.Items.Count; row++) topics.Add(itemTopics.Items.IntegerAt(row), [.. itemTopics.Pairs.RowKeys(row).ToArray().Select(itemTopics.Topics.IntegerAt)]);
        var nowMs = log.Blocks.Max(block => block.TimesMs.AsSpan().ToArray().Max());
        var nouns = new NaiveNouns(TopicEngagementsBuilder.DefaultHalfLife, nowMs);
        foreach (var (item, user, timeMs) in NaivePairs.Of(log, EngagementPairOptions.StandingFavourites, nowMs, topics.ContainsKey))
            foreach (var topic in topics[item]) nouns.Add(topic, user, timeMs);
        return nouns;
    }

    internal static NaiveNouns OfEntities(InteractionColumns log)
    {
        var nouns = new NaiveNouns(EntityEngagementsBuilder.DefaultHalfLife, log.Newest()!.Value.ToUnixTimeMilliseconds());
        foreach (var block in log.Blocks)
            for (var i = 0; i < block.Count; i++) nouns.Add(block.Entities.IntegerAt(i), block.Users.IntegerAt(i), block.TimesMs[i]);
        log.Dispose();
        return nouns;
    }

    /// <summary>E = rowL2(N) · colL2(U), in both directions.</summary>
    internal (NaiveTable ByNoun, NaiveTable ByCluster) Vectors(NodeIndex consumers, InterestedIn interests, NounEmbeddingsOptions options)
    {
        var people = new NaiveInterests(consumers, interests, options.Score);
        var norms = interests.Norms(options.Score);
        var (byNoun, byCluster) = (new NaiveTable(options.MaxClustersPerNoun), new NaiveTable(options.MaxNounsPerCluster));
        foreach (var (noun, users) in _nouns)
        {
            var norm = Math.Sqrt(users.Values.Sum(weight => weight * weight));
            foreach (var (cluster, sum) in people.Sums(users.Select(user => (user.Key, user.Value))))
            {
                var cosine = sum / (norm * norms[cluster]);
                byNoun.Add(noun, cluster, cosine);
                byCluster.Add(cluster, noun, cosine);
            }
        }

        byNoun.Cut();
        byCluster.Cut();
        return (byNoun, byCluster);
    }

    void Add(long noun, long user, long timeMs)
    {
        if (!_nouns.TryGetValue(noun, out var users)) _nouns.Add(noun, users = []);
        users[user] = users.GetValueOrDefault(user) + Math.Pow(0.5, (nowMs - timeMs) / halfLife.TotalMilliseconds);
    }
}
