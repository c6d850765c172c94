using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables.Tests;

/// <summary>Random tables of what runs add to a model, of one seed: nouns of every variant, two presets of items, recommendations, names.</summary>
sealed class AdditionSamples : IDisposable
{
    internal static readonly string[] Presets = ["fav", "push-open"];

    internal AdditionSamples(int seed, IdKind kind, NodeIndex consumers, int clusterCount, int count = 20)
    {
        var random = new Random(seed);
        Consumers = consumers;
        Nouns = [.. Enum.GetValues<NounVariant>().Select(variant => RandomNouns(random, variant, kind, clusterCount, count))];
        Items = [.. Presets.Select(_ => RandomItems(random, kind, clusterCount, count))];
        Recommendations = RandomRecommendations(random, kind, consumers, count);
        var topics = Samples.Ids(random, kind, count);
        Names = new(topics, new(Samples.Ids(random, IdKind.Text, count), [.. Enumerable.Range(0, count).OrderBy(_ => random.Next())]));
    }

    internal NodeIndex Consumers { get; }

    internal (Nouns Nouns, NounEmbeddings Embeddings)[] Nouns { get; }

    /// <summary>By preset.</summary>
    internal (ItemEmbeddings Embeddings, ClusterIndex Index)[] Items { get; }

    internal Recommendations Recommendations { get; }

    internal TopicNames Names { get; }

    internal static readonly ManifestAddition Addition = new()
    {
        Verb = "index",
        Now = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000),
        Inputs = [new("events", "events.parquet", 12, "ab")],
        Counts = { ["events"] = 12 },
    };

    internal void WriteTo(ModelExtension extension, int threadCount = 2)
    {
        var execution = new Execution(threadCount);
        foreach (var (nouns, embeddings) in Nouns) extension.WriteNounEmbeddings(nouns, embeddings, execution);
        foreach (var (preset, (embeddings, index)) in Presets.Zip(Items))
        {
            extension.WriteItemEmbeddings(preset, embeddings, execution);
            extension.WriteClusterIndex(preset, index, execution);
        }

        extension.WriteRecommendations("fav", Recommendations, execution);
        extension.WriteTopicNames(Names, execution);
    }

    internal Manifest AddTo(string path, bool overwrite = false, int threadCount = 2)
    {
        using var extension = ModelDirectory.Extend(path, overwrite);
        WriteTo(extension, threadCount);
        return extension.Commit(Addition with { Counts = new(Addition.Counts) }, new() { Threads = threadCount });
    }

    public void Dispose()
    {
        foreach (var (nouns, embeddings) in Nouns)
        {
            nouns.Dispose();
            embeddings.Dispose();
        }

        foreach (var (embeddings, index) in Items)
        {
            embeddings.Dispose();
            index.Dispose();
        }

        Recommendations.Dispose();
        Names.Dispose();
    }

    static (Nouns, NounEmbeddings) RandomNouns(Random random, NounVariant variant, IdKind kind, int clusterCount, int count)
    {
        var ids = Samples.Ids(random, kind, count);
        Nouns nouns;
        if (variant is NounVariant.TopicFollowersFav or NounVariant.TopicFollowersLogFav)
        {
            var languages = ColumnSource.IndexOf(["", "de", "en"]);
            (int Id, int Language)[] rows = [.. Enumerable.Range(0, count * 3).Where(_ => random.Next(2) == 0).Select(row => (row / 3, row % 3))];
            nouns = new(ids, languages, [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Language)]);
        }
        else
        {
            nouns = new(ids);
        }

        var byNoun = Filled(random, nouns.Count, clusterCount);
        return (nouns, new(variant, byNoun, Transpose.Of(byNoun, new(1)), RemovedByMinUsers: 3, RemovedByThreshold: 4, RemovedByTruncation: 5));
    }

    static (ItemEmbeddings, ClusterIndex) RandomItems(Random random, IdKind kind, int clusterCount, int count)
    {
        var seed = random.Next();
        var scores = Filled(random, count, clusterCount);
        return (new(Samples.Ids(new(seed), kind, count), scores), new(Samples.Ids(new(seed), kind, count), Transpose.Of(scores, new(1))));
    }

    static Recommendations RandomRecommendations(Random random, IdKind kind, NodeIndex consumers, int count)
    {
        var own = consumers.Kind == IdKind.Integer
            ? NodeIndex.FromIntegers(NativeArray<long>.From(consumers.Integers))
            : ColumnSource.IndexOf([.. Enumerable.Range(0, consumers.Count).Select(consumers.NameAt)]);

        // Each item is somebody's, and each consumer has one.
        (int Key, float Value)[][] rows = [.. Enumerable.Range(0, own.Count).Select(row => Enumerable.Range(0, count).Where(item => item % own.Count == row || row % count == item || random.Next(3) == 0).Select(item => (item, 1f)).ToArray())];
        var dots = SparseMatrix.FromRows(count, rows);
        NativeArray<float> Scores() => NativeArray<float>.From([.. Enumerable.Range(0, (int)dots.EntryCount).Select(_ => 1 - random.NextSingle())]);
        return new(own, Samples.Ids(random, kind, count), new(count, dots.Offsets, dots.Keys, null), Scores(), Scores(), Scores());
    }

    // No row is empty, as in what is read back.
    static SparseMatrix Filled(Random random, int rowCount, int columnCount) => SparseMatrix.FromRows(
        columnCount,
        [.. Enumerable.Range(0, rowCount).Select(row => Enumerable.Range(0, columnCount).Where(column => column == row % columnCount || random.Next(3) == 0).Select(column => (column, 1 - random.NextSingle())).ToArray())]);
}
