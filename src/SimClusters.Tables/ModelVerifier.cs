using System.Text.Json.Nodes;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What, in a few words.</param>
/// <param name="Problem">What is wrong, in a sentence; null when nothing is.</param>
public sealed record ModelCheck(string Name, string? Problem)
{
    public bool Passed => Problem is null;
}

/// <summary>Checks a whole model: that its files are those of the manifest, and that its tables say what tables of their kind may say.</summary>
/// <remarks>Memory: the ids, and one table at a time (12 bytes a row, interested_in 16). The reading of each table checks its order, ids and ranges.</remarks>
public static class ModelVerifier
{
    // Rounding of a float on its way to a table.
    const double Tolerance = 1e-5;

    /// <returns>Every check, passed or not, in the order in which they were made.</returns>
    /// <exception cref="TableFormatException">There is no manifest of a known format.</exception>
    public static IReadOnlyList<ModelCheck> Verify(string path, CancellationToken cancellation = default)
    {
        var model = new Model(Path.GetFullPath(path), Manifest.Read(Path.Combine(path, Manifest.FileName)));
        var checks = new List<ModelCheck>();
        foreach (var table in model.Manifest.Tables)
            Check(checks, $"{table.File} is the file of the manifest", () => model.CheckTable(table.Name));
        if (checks.Any(check => !check.Passed) || !model.Has(KnownForTable.Schema.Name)) return checks;

        NodeIndex? producers = null;
        Check(checks, "every producer is in known_for or in unassigned", () => producers = model.ReadProducers());
        if (producers is null) return checks;
        using (producers)
        {
            CheckKnownFor(checks, model, producers);
            cancellation.ThrowIfCancellationRequested();
            if (model.Has(SimilarityTable.Schema.Name))
                Check(checks, "similarity is symmetric, sorted and in range", () => CheckSimilarity(model, producers));
            cancellation.ThrowIfCancellationRequested();
            if (model.Has(InterestedInTable.Schema.Name))
                Check(checks, "interested_in is sorted, in range and within its limit", () => CheckInterestedIn(model));
            cancellation.ThrowIfCancellationRequested();
            if (model.Has(ProducerEmbeddingsTable.Schema.Name)) CheckEmbeddings(checks, model, producers);
        }

        return checks;
    }

    static void CheckKnownFor(List<ModelCheck> checks, Model model, NodeIndex producers)
    {
        Check(checks, "known_for has at most one cluster a producer, in range", () =>
        {
            var knownFor = model.ReadKnownFor(producers);
            ExpectRows(model, KnownForTable.Schema.Name, knownFor.Clusters.LongCount(cluster => cluster >= 0));
            if (!model.Has(ClustersTable.Schema.Name)) return;
            var counts = ClustersTable.CountMembers(knownFor);
            var clusters = model.ReadClusters();
            if (clusters.Count != model.Manifest.ClusterCount) throw Broken(model, ClustersTable.Schema.Name, $"{model.Manifest.ClusterCount:N0} clusters", $"{clusters.Count:N0}");
            foreach (var cluster in clusters)
            {
                var members = counts[cluster.Cluster.Row];
                if (cluster.MemberCount != members) throw Broken(model, ClustersTable.Schema.Name, $"{members:N0} members of cluster {cluster.Cluster}, as known_for has", $"{cluster.MemberCount:N0}");
            }
        });
        Check(checks, "unassigned is sorted, and each producer has a reason", () => ExpectRows(model, UnassignedTable.Schema.Name, model.ReadUnassigned(producers).Count));
    }

    static void CheckSimilarity(Model model, NodeIndex producers)
    {
        using var similarity = model.ReadSimilarity(producers);
        ExpectRows(model, SimilarityTable.Schema.Name, similarity.Cosines.EntryCount);
        if (Option(model, "similarity", "min_cosine") is { } minimum) ExpectAbove(model, SimilarityTable.Schema.Name, similarity.Cosines, minimum);
    }

