namespace SimClusters.Tables.Input;

/// <summary>From what a person names as input to the files that are read.</summary>
static class InputPaths
{
    static readonly string[] s_tableEndings =
        [".parquet", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".csv.gz", ".tsv.gz", ".txt.gz", ".edges", ".edges.gz", ".links"];

    /// <summary>Whether an input is a query and no path.</summary>
    internal static bool IsQuery(string input)
    {
        var text = input.AsSpan().TrimStart();
        foreach (var word in (ReadOnlySpan<string>)["select", "with", "from"])
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && char.IsWhiteSpace(text[word.Length]))
                return true;
        }

        return false;
    }

    /// <summary>The files of a path, a directory or a glob, by name.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or the glob matches none.</exception>
    /// <exception cref="TableFormatException">A directory holds no table, or a file nothing.</exception>
    internal static IReadOnlyList<string> Expand(string input)
    {
        if (File.Exists(input)) return [input];
        if (Directory.Exists(input))
        {
            var tables = Directory.EnumerateFiles(input).Where(IsTable).Order(StringComparer.Ordinal).ToArray();
            return tables.Length > 0 ? tables : throw new TableFormatException(
                input, "expected a file of follows, found a directory without one. Name a file, or a glob such as 'follows/*.parquet'.");
        }

        if (input.AsSpan().IndexOfAny("*?[") < 0)
            throw new FileNotFoundException($"{input}: there is no such file. Check the path; it is taken from {Environment.CurrentDirectory}.", input);
        using var session = new DuckDbSession(threadCount: 1, memoryLimitBytes: 1L << 28);
        var files = session.Rows($"SELECT file FROM glob({DuckDbSession.Literal(input)})", input).Select(row => row[0]!).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new FileNotFoundException($"{input}: the glob matches no file. Quote it, so that the shell leaves it alone, and check the path.", input);
    }

    /// <summary>Opens a file for one sequential reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">It is empty, or a directory.</exception>
    internal static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new TableFormatException(path, "expected a file, found a directory.");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file. Check the path; it is taken from {Environment.CurrentDirectory}.", path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (file.Length > 0 || !file.CanSeek) return file;
        file.Dispose();
        throw new TableFormatException(path, "expected a table, found an empty file.");
    }

    static bool IsTable(string path) => s_tableEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
