using SimClusters.Embeddings;
using SimClusters.Graphs;

namespace SimClusters.Tables;

/// <param name="Noun">An entity, a topic or a hashtag.</param>
/// <param name="Language">Of topics by their followers; else null.</param>
public readonly record struct NounScore(NodeId Noun, string? Language, float Score);

/// <summary>Answers about one entity, topic or hashtag. Every list is strongest first, ties to the lower id.</summary>
public sealed class NounLookup
{
    readonly ModelLookup _lookup;
    readonly Model _model;
    readonly Dictionary<NodeId, string?> _names = [];

    internal NounLookup(ModelLookup lookup, Model model)
    {
        _lookup = lookup;
        _model = model;
    }

    /// <summary>What the ids of a variant's nouns are.</summary>
    public IdKind IdKindOf(NounVariant variant) => _lookup.Table(NounEmbeddingsTable.Schema(variant)).IdKindOf(0);

    /// <summary>A noun's vector of a variant; empty where the model has none.</summary>
    /// <param name="language">Of topics by their followers: which; null has no vector there, and is wanted elsewhere.</param>
    public IReadOnlyList<ClusterScore> Embedding(NounVariant variant, NodeId noun, string? language = null)
    {
        var table = _lookup.Table(NounEmbeddingsTable.Schema(variant));
        var rows = ModelLookup.Find(table, noun);
        if (NounColumns.HasLanguages(variant) != language is not null) return [];
        var clusters = table.Read<int>("cluster", rows);
        var scores = table.Read<float>("score", rows);
        var languages = language is null ? null : table.ReadTexts(NounColumns.Language, rows);
        return [.. Enumerable.Range(0, clusters.Length).Where(row => languages is null || languages[row] == language)
            .Select(row => new ClusterScore(new(clusters[row]), scores[row])).OrderByDescending(cluster => cluster.Score)];
    }

    /// <summary>The languages in which a topic has a vector by its followers, in ordinal order.</summary>
    public IReadOnlyList<string> Languages(NounVariant variant, NodeId topic)
    {
        if (!NounColumns.HasLanguages(variant)) return [];
        var table = _lookup.Table(NounEmbeddingsTable.Schema(variant));
        return [.. table.ReadTexts(NounColumns.Language, ModelLookup.Find(table, topic)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The nouns whose users are most like a cluster's.</summary>
    public IReadOnlyList<NounScore> Top(NounVariant variant, ClusterId cluster)
    {
        var (table, rows) = _lookup.Find(ClusterTopNounsTable.Schema(variant), cluster);
        var nouns = ModelLookup.ReadIds(table, NounColumns.Noun(variant), rows);
        var languages = NounColumns.HasLanguages(variant) ? table.ReadTexts(NounColumns.Language, rows) : null;
        return [.. table.Read<float>("score", rows).Select((score, row) => new NounScore(nouns(row), languages?[row], score)).OrderByDescending(noun => noun.Score)];
    }

    /// <summary>What a topic is called, where the model knows it; else null.</summary>
    public string? NameOf(NodeId topic)
    {
        if (!_model.Has(TopicNamesTable.Schema.Name)) return null;
        if (_names.TryGetValue(topic, out var name)) return name;
        var table = _lookup.Table(TopicNamesTable.Schema);
        return _names[topic] = table.ReadTexts("name", ModelLookup.Find(table, topic)).FirstOrDefault();
    }
}
