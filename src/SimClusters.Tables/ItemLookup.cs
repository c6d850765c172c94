using SimClusters.Graphs;

namespace SimClusters.Tables;

public readonly record struct ItemScore(NodeId Item, float Score);

/// <summary>One recommendation: a row of recommendations.</summary>
/// <param name="Dot">Over the clusters looked at.</param>
/// <param name="Cosine">The dot over the norm of the item's embedding.</param>
/// <param name="LogCosine">The dot over ln(1 + squared norm of it): what ranks.</param>
public readonly record struct Recommendation(NodeId Item, float Dot, float Cosine, float LogCosine);

/// <summary>Answers about one item, or of items. Every list is strongest first, ties to the lower id; presets are named as when the tables were made: fav, push-open.</summary>
public sealed class ItemLookup
{
    readonly ModelLookup _lookup;

    internal ItemLookup(ModelLookup lookup) => _lookup = lookup;

    /// <summary>What the ids of a preset's items are.</summary>
    public IdKind IdKindOf(string preset) => _lookup.Table(ItemEmbeddingsTable.Schema(preset)).IdKindOf(0);

    /// <summary>An item's vector of a preset; empty where the model has none.</summary>
    public IReadOnlyList<ClusterScore> Embedding(string preset, NodeId item) => _lookup.Clusters(ItemEmbeddingsTable.Schema(preset), item);

    /// <summary>A cluster's top items of a preset.</summary>
    public IReadOnlyList<ItemScore> Top(string preset, ClusterId cluster)
    {
        var (table, rows) = _lookup.Find(ClusterIndexTable.Schema(preset), cluster);
        var items = ModelLookup.ReadIds(table, "item", rows);
        return [.. table.Read<float>("score", rows).Select((score, row) => new ItemScore(items(row), score)).OrderByDescending(item => item.Score)];
    }

    /// <summary>What a consumer was recommended out of a preset's items, by log-cosine.</summary>
    public IReadOnlyList<Recommendation> Recommendations(string preset, NodeId consumer)
    {
        var table = _lookup.Table(RecommendationsTable.Schema(preset));
        var rows = ModelLookup.Find(table, consumer);
        var items = ModelLookup.ReadIds(table, "item", rows);
        var (dots, cosines, logCosines) = (table.Read<float>("dot", rows), table.Read<float>("cosine", rows), table.Read<float>("log_cosine", rows));
        return [.. dots.Select((dot, row) => new Recommendation(items(row), dot, cosines[row], logCosines[row])).OrderByDescending(one => one.LogCosine)];
    }
}
