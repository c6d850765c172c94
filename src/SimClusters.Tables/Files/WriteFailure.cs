namespace SimClusters.Tables.Files;

/// <summary>Turns a failed write into a sentence that names what the caller asked for, not the hidden place it was made in.</summary>
static class WriteFailure
{
    /// <exception cref="IOException">What <paramref name="write"/> failed with, as a sentence about <paramref name="target"/>.</exception>
    internal static void Explain(string target, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DuckDB.NET.Data.DuckDBException)
        {
            throw new IOException(Sentence(target, exception.Message), exception);
        }
    }

    static string Sentence(string target, string cause) => cause.Contains("No space left", StringComparison.OrdinalIgnoreCase)
        ? $"{target}: the disk is full; make room or choose another place, then run again. What was there before is unchanged."
        : cause.StartsWith(target, StringComparison.Ordinal) ? cause : $"{target}: cannot be written: {cause}";
}
