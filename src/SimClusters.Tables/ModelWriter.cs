using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Pipeline;
using SimClusters.Similarity;
using SimClusters.Tables.Columns;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>A model directory in the making: its tables lie in a hidden sibling until <see cref="Commit"/> gives it its name.</summary>
/// <remarks>Tables that nobody asked for are passed over. Memory: 4 bytes a cluster. Disposed without a commit, it leaves nothing behind.</remarks>
public sealed class ModelWriter : IModelSink, IDisposable
{
    readonly PartialSibling _sibling;
    readonly bool _overwrite;
    readonly ModelTables _wanted;
    readonly TableFolder _folder;
    int[]? _memberCounts;

    internal ModelWriter(string path, bool overwrite, ModelTables wanted, PartialSibling sibling)
    {
        Path = path;
        _overwrite = overwrite;
        _wanted = wanted;
        _sibling = sibling;
        _folder = new(path, sibling.Path);
    }

    /// <summary>The name that the model will have.</summary>
    public string Path { get; }

    /// <summary>The tables written so far.</summary>
    public IReadOnlyList<ManifestTable> Tables => _folder.Tables;

    /// <summary>What is known of the graph's users beside the graph.</summary>
    public void WriteUsers(Users users, FollowGraph graph, Execution execution) => Add(UsersTable.Schema, file => UsersTable.Write(file, users, graph.Consumers, graph.Producers, execution));

    /// <summary>F, and the favourites that count where there are any; before everything else.</summary>
    public void WriteFavourites(FavouriteGraph graph, FavouriteState? state, Execution execution)
    {
        Add(FavouriteGraphTable.Schema(graph.HalfLivesInDays), graph.EdgeCount, file => FavouriteGraphTable.Write(file, graph, execution));
        if (state is not null) Add(FavouriteStateTable.Schema, state.Count, file => FavouriteStateTable.Write(file, graph, state, execution));
    }

    public void WriteSimilarity(NodeIndex producers, SimilarityGraph similarity, Execution execution) =>
        Add(SimilarityTable.Schema, similarity.Cosines.EntryCount, file => SimilarityTable.Write(file, producers, similarity, execution));

    public void WriteKnownFor(NodeIndex producers, KnownFor knownFor, IReadOnlyList<(int ProducerRow, string Reason)> unassigned, Execution execution)
    {
        _memberCounts = ClustersTable.CountMembers(knownFor);
        if (_memberCounts.Sum() + unassigned.Count != producers.Count)
            throw new ArgumentException($"{producers.Count:N0} producers, of which {_memberCounts.Sum():N0} have a cluster and {unassigned.Count:N0} a reason for having none.", nameof(unassigned));
        Add(KnownForTable.Schema, _memberCounts.Sum(), file => KnownForTable.Write(file, producers, knownFor, execution));
        Add(UnassignedTable.Schema, unassigned.Count, file => UnassignedTable.Write(file, producers, unassigned, execution));
    }

    public void WriteEngagements(EngagementGraph graph, Execution execution)
    {
        Add(NormsAndCountsTable.Schema, graph.ProducerCount, file => NormsAndCountsTable.Write(file, graph.Producers, graph.Norms, execution));
        Add(EngagementGraphTable.Schema, file => EngagementGraphTable.Write(file, graph, execution));
    }

    public void WriteInterestedIn(NodeIndex consumers, InterestedIn interestedIn, Execution execution) =>
        Add(InterestedInTable.Schema, interestedIn.Entries.EntryCount, file => InterestedInTable.Write(file, consumers, interestedIn, execution));

    public void WriteInterestProofs(NodeIndex consumers, NodeIndex producers, InterestedIn interestedIn, InterestProofs proofs, Execution execution) =>
        Add(InterestedInProofTable.Schema, proofs.Count, file => InterestedInProofTable.Write(file, consumers, producers, interestedIn, proofs, execution));

    public void WriteProducerEmbeddings(NodeIndex producers, ProducerEmbeddings embeddings, Execution execution)
    {
        var variant = embeddings.Variant;
        Add(ProducerEmbeddingsTable.Schema(variant), embeddings.ByProducer.EntryCount, file => ProducerEmbeddingsTable.Write(file, producers, variant, embeddings.ByProducer, execution));
        if (embeddings.ByCluster is { } byCluster)
            Add(ClusterTopProducersTable.Schema(variant), byCluster.EntryCount, file => ClusterTopProducersTable.Write(file, producers, variant, byCluster, execution));
    }

