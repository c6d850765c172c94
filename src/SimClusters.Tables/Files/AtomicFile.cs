namespace SimClusters.Tables.Files;

/// <summary>One file that appears under its name only when it is whole.</summary>
public static class AtomicFile
{
    /// <param name="path">The file to make.</param>
    /// <param name="overwrite">Whether it may replace one that exists.</param>
    /// <param name="write">Writes a new file at the path that it is given.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or cannot be written; nothing is left behind.</exception>
    public static void Write(string path, bool overwrite, Action<string> write)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: expected the name of a file, found a directory.");
        if (File.Exists(path) && !overwrite) throw new IOException($"{path}: the file exists; pass --overwrite to replace it.");
        WriteFailure.Explain(path, () =>
        {
            using var sibling = PartialSibling.For(path);
            write(sibling.Path);
            DurableFiles.Flush(sibling.Path);
            File.Move(sibling.Path, path, overwrite);
            DurableFiles.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        });
    }
}