    static void CheckInterestedIn(Model model)
    {
        using var consumers = model.ReadConsumers();
        using var interests = model.ReadInterestedIn(consumers);
        ExpectRows(model, InterestedInTable.Schema.Name, interests.FollowScores.EntryCount);
        ExpectRowLengths(model, InterestedInTable.Schema.Name, interests.FollowScores, Option(model, "interested_in", "max_clusters_per_consumer"));
    }

    static void CheckEmbeddings(List<ModelCheck> checks, Model model, NodeIndex producers) =>
        Check(checks, "producer embeddings are sorted, in range, within their limits, and equal in both directions", () =>
        {
            using var embeddings = model.ReadProducerEmbeddings(producers);
            ExpectRows(model, ProducerEmbeddingsTable.Schema.Name, embeddings.ByProducer.EntryCount);
            ExpectRows(model, ClusterTopProducersTable.Schema.Name, embeddings.ByCluster.EntryCount);
            ExpectRowLengths(model, ProducerEmbeddingsTable.Schema.Name, embeddings.ByProducer, Option(model, "producer_embeddings", "max_clusters_per_producer"));
            ExpectRowLengths(model, ClusterTopProducersTable.Schema.Name, embeddings.ByCluster, Option(model, "producer_embeddings", "max_producers_per_cluster"));
            if (Option(model, "producer_embeddings", "min_cosine") is { } minimum)
            {
                ExpectAbove(model, ProducerEmbeddingsTable.Schema.Name, embeddings.ByProducer, minimum);
                ExpectAbove(model, ClusterTopProducersTable.Schema.Name, embeddings.ByCluster, minimum);
            }

            ExpectSameScores(model, embeddings.ByProducer, embeddings.ByCluster, producers);
        });

    // Each direction is cut by its own limit: where both kept a pair, they must agree about it.
    static void ExpectSameScores(Model model, SparseMatrix byProducer, SparseMatrix byCluster, NodeIndex producers)
    {
        for (var cluster = 0; cluster < byCluster.RowCount; cluster++)
        {
            var keys = byCluster.RowKeys(cluster);
            var scores = byCluster.RowValues(cluster);
            for (var i = 0; i < keys.Length; i++)
            {
                var score = byProducer[keys[i], cluster];
                if (score is 0 || score.Equals(scores[i])) continue;
                throw Broken(model, ClusterTopProducersTable.Schema.Name, $"{score} for {producers.NameAt(keys[i])} in cluster {ClusterId.FromRow(cluster)}, as producer_embeddings has", $"{scores[i]}");
            }
        }
    }

    static void ExpectRowLengths(Model model, string table, SparseMatrix matrix, double? limit)
    {
        if (limit is null) return;
        for (var row = 0; row < matrix.RowCount; row++)
            if (matrix.RowLength(row) > limit) throw Broken(model, table, $"at most {limit:N0} rows a key, as the options say", $"{matrix.RowLength(row):N0}");
    }

    static void ExpectAbove(Model model, string table, SparseMatrix matrix, double minimum)
    {
        for (var row = 0; row < matrix.RowCount; row++)
            foreach (var value in matrix.RowValues(row))
                if (value < minimum - Tolerance) throw Broken(model, table, $"scores of {minimum} or more, as the options say", $"{value}");
    }

    static void ExpectRows(Model model, string table, long found)
    {
        var expected = model.Manifest.Tables.First(entry => entry.Name == table).Rows;
        if (expected != found) throw Broken(model, table, $"{expected:N0} rows, as the manifest says", $"{found:N0}");
    }

    static TableFormatException Broken(Model model, string table, string expected, string found) => new(model.FileOf(table), $"expected {expected}, found {found}.");

    static double? Option(Model model, string stage, string option) =>
        (model.Manifest.Options.GetValueOrDefault(stage) as JsonObject)?[option] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    static void Check(List<ModelCheck> checks, string name, Action check)
    {
        try
        {
            check();
            checks.Add(new(name, null));
        }
        catch (Exception exception) when (exception is TableFormatException or IOException)
        {
            // The result of a check is its sentence; the caller decides what a failure is worth.
            checks.Add(new(name, exception.Message));
        }
    }
}
