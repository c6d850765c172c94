using SimClusters.Pipeline;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>The directory that a model is: open tables and a manifest that vouches for them.</summary>
public static class ModelDirectory
{
    /// <summary>Begins a model; it appears under its name when it is committed.</summary>
    /// <param name="path">A name that is free, or with <paramref name="overwrite"/> that of a model.</param>
    /// <param name="tables">The tables that it is to have; others are passed over.</param>
    /// <exception cref="IOException">The name is taken, or nothing can be written there.</exception>
    public static ModelWriter Create(string path, bool overwrite, ModelTables tables = ModelTables.Default)
    {
        path = PartialSibling.Place(path);
        if (Path.GetDirectoryName(path) is { } parent && Directory.Exists(parent)) PartialSibling.ClearLeftovers(path);
        RefuseUnlessReplaceable(path, overwrite);
        PartialSibling? sibling = null;
        WriteFailure.Explain(path, () =>
        {
            sibling = PartialSibling.For(path);
            Directory.CreateDirectory(sibling.Path);
        });
        return new(path, overwrite, tables, sibling!);
    }

    /// <summary>Begins to add tables to a model; they are there, and none that was there has changed, when it is committed.</summary>
    /// <param name="path">A model's directory.</param>
    /// <param name="overwrite">Whether tables that are there already may be replaced.</param>
    /// <exception cref="TableFormatException">There is no whole model of a known format here.</exception>
    /// <exception cref="IOException">Nothing can be written beside the model.</exception>
    public static ModelExtension Extend(string path, bool overwrite)
    {
        var model = Open(path, verifyHashes: false);
        PartialSibling? sibling = null;
        WriteFailure.Explain(model.Path, () =>
        {
            sibling = PartialSibling.For(model.Path);
            Directory.CreateDirectory(sibling.Path);
        });
        return new(model, overwrite, sibling!);
    }

    /// <summary>Opens a model.</summary>
    /// <param name="path">Its directory.</param>
    /// <param name="verifyHashes">Whether every table is read once and compared with the manifest first.</param>
    /// <exception cref="TableFormatException">There is no whole model of a known format here, or a table is not what the manifest says.</exception>
    public static Model Open(string path, bool verifyHashes = true)
    {
        path = PartialSibling.Place(path);
        if (File.Exists(path)) throw new TableFormatException(path, "expected a model directory, found a file.");
        if (!Directory.Exists(path) && Directory.Exists(Path.GetDirectoryName(path))) PartialSibling.ClearLeftovers(path);
        if (!Directory.Exists(path)) throw new TableFormatException(path, "expected a model directory, found nothing; make one with 'simclusters build'.");
        var model = new Model(path, Manifest.Read(Path.Combine(path, Manifest.FileName)));
        foreach (var table in model.Manifest.Tables)
        {
            if (verifyHashes) model.CheckTable(table.Name);
            else model.CheckSize(table);
        }

        return model;
    }

    /// <summary>Refuses a name that is taken, unless it is a model's and may be replaced. An empty directory is free.</summary>
    internal static void RefuseUnlessReplaceable(string path, bool overwrite)
    {
        if (File.Exists(path)) throw new IOException($"{path}: expected a name for a model directory, found a file.");
        if (!Directory.Exists(path)) return;
        if (!Directory.EnumerateFileSystemEntries(path).Any()) return;
        if (!File.Exists(Path.Combine(path, Manifest.FileName)))
            throw new IOException($"{path}: the directory is not a model (it has no {Manifest.FileName}) and is never overwritten; choose another name.");
        if (!overwrite) throw new IOException($"{path}: a model is there already; pass --overwrite to replace it.");
    }
}
