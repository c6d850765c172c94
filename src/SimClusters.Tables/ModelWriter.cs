using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Pipeline;
using SimClusters.Similarity;
using SimClusters.Tables.Columns;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>A model directory in the making: its tables lie in a hidden sibling until <see cref="Commit"/> gives it its name.</summary>
/// <remarks>Memory: 4 bytes a cluster. Disposed without a commit, it leaves nothing behind.</remarks>
public sealed class ModelWriter : IModelSink, IDisposable
{
    readonly PartialSibling _sibling;
    readonly bool _overwrite;
    readonly List<ManifestTable> _tables = [];
    int[]? _memberCounts;

    internal ModelWriter(string path, bool overwrite, PartialSibling sibling)
    {
        Path = path;
        _overwrite = overwrite;
        _sibling = sibling;
    }

    /// <summary>The name that the model will have.</summary>
    public string Path { get; }

    /// <summary>The tables written so far.</summary>
    public IReadOnlyList<ManifestTable> Tables => _tables;

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

    public void WriteInterestedIn(NodeIndex consumers, InterestedIn interestedIn, Execution execution)
    {
        if (_memberCounts is null) throw new InvalidOperationException("KnownFor comes before InterestedIn.");
        Add(InterestedInTable.Schema, interestedIn.FollowScores.EntryCount, file => InterestedInTable.Write(file, consumers, interestedIn, execution));
        Add(ClustersTable.Schema, _memberCounts.Length, file => ClustersTable.Write(file, ClustersTable.Rows(_memberCounts, interestedIn), execution));
    }

    public void WriteProducerEmbeddings(NodeIndex producers, ProducerEmbeddings embeddings, Execution execution)
    {
        Add(ProducerEmbeddingsTable.Schema, embeddings.ByProducer.EntryCount, file => ProducerEmbeddingsTable.Write(file, producers, embeddings.ByProducer, execution));
        Add(ClusterTopProducersTable.Schema, embeddings.ByCluster.EntryCount, file => ClusterTopProducersTable.Write(file, producers, embeddings.ByCluster, execution));
    }

    /// <summary>Takes over a table of another model as it is: for a run that starts in the middle.</summary>
    /// <exception cref="TableFormatException">The other model lacks the table or its hash does not match.</exception>
    public void Copy(Model from, string table)
    {
        var entry = from.CheckTable(table);
        WriteFailure.Explain(Path, () => File.Copy(from.FileOf(table), System.IO.Path.Combine(_sibling.Path, entry.File)));
        _tables.Add(entry);
        if (table == KnownForTable.Schema.Name) _memberCounts = from.CountMembers();
    }

    /// <summary>Writes the manifest, and gives the directory its name in one step; an old model stays whole until then.</summary>
    /// <param name="manifest">Everything but the tables, which are filled in here.</param>
    /// <exception cref="IOException">The disk is full, or something took the name meanwhile.</exception>
    public Manifest Commit(Manifest manifest)
    {
        manifest = manifest with { Tables = [.. _tables.OrderBy(table => table.Name, StringComparer.Ordinal)] };
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
        if (DurableFiles.TryExchange(_sibling.Path, Path)) return; // The old model is the sibling now, which Dispose removes.
        Directory.Move(Path, _sibling.Aside);
        Directory.Move(_sibling.Path, Path);
    }

    void Add(TableSchema schema, long rows, Action<string> write) => WriteFailure.Explain(Path, () =>
    {
        var file = System.IO.Path.Combine(_sibling.Path, schema.FileName);
        write(file);
        DurableFiles.Flush(file);
        _tables.Add(new(schema.Name, schema.FileName, rows, new FileInfo(file).Length, FileHash.Of(file)));
    });
}
