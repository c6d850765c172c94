using System.Text;
using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Tables.Tests;

/// <summary>Random results of every stage, of one seed: all that a table may hold, not what a stage would compute.</summary>
sealed class Samples : IDisposable
{
    internal Samples(int seed, IdKind kind, int producerCount, int consumerCount, int clusterCount, bool hasFavourites = true)
    {
        var random = new Random(seed);
        Producers = Ids(random, kind, producerCount);
        Consumers = Ids(random, kind, consumerCount);
        KnownFor = RandomKnownFor(random, producerCount, clusterCount);
        Unassigned = [.. Enumerable.Range(0, producerCount).Where(row => KnownFor.Clusters[row] == KnownFor.None).Select(row => (row, row % 3 == 0 ? "no_edges" : "not_selected"))];
        Similarity = new(Symmetric(random, producerCount), edgesAboveThreshold: 12_345);
        InterestedIn = RandomInterests(random, consumerCount, clusterCount, hasFavourites);
        Embeddings = [.. ProducerVariants.All.Where(variant => hasFavourites || !variant.NeedsFavourites()).Select(variant => RandomEmbeddings(random, variant, producerCount, clusterCount))];
        Similar = [.. Embeddings.Where(one => one.ByCluster is not null).Select(one => new SimilarUsers(one.Variant, Symmetric(random, producerCount), 99))];
    }

    internal NodeIndex Producers { get; }

    internal NodeIndex Consumers { get; }

    internal KnownFor KnownFor { get; }

    internal (int ProducerRow, string Reason)[] Unassigned { get; }

    internal SimilarityGraph Similarity { get; }

    internal InterestedIn InterestedIn { get; }

    /// <summary>By variant.</summary>
    internal ProducerEmbeddings[] Embeddings { get; }

    internal SimilarUsers[] Similar { get; }

