using SimClusters.Embeddings;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Tests.Embeddings;

public class SimilarUsersBuilderTests
{
    // offline.md §8.6, on the follow vectors of §8.4.
    [Fact]
    public void Build_OnTheRicherToy_GivesTheWorkedCosines()
    {
        using var follows = RicherToy.Follows();
        using var graph = RicherToy.Engagements(follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new());
        using var embeddings = ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Follow, new());
        using var similar = SimilarUsersBuilder.Build(embeddings, new());
        (int, int, double)[] expected = [(11, 12, 0.937959), (11, 13, 0.486595), (11, 14, 0.157237), (12, 13, 0.759334), (12, 14, 0.489916), (13, 14, 0.939271)];
        foreach (var (one, other, cosine) in expected)
        {
            Assert.Equal(cosine, similar.Cosines[one - 11, other - 11], 1e-5);
            Assert.Equal(cosine, similar.Cosines[other - 11, one - 11], 1e-5);
        }

        Assert.Equal(12, similar.Cosines.EntryCount);
    }

    [Fact]
    public void Build_AnyVectors_AreTheNearestOfTheCandidates() => Gen.Select(Vectors, Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[1, 4]).Sample((rows, maxClusters, maxProducers, max, threads) =>
    {
        using var embeddings = Embeddings(rows);
        using var similar = SimilarUsersBuilder.Build(embeddings, new() { MaxClustersPerProducer = maxClusters, MaxProducersPerCluster = maxProducers, MaxSimilarPerProducer = max }, new(threads));
        var cut = rows.Select(row => Unit(row.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(maxClusters))).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            var candidates = cut[row].Keys.SelectMany(cluster => Enumerable.Range(0, rows.Length).Where(other => rows[other].Any(entry => entry.Key == cluster))
                .OrderByDescending(other => rows[other].First(entry => entry.Key == cluster).Value).ThenBy(other => other).Take(maxProducers)).Distinct().Where(other => other != row);
            var scores = candidates.Select(other => (other, Dot: cut[row].Sum(entry => entry.Value * cut[other].GetValueOrDefault(entry.Key)))).Where(one => one.Dot > 0).ToArray();
            var found = similar.Cosines.RowKeys(row).ToArray();
            Assert.Equal(Math.Min(max, scores.Length), found.Length);
            Assert.Equal(scores.Select(one => one.Dot).OrderDescending().Take(max).Sum(), similar.Cosines.RowValues(row).ToArray().Sum(value => (double)value), 1e-5);
            foreach (var other in found) Assert.Equal(scores.Single(one => one.other == other).Dot, similar.Cosines[row, other], 1e-6);
        }
    });

    [Fact]
    public void Build_OfAggregatableVectors_IsASentence()
    {
        using var embeddings = new ProducerEmbeddings(ProducerVariant.AggregatableFav, SparseMatrix.FromRows(2, [[(0, 1f)]]), null, 0, 0);
        Assert.Contains("no lists by cluster", Assert.Throws<ArgumentException>(() => SimilarUsersBuilder.Build(embeddings, new())).Message);
    }

    [Fact]
    public void Build_NoProducers_IsEmpty()
    {
        using var embeddings = Embeddings([]);
        using var similar = SimilarUsersBuilder.Build(embeddings, new());
        Assert.Equal((0, 0L), (similar.Cosines.RowCount, similar.Cosines.EntryCount));
    }

    static readonly Gen<(int Key, float Value)[][]> Vectors = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 9]).Array[0, 5]
        .Select(row => row.DistinctBy(entry => entry.Item1).Select(entry => (entry.Item1, entry.Item2 / 10f)).ToArray()).Array[0, 12];

    static ProducerEmbeddings Embeddings((int Key, float Value)[][] rows)
    {
        var byProducer = SparseMatrix.FromRows(6, rows);
        return new(ProducerVariant.Follow, byProducer, Transpose.Of(byProducer, Execution.Default), 0, 0);
    }

    static Dictionary<int, double> Unit(IEnumerable<(int Key, float Value)> entries)
    {
        var row = entries.ToArray();
        var norm = Math.Sqrt(row.Sum(entry => (double)entry.Value * entry.Value));
        return row.ToDictionary(entry => entry.Key, entry => entry.Value / norm);
    }
}
