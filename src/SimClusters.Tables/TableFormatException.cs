namespace SimClusters.Tables;

/// <summary>A file that cannot be read as the table it should be. The message says where, and what would be right.</summary>
public sealed class TableFormatException : FormatException
{
    /// <summary>One line is wrong: <c>follows.tsv:1204: expected two ids separated by a tab, found '17,42'.</c></summary>
    public TableFormatException(string path, long line, string expected, ReadOnlySpan<char> found)
        : base($"{path}:{line}: expected {expected}, found '{Quote(found)}'.")
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file as a whole is wrong.</summary>
    /// <param name="path">The file, or the query.</param>
    /// <param name="problem">A sentence without its capital: what was expected, what was found, what to do.</param>
    public TableFormatException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    public string Path { get; }

    /// <summary>The line from 1 on, or 0 when the file as a whole is meant.</summary>
    public long Line { get; }

    // A broken line can be a whole binary file: show enough to recognise it.
    internal static string Quote(ReadOnlySpan<char> text) => text.Length <= 60 ? text.ToString() : $"{text[..60]}…";
}
