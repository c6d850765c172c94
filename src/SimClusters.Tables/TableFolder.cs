using SimClusters.Tables.Columns;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>The tables of a model in the making, each on disk and in the list when it is whole.</summary>
/// <param name="target">The model's name to be, which failures are told of.</param>
/// <param name="folder">Where the tables are made.</param>
sealed class TableFolder(string target, string folder)
{
    readonly List<ManifestTable> _tables = [];

    internal IReadOnlyList<ManifestTable> Tables => _tables;

    /// <summary>Adds a table.</summary>
    /// <param name="write">Writes the file that it is given, and says how many rows.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Add(TableSchema schema, Func<string, long> write) => WriteFailure.Explain(target, () =>
    {
        var file = Path.Combine(folder, schema.FileName);
        var rows = write(file);
        DurableFiles.Flush(file);
        _tables.Add(new(schema.Name, schema.FileName, rows, new FileInfo(file).Length, FileHash.Of(file)));
    });

    /// <summary>Adds a table of another model as it is.</summary>
    /// <exception cref="TableFormatException">The other model lacks the table or its hash does not match.</exception>
    internal void Copy(Model from, string table)
    {
        var entry = from.CheckTable(table);
        WriteFailure.Explain(target, () => File.Copy(from.FileOf(table), Path.Combine(folder, entry.File)));
        _tables.Add(entry);
    }
}
