using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tests.Clusters;

namespace SimClusters.Tests.Retrieval;

public class RecommendationsLawTests
{
    static readonly Gen<(int Cluster, float Score)[][]> s_rows = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 5]).Array[0, 5].Select(
        row => row.DistinctBy(entry => entry.Item1).Select(entry => (entry.Item1, entry.Item2 / 4f)).ToArray()).Array[1, 9];

    // The plan of the published query, step by step: entities_and_indexes.md §6.12.
    [Fact]
    public void Build_OfAnyUsersAndItems_EqualsThePlanAtAnyThreadCount() =>
        Gen.Select(s_rows, s_rows, Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 6]).Sample((users, vectors, threads, perConsumer, perCluster, max) =>
        {
            using var consumers = TestUsers.Ids(users.Length);
            using var interests = TestInterests.Of(5, [.. users.Select(row => row.Select(entry => (entry.Cluster, 0f, 0f, entry.Score)).ToArray())]);
            using var items = new ItemEmbeddings(TestUsers.Ids(vectors.Length), SparseMatrix.FromRows(5, vectors));
            using var found = RecommendationsBuilder.Build(
                consumers, interests, items, new() { MaxClustersPerConsumer = perConsumer, MaxItemsPerCluster = perCluster, MaxItemsPerConsumer = max }, new(threads));
            var lists = vectors.SelectMany((row, item) => row.Select(entry => (Item: item, entry.Cluster, entry.Score))).GroupBy(entry => entry.Cluster)
                .ToDictionary(list => list.Key, list => list.OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Item).Take(perCluster).ToArray());
            for (var user = 0; user < users.Length; user++)
            {
                var dots = users[user].OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Cluster).Take(perConsumer)
                    .SelectMany(query => lists.GetValueOrDefault(query.Cluster, []).Select(entry => (entry.Item, Product: (double)query.Score * entry.Score)))
                    .GroupBy(entry => entry.Item).ToDictionary(item => item.Key, item => item.Sum(entry => entry.Product));
                double Squared(int item) => vectors[item].Sum(entry => (double)entry.Score * entry.Score);
                double LogCosine(int item) => dots[item] / Math.Log(1 + Squared(item));
                Assert.Equal(Math.Min(max, dots.Count), found.Entries.RowLength(user));
                var best = dots.Keys.Select(LogCosine).OrderDescending().Take(max).Sum();
                var sum = 0.0;
                for (var entry = found.Entries.Offsets[user]; entry < found.Entries.Offsets[user + 1]; entry++)
                {
                    var item = (int)found.Items.IntegerAt(found.Entries.Keys[entry]);
                    Assert.Equal(dots[item], found.Dots[entry], 1e-5);
                    Assert.Equal(dots[item] / Math.Sqrt(Squared(item)), found.Cosines[entry], 1e-5);
                    Assert.Equal(LogCosine(item), found.LogCosines[entry], 1e-4);
                    sum += LogCosine(item);
                }

                Assert.Equal(best, sum, 1e-4);
            }
        });
}
