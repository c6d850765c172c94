using DuckDB.NET.Data;
using SimClusters.Numerics;

namespace SimClusters.Tables;

/// <summary>Tab-separated text with a header, stored in another form: for tables that are made line by line.</summary>
public static class TextTable
{
    /// <param name="text">The file to read; its columns get the types that all their values have.</param>
    /// <param name="path">A new file whose name ends in .parquet or .csv.</param>
    /// <param name="execution">Cancellation; one thread converts, so that the bytes are the same on any machine.</param>
    /// <exception cref="IOException">The file cannot be written; what there is of it stays for the caller to remove.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Convert(string text, string path, Execution execution)
    {
        var form = path.EndsWith(".csv", StringComparison.Ordinal) ? "FORMAT csv, HEADER" : "FORMAT parquet, COMPRESSION zstd";
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SET threads = 1; SET memory_limit = '1GB'; " +
            $"COPY (FROM read_csv({Quoted(text)}, delim = '\t', header = true, quote = '', sample_size = -1)) TO {Quoted(path)} ({form})";
        using var interruption = execution.Cancellation.Register(command.Cancel);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException exception)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            throw new IOException(exception.Message, exception);
        }
    }

    static string Quoted(string path) => $"'{path.Replace("'", "''")}'";
}
