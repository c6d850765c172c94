using SimClusters.Clusters;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>All that a model says of one cluster beside who belongs to it: what the tables that it has give, and nothing for the others.</summary>
/// <param name="Row">Its label, size and norms.</param>
/// <param name="Terms">What the label is made of.</param>
/// <param name="Languages">Of its members, most frequent first, each with its share; the empty word for those of whom none is known.</param>
/// <param name="Countries">The same of countries.</param>
/// <param name="Neighbors">Clusters with an audience in common, the strongest first.</param>
/// <param name="Quality">How well it explains the similarity graph; null where the model does not say.</param>
public sealed record ClusterProfile(
    ClusterRow Row, IReadOnlyList<ClusterTerm> Terms, IReadOnlyList<WordShare> Languages, IReadOnlyList<WordShare> Countries, IReadOnlyList<ClusterNeighbor> Neighbors, ClusterQuality? Quality)
{
    internal static ClusterProfile Read(ModelLookup lookup, Model model, ClusterId cluster) => new(
        model.ReadClusters()[cluster.Row], ClusterLabelsTable.TermsOf(lookup, model, cluster), Words(lookup, model, ClusterWordsTable.Languages, cluster),
        Words(lookup, model, ClusterWordsTable.Countries, cluster), ReadNeighbors(lookup, model, cluster), ReadQuality(lookup, model, cluster));

    static WordShare[] Words(ModelLookup lookup, Model model, TableSchema schema, ClusterId cluster)
    {
        if (!model.Has(schema.Name)) return [];
        var (table, rows) = lookup.Find(schema, cluster);
        var words = table.ReadTexts(schema.Columns[1].Name, rows);
        return [.. table.Read<double>("fraction", rows).Select((share, row) => new WordShare(words[row], share)).OrderByDescending(word => word.Share)];
    }

    static ClusterNeighbor[] ReadNeighbors(ModelLookup lookup, Model model, ClusterId cluster)
    {
        if (!model.Has(ClusterNeighborsTable.Schema.Name)) return [];
        var (table, rows) = lookup.Find(ClusterNeighborsTable.Schema, cluster);
        var (follow, fav, logFav) = (
            table.Read<float>("follow_cosine_similarity", rows), table.Read<float>("fav_cosine_similarity", rows), table.Read<float>("log_fav_cosine_similarity", rows));
        return
        [
            .. table.Read<int>("neighbor", rows).Select((neighbor, row) => new ClusterNeighbor(new ClusterId(neighbor).Row, new(follow[row], fav[row], logFav[row])))
                .OrderByDescending(neighbor => neighbor.Cosines.Strength),
        ];
    }

    static ClusterQuality? ReadQuality(ModelLookup lookup, Model model, ClusterId cluster) => model.Has(ClusterQualityTable.Schema.Name) ? ClusterQualityTable.Read(lookup, cluster) : null;
}
