using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Numerics;
using static SimClusters.Tables.TableExpectations;

namespace SimClusters.Tables;

/// <summary>Checks what later runs added to a model: nouns, items, recommendations, names. The reading of each table checks its order, ids and ranges.</summary>
static class AdditionVerifier
{
    internal static void CheckAll(List<ModelCheck> checks, Model model, CancellationToken cancellation)
    {
        var execution = new Execution(1, cancellation);
        foreach (var variant in Enum.GetValues<NounVariant>().Where(variant => model.Has(NounEmbeddingsTable.NameOf(variant))))
        {
            cancellation.ThrowIfCancellationRequested();
            Check(
                checks, $"{NounEmbeddingsTable.NameOf(variant)} and {ClusterTopNounsTable.NameOf(variant)} are sorted, in range, within their limits, and say the same", () => CheckNouns(model, variant, execution));
        }

        foreach (var table in model.Manifest.Tables.Select(table => table.Name))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ItemEmbeddingsTable.PresetOf(table) is { } items) Check(checks, $"{table} is sorted, in range and within its limit", () => CheckItems(model, table, items));
            else if (ClusterIndexTable.PresetOf(table) is { } index)
                Check(checks, $"{table} is sorted, in range, within its limit, and says what the items' vectors say", () => CheckIndex(model, table, index, execution));
            else if (RecommendationsTable.PresetOf(table) is { } preset) Check(checks, $"{table} is sorted, in range and within its limit", () => CheckRecommendations(model, table, preset, execution));
            else if (table == TopicNamesTable.Schema.Name) Check(checks, "topic_names has one name a topic", () => CheckNames(model, table, execution));
        }
    }

    static void CheckNouns(Model model, NounVariant variant, Execution execution)
    {
        var (vectors, lists) = (NounEmbeddingsTable.NameOf(variant), ClusterTopNounsTable.NameOf(variant));
        var (nouns, embeddings) = model.ReadNounEmbeddings(variant, execution);
        using (nouns)
        using (embeddings)
        {
            ExpectRows(model, vectors, embeddings.ByNoun.EntryCount);
            ExpectRows(model, lists, embeddings.ByCluster.EntryCount);
            ExpectRowLengths(model, vectors, embeddings.ByNoun, AddedOption(model, vectors, "max_clusters_per_noun"));
            ExpectRowLengths(model, lists, embeddings.ByCluster, AddedOption(model, vectors, "max_nouns_per_cluster"));
            if (AddedOption(model, vectors, "min_score") is { } minimum) ExpectAbove(model, vectors, embeddings.ByNoun, minimum);
            ExpectSameScores(
                model, lists, vectors, embeddings.ByNoun, embeddings.ByCluster, noun => noun, noun => nouns.Ids.NameAt(nouns.IdOf is null ? noun : nouns.IdOf[noun]));
        }
    }

    static void CheckItems(Model model, string table, string preset)
    {
        using var embeddings = model.ReadItemEmbeddings(preset);
        ExpectRows(model, table, embeddings.Scores.EntryCount);
        ExpectRowLengths(model, table, embeddings.Scores, AddedOption(model, ClusterIndexTable.NameOf(preset), "max_clusters_per_item"));
    }

    static void CheckIndex(Model model, string table, string preset, Execution execution)
    {
        using var index = model.ReadClusterIndex(preset, execution);
        ExpectRows(model, table, index.Scores.EntryCount);
        ExpectRowLengths(model, table, index.Scores, AddedOption(model, table, "max_items_per_cluster"));
        var items = ItemEmbeddingsTable.NameOf(preset);
        if (!model.Has(items)) return;
        using var embeddings = model.ReadItemEmbeddings(preset);
        var rows = RowMap.Of(index.Items, embeddings.Items);
        ExpectSameScores(model, table, items, embeddings.Scores, index.Scores, item => rows[item], index.Items.NameAt);
    }

    static void CheckRecommendations(Model model, string table, string preset, Execution execution)
    {
        using var recommendations = model.ReadRecommendations(preset, execution);
        ExpectRows(model, table, recommendations.Entries.EntryCount);
        ExpectRowLengths(model, table, recommendations.Entries, AddedOption(model, table, "max_items_per_consumer"));
    }

    static void CheckNames(Model model, string table, Execution execution)
    {
        using var names = model.ReadTopicNames(execution);
        ExpectRows(model, table, names.Topics.Count);
    }
}
