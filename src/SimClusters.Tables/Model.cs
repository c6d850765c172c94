using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Similarity;
using SimClusters.Tables.Columns;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>A model that is whole: its manifest, and its tables as the stages' own types.</summary>
/// <remarks>Holds the manifest alone; each call reads its table. Single rows are looked up through <see cref="ModelLookup"/>.</remarks>
public sealed class Model
{
    internal Model(string path, Manifest manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    public string Path { get; }

    public Manifest Manifest { get; }

    /// <summary>Whether the model has a table, by its name without extension.</summary>
    public bool Has(string table) => Manifest.Tables.Any(entry => entry.Name == table);

    /// <summary>The file of a table.</summary>
    /// <exception cref="TableFormatException">The model has no such table.</exception>
    public string FileOf(string table) => System.IO.Path.Combine(Path, Entry(table).File);

    /// <summary>All producers of the graph that the model was built from: those with a cluster and those without. The caller disposes it.</summary>
    public NodeIndex ReadProducers()
    {
        using var knownFor = TableReader.Open(FileOf(KnownForTable.Schema.Name), KnownForTable.Schema);
        using var unassigned = TableReader.Open(FileOf(UnassignedTable.Schema.Name), UnassignedTable.Schema);
        return SortedIds.ReadDisjoint(knownFor, unassigned);
    }

    /// <summary>The consumers who care about a cluster; the caller disposes it.</summary>
    public NodeIndex ReadConsumers()
    {
        using var table = TableReader.Open(FileOf(InterestedInTable.Schema.Name), InterestedInTable.Schema);
        return SortedIds.Read(table);
    }

    /// <param name="producers">The producers of the graph, or <see cref="ReadProducers"/>.</param>
    public KnownFor ReadKnownFor(NodeIndex producers) => KnownForTable.Read(FileOf(KnownForTable.Schema.Name), producers, Manifest.ClusterCount);

    public IReadOnlyList<(int ProducerRow, string Reason)> ReadUnassigned(NodeIndex producers) => UnassignedTable.Read(FileOf(UnassignedTable.Schema.Name), producers);

    public IReadOnlyList<ClusterRow> ReadClusters() => ClustersTable.Read(FileOf(ClustersTable.Schema.Name));

    /// <summary>What the clusters are called, and what of; by cluster row.</summary>
    public IReadOnlyList<ClusterLabel> ReadClusterLabels() =>
        [.. ReadClusters().Zip(ClusterLabelsTable.Read(FileOf(ClusterLabelsTable.Schema.Name), Manifest.ClusterCount), (row, terms) => new ClusterLabel(row.Label, terms))];

    /// <param name="producers">The producers of the graph, or <see cref="ReadProducers"/>.</param>
    public SimilarityGraph ReadSimilarity(NodeIndex producers) =>
        SimilarityTable.Read(FileOf(SimilarityTable.Schema.Name), producers, Manifest.Counts.GetValueOrDefault(ManifestCounts.EdgesAboveThreshold));

    /// <param name="consumers">The consumers of the graph, or <see cref="ReadConsumers"/>.</param>
    /// <param name="maxConsumersPerCluster">Clusters with so many consumers or more are left out; null takes all.</param>
    public InterestedIn ReadInterestedIn(NodeIndex consumers, int? maxConsumersPerCluster = null) => InterestedInTable.Read(
        FileOf(InterestedInTable.Schema.Name), consumers, ReadClusters(), maxConsumersPerCluster,
        Manifest.Counts.GetValueOrDefault(ManifestCounts.InterestsRemovedBySocialProof), Manifest.Counts.GetValueOrDefault(ManifestCounts.InterestsRemovedByTruncation));

    /// <param name="producers">The producers of the graph, or <see cref="ReadProducers"/>.</param>
    /// <param name="variant">Which vectors; of the cosine variants the model must have both directions.</param>
    public ProducerEmbeddings ReadProducerEmbeddings(NodeIndex producers, ProducerVariant variant = ProducerVariant.Follow) => new(
        variant,
        ProducerEmbeddingsTable.Read(FileOf(ProducerEmbeddingsTable.NameOf(variant)), producers, Manifest.ClusterCount, variant),
        variant.IsCosine() ? ClusterTopProducersTable.Read(FileOf(ClusterTopProducersTable.NameOf(variant)), producers, Manifest.ClusterCount, variant) : null,
        Manifest.Counts.GetValueOrDefault(ManifestCounts.RemovedByThreshold(variant)), Manifest.Counts.GetValueOrDefault(ManifestCounts.RemovedByTruncation(variant)));

    /// <summary>The favourite graph as it was at <see cref="Manifest.Now"/>; the caller disposes it.</summary>
    public FavouriteGraph ReadFavouriteGraph(Execution execution) => FavouriteGraphTable.Read(
        FileOf(FavouriteGraphTable.Name), Manifest.HalfLivesInDays, Manifest.Now ?? throw new TableFormatException(Path, "expected the time that the favourites are of in the manifest, found none."), execution);

    /// <summary>The vectors of a variant in both directions, and the nouns that have one; the caller disposes both.</summary>
    public (Nouns Nouns, NounEmbeddings Embeddings) ReadNounEmbeddings(NounVariant variant, Execution execution)
    {
        var name = NounEmbeddingsTable.NameOf(variant);
        var counts = Manifest.AdditionOf(name)?.Counts ?? [];
        var (nouns, byNoun) = NounEmbeddingsTable.Read(FileOf(name), Manifest.ClusterCount, variant, execution);
        return (nouns, new(
            variant, byNoun, ClusterTopNounsTable.Read(FileOf(ClusterTopNounsTable.NameOf(variant)), nouns, Manifest.ClusterCount, variant),
            checked((int)counts.GetValueOrDefault(ManifestCounts.RemovedByMinUsers(variant))), counts.GetValueOrDefault(ManifestCounts.RemovedByThreshold(variant)),
            counts.GetValueOrDefault(ManifestCounts.RemovedByTruncation(variant))));
    }

    /// <summary>The items' vectors of a preset, such as fav or push-open; the caller disposes them.</summary>
    public ItemEmbeddings ReadItemEmbeddings(string preset) => ItemEmbeddingsTable.Read(FileOf(ItemEmbeddingsTable.NameOf(preset)), preset, Manifest.ClusterCount);

    /// <summary>The index of a preset, such as fav or push-open; the caller disposes it.</summary>
    public ClusterIndex ReadClusterIndex(string preset, Execution execution) => ClusterIndexTable.Read(FileOf(ClusterIndexTable.NameOf(preset)), preset, Manifest.ClusterCount, execution);

    /// <summary>Everybody's recommendations out of a preset's items; the caller disposes them.</summary>
    public Recommendations ReadRecommendations(string preset, Execution execution) => RecommendationsTable.Read(FileOf(RecommendationsTable.NameOf(preset)), preset, execution);

    /// <summary>What topics are called; the caller disposes it.</summary>
    public TopicNames ReadTopicNames(Execution execution) => TopicNamesTable.Read(FileOf(TopicNamesTable.Schema.Name), execution);

    /// <summary>Single rows without reading whole tables.</summary>
    public ModelLookup OpenLookup() => new(this);

    /// <summary>The entry of a table whose file is what the manifest says.</summary>
    /// <exception cref="TableFormatException">The file is missing, or its size or hash is another.</exception>
    internal ManifestTable CheckTable(string table)
    {
        var entry = Entry(table);
        CheckSize(entry);
        var hash = FileHash.Of(FileOf(table));
        return hash == entry.Hash
            ? entry
            : throw new TableFormatException(FileOf(table), $"expected the hash {entry.Hash} of the manifest, found {hash}; the file was changed or damaged: build the model again.");
    }

    internal void CheckSize(ManifestTable table)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, table.File));
        if (!file.Exists) throw new TableFormatException(file.FullName, "expected a table that the manifest names, found no file; build the model again.");
        if (file.Length != table.Bytes)
            throw new TableFormatException(file.FullName, $"expected {table.Bytes:N0} bytes as the manifest says, found {file.Length:N0}; build the model again.");
    }

    internal int[] CountMembers()
    {
        using var table = TableReader.Open(FileOf(KnownForTable.Schema.Name), KnownForTable.Schema);
        var counts = new int[Manifest.ClusterCount];
        using var clusters = Axis.Clusters(Manifest.ClusterCount).Read(table);
        for (long row = 0; row < clusters.Length; row++) counts[clusters[row]]++;
        return counts;
    }

    ManifestTable Entry(string table) => Manifest.Tables.FirstOrDefault(entry => entry.Name == table)
        ?? throw new TableFormatException(Path, $"expected a table {table} in the model, found {string.Join(", ", Manifest.Tables.Select(entry => entry.Name))}.");
}
