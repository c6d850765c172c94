using DuckDB.NET.Data;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>A table of ours in the form that the output's name asks for: .parquet, .csv, .tsv, .json or .jsonl (one object a line), .gz after any of the texts.</summary>
public static class TableExport
{
    /// <summary>The name endings that <see cref="Write"/> knows.</summary>
    public const string KnownForms = ".parquet, .csv, .tsv, .json or .jsonl, the last four also with .gz";

    /// <summary>Makes a table and stores it in the form its name asks for; it appears when it is whole.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="overwrite">Whether it may replace one that exists.</param>
    /// <param name="writeParquet">Writes the table as Parquet to the path that it is given, such as <see cref="SimilarityTable.Write"/>.</param>
    /// <param name="threadCount">Threads of the conversion.</param>
    /// <exception cref="ArgumentException">The name asks for no form that is known.</exception>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be written; nothing is left behind.</exception>
    public static void Write(string path, bool overwrite, Action<string> writeParquet, int threadCount)
    {
        var form = FormOf(path);
        AtomicFile.Write(path, overwrite, partial =>
        {
            if (form.Length == 0)
            {
                writeParquet(partial);
                return;
            }

            var parquet = partial + ".parquet";
            try
            {
                writeParquet(parquet);
                Convert(parquet, partial, form, threadCount);
            }
            finally
            {
                File.Delete(parquet);
            }
        });
    }

    /// <summary>Stores a table of a model under another name or in another form.</summary>
    /// <param name="table">The table's name without extension.</param>
    /// <exception cref="ArgumentException">The name asks for no form that is known.</exception>
    /// <exception cref="TableFormatException">The model has no such table.</exception>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be written; nothing is left behind.</exception>
    public static void Export(Model model, string table, string path, bool overwrite, int threadCount)
    {
        var form = FormOf(path);
        var source = model.FileOf(table);
        AtomicFile.Write(path, overwrite, partial =>
        {
            if (form.Length == 0) File.Copy(source, partial);
            else Convert(source, partial, form, threadCount);
        });
    }

    // The options of DuckDB's COPY; empty for Parquet, which is there already.
    static string FormOf(string path)
    {
        var name = path;
        var compression = "";
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^3];
            compression = ", COMPRESSION gzip";
        }

        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".PARQUET" when compression.Length == 0 => "",
            ".CSV" => "FORMAT csv, HEADER" + compression,
            ".TSV" => "FORMAT csv, HEADER, DELIMITER '\t'" + compression,
            ".JSON" or ".JSONL" => "FORMAT json" + compression,
            _ => throw new ArgumentException($"{path}: expected a name that ends in {KnownForms}.", nameof(path)),
        };
    }

    static void Convert(string parquet, string path, string form, int threadCount)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();

        // Rows leave in the order of the table, whatever the number of threads.
        command.CommandText =
            $"SET threads = {threadCount}; SET memory_limit = '1GB'; SET preserve_insertion_order = true; " +
            $"COPY (FROM read_parquet({Quoted(parquet)})) TO {Quoted(path)} ({form})";
        command.ExecuteNonQuery();
    }

    static string Quoted(string path) => $"'{path.Replace("'", "''")}'";
}
