using SimClusters.Embeddings;
using SimClusters.Graphs;
using static SimClusters.Tables.TableExpectations;

namespace SimClusters.Tables;

/// <summary>Checks a whole model: that its files are those of the manifest, and that its tables say what tables of their kind may say.</summary>
/// <remarks>Memory: the ids, and one table at a time (12 bytes a row, interested_in 16). The reading of each table checks its order, ids and ranges.</remarks>
public static class ModelVerifier
{
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
            if (model.Has(InterestedInTable.Schema.Name) && model.Has(ClustersTable.Schema.Name))
                Check(checks, "interested_in is sorted, in range and within its limit", () => CheckInterestedIn(model));
            cancellation.ThrowIfCancellationRequested();
            CheckEmbeddings(checks, model, producers);
        }

        AdditionVerifier.CheckAll(checks, model, cancellation);
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
        ExpectRows(model, InterestedInTable.Schema.Name, interests.Entries.EntryCount);
        ExpectRowLengths(model, InterestedInTable.Schema.Name, interests.Entries, Option(model, "interested_in", "max_clusters_per_consumer"));
    }

    static void CheckEmbeddings(List<ModelCheck> checks, Model model, NodeIndex producers)
    {
        foreach (var variant in ProducerVariants.All.Where(variant => model.Has(ProducerEmbeddingsTable.NameOf(variant))))
            Check(checks, $"{ProducerEmbeddingsTable.NameOf(variant)} is sorted, in range and within its limit", () => CheckVectors(model, producers, variant));
        foreach (var variant in ProducerVariants.All.Where(variant => variant.IsCosine() && model.Has(ClusterTopProducersTable.NameOf(variant))))
            Check(checks, $"{ClusterTopProducersTable.NameOf(variant)} is sorted, in range, within its limit, and says what the vectors say", () => CheckTopProducers(model, producers, variant));
        foreach (var variant in ProducerVariants.All.Where(variant => variant.IsCosine() && model.Has(SimilarUsersTable.NameOf(variant))))
            Check(checks, $"{SimilarUsersTable.NameOf(variant)} is sorted, in range and within its limit", () => CheckSimilarUsers(model, producers, variant));
    }

    static void CheckVectors(Model model, NodeIndex producers, ProducerVariant variant)
    {
        var name = ProducerEmbeddingsTable.NameOf(variant);
        using var vectors = ProducerEmbeddingsTable.Read(model.FileOf(name), producers, model.Manifest.ClusterCount, variant);
        ExpectRows(model, name, vectors.EntryCount);
        ExpectRowLengths(model, name, vectors, Option(model, "producer_embeddings", "max_clusters_per_producer"));
        if (variant.IsCosine() && Option(model, "producer_embeddings", "min_cosine") is { } minimum) ExpectAbove(model, name, vectors, minimum);
    }

    static void CheckTopProducers(Model model, NodeIndex producers, ProducerVariant variant)
    {
        var name = ClusterTopProducersTable.NameOf(variant);
        using var lists = ClusterTopProducersTable.Read(model.FileOf(name), producers, model.Manifest.ClusterCount, variant);
        ExpectRows(model, name, lists.EntryCount);
        ExpectRowLengths(model, name, lists, Option(model, "producer_embeddings", "max_producers_per_cluster"));
        if (Option(model, "producer_embeddings", "min_cosine") is { } minimum) ExpectAbove(model, name, lists, minimum);
        if (!model.Has(ProducerEmbeddingsTable.NameOf(variant))) return;
        using var vectors = ProducerEmbeddingsTable.Read(model.FileOf(ProducerEmbeddingsTable.NameOf(variant)), producers, model.Manifest.ClusterCount, variant);
        ExpectSameScores(model, name, ProducerEmbeddingsTable.NameOf(variant), vectors, lists, producer => producer, producers.NameAt);
    }

    static void CheckSimilarUsers(Model model, NodeIndex producers, ProducerVariant variant)
    {
        var name = SimilarUsersTable.NameOf(variant);
        using var similar = SimilarUsersTable.Read(model.FileOf(name), producers, variant);
        ExpectRows(model, name, similar.EntryCount);
        ExpectRowLengths(model, name, similar, Option(model, "similar_users", "max_similar_per_producer"));
    }
}