    internal static readonly Gen<Samples> Any = Gen.Select(Gen.Int, Gen.Bool, Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 12], Gen.Bool)
        .Select((seed, isText, producers, consumers, clusters, hasFavourites) => new Samples(seed, isText ? IdKind.Text : IdKind.Integer, producers, consumers, clusters, hasFavourites));

    internal static Samples Small(IdKind kind = IdKind.Integer) => new(1, kind, producerCount: 40, consumerCount: 30, clusterCount: 5);

    internal Manifest Manifest() => new()
    {
        IdKind = Producers.Kind,
        ClusterCount = KnownFor.ClusterCount,
        Seed = 1,
        Counts =
        {
            [ManifestCounts.EdgesAboveThreshold] = Similarity.EdgesAboveThreshold,
            [ManifestCounts.InterestsRemovedBySocialProof] = InterestedIn.RemovedBySocialProof,
            [ManifestCounts.InterestsRemovedByTruncation] = InterestedIn.RemovedByTruncation,
            [ManifestCounts.RemovedByThreshold(ProducerVariant.Follow)] = 5,
            [ManifestCounts.RemovedByTruncation(ProducerVariant.Follow)] = 6,
        },
    };

    /// <summary>The model of these samples, committed.</summary>
    internal Manifest WriteModel(string path, bool overwrite = false, int threadCount = 2)
    {
        using var writer = ModelDirectory.Create(path, overwrite);
        WriteTables(writer, threadCount);
        return writer.Commit(Manifest());
    }

    internal void WriteTables(ModelWriter writer, int threadCount = 2)
    {
        var execution = new Execution(threadCount);
        writer.WriteSimilarity(Producers, Similarity, execution);
        writer.WriteKnownFor(Producers, KnownFor, Unassigned, execution);
        writer.WriteInterestedIn(Consumers, InterestedIn, execution);
        foreach (var embeddings in Embeddings) writer.WriteProducerEmbeddings(Producers, embeddings, execution);
        foreach (var similar in Similar) writer.WriteSimilarUsers(Producers, similar, execution);
        var labels = ClusterLabelBuilder.Build(KnownFor, Producers, null, null, new());
        using var neighbors = ClusterNeighborsBuilder.Build(InterestedIn, new());
        var quality = ClusterQualityBuilder.Build(Similarity.Cosines, KnownFor);
        writer.WriteClusters(new(labels, InterestedIn, ClusterDetailsBuilder.Build(InterestedIn, KnownFor, Producers), neighbors, quality.Clusters), execution);
    }

    public void Dispose()
    {
        Producers.Dispose();
        Consumers.Dispose();
        Similarity.Dispose();
        InterestedIn.Dispose();
        foreach (var embeddings in Embeddings) embeddings.Dispose();
        foreach (var similar in Similar) similar.Dispose();
    }

    /// <summary>Distinct ids of a kind, ascending; the ends of the range and odd strings among them.</summary>
    internal static NodeIndex Ids(Random random, IdKind kind, int count)
    {
        if (kind == IdKind.Integer)
        {
            var integers = new SortedSet<long>(new[] { long.MinValue, long.MaxValue, 0 }.Take(count));
            while (integers.Count < count) integers.Add(random.NextInt64(long.MinValue, long.MaxValue));
            return NodeIndex.FromIntegers(NativeArray<long>.From([.. integers]));
        }

        var texts = new HashSet<string>(new[] { "", "Ünï 'quoted' \"and\", commas", "漢字🎈" }.Take(count), StringComparer.Ordinal);
        while (texts.Count < count) texts.Add($"user-{random.Next()}");
        var bytes = texts.Select(Encoding.UTF8.GetBytes).ToArray();
        Array.Sort(bytes, (one, other) => one.AsSpan().SequenceCompareTo(other));
        var offsets = new NativeArray<long>(count + 1L);
        for (var i = 0; i < count; i++) offsets[i + 1] = offsets[i] + bytes[i].Length;
        return NodeIndex.FromText(offsets, NativeArray<byte>.From([.. bytes.SelectMany(text => text)]));
    }

    static KnownFor RandomKnownFor(Random random, int producerCount, int clusterCount)
    {
        int[] clusters = [.. Enumerable.Range(0, producerCount).Select(_ => random.Next(4) == 0 ? KnownFor.None : random.Next(clusterCount))];
        return new(clusterCount, clusters, [.. clusters.Select(cluster => cluster == KnownFor.None ? 0 : Score(random))]);
    }

    static InterestedIn RandomInterests(Random random, int consumerCount, int clusterCount, bool hasFavourites)
    {
        var matrix = Matrix(random, consumerCount, clusterCount);
        var count = (int)matrix.EntryCount;
        NativeArray<float>[] scores = [.. Enumerable.Range(0, hasFavourites ? InterestedIn.ScoreCount : InterestedIn.FollowScoreCount).Select(_ => NativeArray<float>.From([.. Enumerable.Range(0, count).Select(_ => Score(random))]))];
        NativeArray<int> Counts() => NativeArray<int>.From([.. Enumerable.Range(0, count).Select(_ => random.Next(9))]);
        return new(
            new(clusterCount, matrix.Offsets, matrix.Keys, null), scores, Counts(), hasFavourites ? Counts() : null,
            [.. scores.Select(_ => Enumerable.Range(0, clusterCount).Select(_ => 1 - random.NextDouble()).ToArray())], [.. Enumerable.Range(0, clusterCount).Select(_ => random.Next(99))],
            removedBySocialProof: 7, removedByTruncation: 8);
    }

    static ProducerEmbeddings RandomEmbeddings(Random random, ProducerVariant variant, int producerCount, int clusterCount)
    {
        var byProducer = Matrix(random, producerCount, clusterCount);
        return new(variant, byProducer, variant.IsCosine() ? Transposed(byProducer) : null, removedByThreshold: 5, removedByTruncation: 6);
    }

    static SparseMatrix Matrix(Random random, int rowCount, int columnCount) => SparseMatrix.FromRows(
        columnCount,
        [.. Enumerable.Range(0, rowCount).Select(_ => Enumerable.Range(0, columnCount).Where(_ => random.Next(3) == 0).Select(column => (column, Score(random))).ToArray())]);

    static SparseMatrix Symmetric(Random random, int count)
    {
        var rows = Enumerable.Range(0, count).Select(_ => new List<(int, float)>()).ToArray();
        for (var i = 0; i < count; i++)
            for (var j = i + 1; j < count; j++)
            {
                if (random.Next(5) != 0) continue;
                var score = Score(random);
                rows[i].Add((j, score));
                rows[j].Add((i, score));
            }

        return SparseMatrix.FromRows(count, [.. rows.Select(row => row.ToArray())]);
    }

    static SparseMatrix Transposed(SparseMatrix matrix)
    {
        var rows = Enumerable.Range(0, matrix.ColumnCount).Select(_ => new List<(int, float)>()).ToArray();
        for (var row = 0; row < matrix.RowCount; row++)
            for (var i = 0; i < matrix.RowLength(row); i++) rows[matrix.RowKeys(row)[i]].Add((row, matrix.RowValues(row)[i]));
        return SparseMatrix.FromRows(matrix.RowCount, [.. rows.Select(row => row.ToArray())]);
    }

    // In (0, 1].
    static float Score(Random random) => 1 - random.NextSingle();
}
