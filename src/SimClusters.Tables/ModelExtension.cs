using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tables.Columns;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>Tables on their way into a model that is there: they lie in a hidden sibling until <see cref="Commit"/> puts them and all that was there under the model's name in one step.</summary>
/// <remarks>The tables that were there keep their bytes, and where the file system has links they are the same files. Disposed without a commit, it leaves the model as it was.</remarks>
public sealed class ModelExtension : IDisposable
{
    readonly PartialSibling _sibling;
    readonly TableFolder _folder;
    readonly bool _overwrite;
    readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    internal ModelExtension(Model model, bool overwrite, PartialSibling sibling)
    {
        Model = model;
        _overwrite = overwrite;
        _sibling = sibling;
        _folder = new(model.Path, sibling.Path);
    }

    /// <summary>The model as it is.</summary>
    public Model Model { get; }

    /// <summary>The tables written so far.</summary>
    public IReadOnlyList<ManifestTable> Tables => _folder.Tables;

    /// <summary>Refuses tables that the model has already, unless they may be replaced: asked first, it spares the work.</summary>
    /// <param name="tables">Names without extension, such as <see cref="ClusterIndexTable.NameOf"/>.</param>
    /// <exception cref="IOException">One is there, and may not be replaced.</exception>
    public void RefuseUnlessFree(params IEnumerable<string> tables)
    {
        if (_overwrite) return;
        foreach (var table in tables)
            if (Model.Has(table)) throw new IOException($"{Model.Path}: the model has a table {table} already; pass --overwrite to replace it.");
    }

    /// <summary>Both directions of the vectors of a variant.</summary>
    public void WriteNounEmbeddings(Nouns nouns, NounEmbeddings embeddings, Execution execution)
    {
        var variant = embeddings.Variant;
        Add(NounEmbeddingsTable.Schema(variant), embeddings.ByNoun.EntryCount, file => NounEmbeddingsTable.Write(file, nouns, embeddings, execution));
        Add(ClusterTopNounsTable.Schema(variant), embeddings.ByCluster.EntryCount, file => ClusterTopNounsTable.Write(file, nouns, embeddings, execution));
        _counts[ManifestCounts.RemovedByMinUsers(variant)] = embeddings.RemovedByMinUsers;
        _counts[ManifestCounts.RemovedByThreshold(variant)] = embeddings.RemovedByThreshold;
        _counts[ManifestCounts.RemovedByTruncation(variant)] = embeddings.RemovedByTruncation;
    }

    public void WriteItemEmbeddings(string preset, ItemEmbeddings embeddings, Execution execution) =>
        Add(ItemEmbeddingsTable.Schema(preset), embeddings.Scores.EntryCount, file => ItemEmbeddingsTable.Write(file, preset, embeddings, execution));

    public void WriteClusterIndex(string preset, ClusterIndex index, Execution execution) =>
        Add(ClusterIndexTable.Schema(preset), index.Scores.EntryCount, file => ClusterIndexTable.Write(file, preset, index, execution));

    /// <param name="preset">That of the items.</param>
    public void WriteRecommendations(string preset, Recommendations recommendations, Execution execution) =>
        Add(RecommendationsTable.Schema(preset), recommendations.Entries.EntryCount, file => RecommendationsTable.Write(file, preset, recommendations, execution));

    public void WriteTopicNames(TopicNames names, Execution execution) => Add(TopicNamesTable.Schema, names.Topics.Count, file => TopicNamesTable.Write(file, names, execution));

    /// <summary>Clusters under new labels: the rows of clusters are as they were but for those, so that nobody needs to allow their replacement.</summary>
    /// <param name="labels">By cluster row.</param>
    /// <exception cref="ArgumentException">The labels are not as many as the clusters.</exception>
    public void WriteLabels(IReadOnlyList<ClusterLabel> labels, Execution execution)
    {
        var rows = Model.ReadClusters();
        if (labels.Count != rows.Count) throw new ArgumentException($"{labels.Count:N0} labels for {rows.Count:N0} clusters.", nameof(labels));
        _folder.Add(ClustersTable.Schema, file =>
        {
            ClustersTable.Write(file, [.. rows.Zip(labels, (row, label) => row with { Label = label.Text })], execution);
            return rows.Count;
        });
        _folder.Add(ClusterLabelsTable.Schema, file => ClusterLabelsTable.Write(file, labels, execution));
    }

    /// <summary>Puts the new tables beside the old ones, in one step; the model stays whole, and as it was, until then.</summary>
    /// <param name="addition">Everything but the tables, which are filled in here; what the tables count of themselves is added.</param>
    /// <param name="run">When, where and how fast.</param>
    /// <returns>The model's manifest from now on.</returns>
    /// <exception cref="IOException">The disk is full, or another run changed the model meanwhile.</exception>
    public Manifest Commit(ManifestAddition addition, ManifestAdditionRun run)
    {
        var manifest = Extended(Model.Manifest, addition, run);
        WriteFailure.Explain(Model.Path, () =>
        {
            if (!IsUnchanged(Model.Path)) throw Changed();
            TakeOver(Model.Path, _sibling.Path);
            manifest.Write(Path.Combine(_sibling.Path, Manifest.FileName));
            DurableFiles.FlushDirectory(_sibling.Path);
            var displaced = _sibling.Replace(Model.Path);

            // Another run may have come between: what it made must not go with the sibling.
            if (!IsUnchanged(displaced))
            {
                _sibling.PutBack(Model.Path, displaced);
                throw Changed();
            }

            DurableFiles.FlushDirectory(Path.GetDirectoryName(Model.Path)!);
        });
        return manifest;
    }

    public void Dispose() => _sibling.Dispose();

    Manifest Extended(Manifest before, ManifestAddition addition, ManifestAdditionRun run)
    {
        string[] names = [.. _folder.Tables.Select(table => table.Name).Order(StringComparer.Ordinal)];
        foreach (var (name, count) in _counts) addition.Counts[name] = count;

        // A table has the lineage of the run that wrote it last; a run of which nothing is left is forgotten.
        var kept = before.Additions.Zip(before.Run.Additions, (added, itsRun) => (Addition: added with { Tables = [.. added.Tables.Except(names, StringComparer.Ordinal)] }, Run: itsRun))
            .Where(one => one.Addition.Tables.Count > 0).ToArray();
        return before with
        {
            Tables = [.. before.Tables.ExceptBy(names, table => table.Name, StringComparer.Ordinal).Concat(_folder.Tables).OrderBy(table => table.Name, StringComparer.Ordinal)],
            Additions = [.. kept.Select(one => one.Addition), addition with { Tables = names }],
            Run = before.Run with { Additions = [.. kept.Select(one => one.Run), run with { Verb = addition.Verb }] },
        };
    }

    // All that lies in the model's directory but its manifest and the tables that are there anew.
    static void TakeOver(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            var target = Path.Combine(to, name);
            if (name != Manifest.FileName && !File.Exists(target)) DurableFiles.LinkOrCopy(file, target);
        }
    }

    bool IsUnchanged(string directory)
    {
        var path = Path.Combine(directory, Manifest.FileName);
        return File.Exists(path) && Manifest.Read(path).Run.ManifestHash == Model.Manifest.Run.ManifestHash;
    }

    IOException Changed() => new($"{Model.Path}: another run changed the model meanwhile, and this one's tables were left out; run again.");

    void Add(TableSchema schema, long rows, Action<string> write)
    {
        RefuseUnlessFree(schema.Name);
        _folder.Add(schema, file =>
        {
            write(file);
            return rows;
        });
    }
}
