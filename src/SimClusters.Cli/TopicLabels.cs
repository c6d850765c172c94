using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>Communities called after the topics of the items that their audience likes, where a model has topics.</summary>
static class TopicLabels
{
    /// <param name="likes">N: who likes items of which topic.</param>
    /// <param name="topics">R.</param>
    /// <param name="names">What topics are called; without a name, what they are.</param>
    /// <param name="which">unnamed, all or none.</param>
    internal static void Add(Host host, ModelAddition addition, NounEngagements likes, NounEmbeddings topics, TopicNames? names, string which)
    {
        if (which == "none") return;
        var model = addition.Model;
        if (!model.Has(ClusterLabelsTable.Schema.Name))
        {
            host.Say("  the model does not say what its labels are made of (table cluster_labels), so they stay");
            return;
        }

        var before = model.ReadClusterLabels();
        using var lookup = model.OpenLookup();
        var words = new ModelWords(lookup);
        var options = model.Manifest.OptionsOf<ClusterLabelOptions>("cluster_labels") ?? new();
        var labels = host.Report.Step(
            "labels", _ => ItemTopicLabels.Build(
                before, topics, [.. Enumerable.Range(0, likes.Nouns.Count).Select(row => Name(likes.Nouns, row, names))], [.. Enumerable.Range(0, likes.Nouns.Count).Select(likes.Weights.RowLength)],
                which == "all", cluster => words.BestKnown(ClusterId.FromRow(cluster), 1, andMore: false), options),
            made => $"{made.Zip(before).Count(pair => pair.First.Text != pair.Second.Text):N0} of {made.Length:N0} communities are called something else now");
        var renamed = labels.Count(label => label.Terms.Any(term => term.Source == TermSource.Item));
        addition.Count("clusters_labelled_by_item_topic", renamed);
        host.Report.Figure("clusters_labelled_by_item_topic", "communities called after topics of items", renamed);
        if (labels.Zip(before).All(pair => pair.First.Text == pair.Second.Text && pair.First.Terms.SequenceEqual(pair.Second.Terms))) return;
        addition.Write("labels", (writer, execution) => writer.WriteLabels(labels, execution));
    }

    static string Name(Nouns topics, int row, TopicNames? names)
    {
        var id = NodeId.At(topics.Ids, row);
        return names?.NameOf(id) is { Length: > 0 } name ? name : id.Kind == Graphs.IdKind.Integer ? $"topic {id}" : $"{id}";
    }
}