    public void WriteSimilarUsers(NodeIndex producers, SimilarUsers similar, Execution execution) =>
        Add(SimilarUsersTable.Schema(similar.Variant), similar.Cosines.EntryCount, file => SimilarUsersTable.Write(file, producers, similar, execution));

    public void WriteClusters(ClusterResults clusters, Execution execution)
    {
        if (_memberCounts is null) throw new InvalidOperationException("KnownFor comes before the clusters.");
        Add(ClustersTable.Schema, _memberCounts.Length, file => ClustersTable.Write(file, ClustersTable.Rows(clusters.Labels, _memberCounts, clusters.InterestedIn), execution));
        Add(ClusterLabelsTable.Schema, file => ClusterLabelsTable.Write(file, clusters.Labels, execution));
        var details = clusters.Details;
        Add(ClusterDetailsTable.Schema, details.ClusterRows.Length, file => ClusterDetailsTable.Write(file, details, execution));
        if (details.Languages.Length > 0) Add(ClusterWordsTable.Languages, file => ClusterWordsTable.Write(file, ClusterWordsTable.Languages, details.ClusterRows, details.Languages, execution));
        if (details.Countries.Length > 0) Add(ClusterWordsTable.Countries, file => ClusterWordsTable.Write(file, ClusterWordsTable.Countries, details.ClusterRows, details.Countries, execution));
        Add(ClusterNeighborsTable.Schema, clusters.Neighbors.Pairs.EntryCount, file => ClusterNeighborsTable.Write(file, clusters.Neighbors, execution));
        if (clusters.Quality is { } quality) Add(ClusterQualityTable.Schema, quality.Count, file => ClusterQualityTable.Write(file, quality, execution));
    }

    /// <summary>What became of the clusters of the model before.</summary>
    public void WriteChanges(IReadOnlyList<ClusterChange> changes, Execution execution) => Add(ClusterChangesTable.Schema, changes.Count, file => ClusterChangesTable.Write(file, changes, execution));

    /// <summary>Takes over a table of another model as it is: for a run that starts in the middle.</summary>
    /// <exception cref="TableFormatException">The other model lacks the table or its hash does not match.</exception>
    public void Copy(Model from, string table)
    {
        _folder.Copy(from, table);
        if (table == KnownForTable.Schema.Name) _memberCounts = from.CountMembers();
    }

    /// <summary>Writes the manifest, and gives the directory its name in one step; an old model stays whole until then.</summary>
    /// <param name="manifest">Everything but the tables, which are filled in here.</param>
    /// <exception cref="IOException">The disk is full, or something took the name meanwhile.</exception>
    public Manifest Commit(Manifest manifest)
    {
        manifest = manifest with { Tables = [.. _folder.Tables.OrderBy(table => table.Name, StringComparer.Ordinal)] };
        WriteFailure.Explain(Path, () =>
        {
            manifest.Write(System.IO.Path.Combine(_sibling.Path, Manifest.FileName));
            DurableFiles.FlushDirectory(_sibling.Path);
            TakeName();
            DurableFiles.FlushDirectory(System.IO.Path.GetDirectoryName(Path)!);
        });
        return manifest;
    }

    public void Dispose() => _sibling.Dispose();

    void TakeName()
    {
        if (!Directory.Exists(Path))
        {
            Directory.Move(_sibling.Path, Path);
            return;
        }

        // Asked again: much can happen to a directory while a model is made.
        ModelDirectory.RefuseUnlessReplaceable(Path, _overwrite);
        _sibling.Replace(Path);
    }

    void Add(TableSchema schema, long rows, Action<string> write) => Add(schema, file =>
    {
        write(file);
        return rows;
    });

    // Of a table whose rows are counted while it is written.
    void Add(TableSchema schema, Func<string, long> write)
    {
        if (TableNames.IsAmong(schema.Name, _wanted)) _folder.Add(schema, write);
    }
}
