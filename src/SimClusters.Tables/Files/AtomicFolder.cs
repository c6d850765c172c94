namespace SimClusters.Tables.Files;

/// <summary>A folder of files that appears under its name only when it is whole.</summary>
public static class AtomicFolder
{
    /// <summary>What stood under the name before is gone then, and not before.</summary>
    /// <param name="path">The folder to make, with those above it.</param>
    /// <param name="write">Writes into the folder that it is given, which is empty.</param>
    /// <exception cref="IOException">The name is a file's, or the folder cannot be written; nothing is left behind. What a killed run has left, the next one clears away.</exception>
    public static void Write(string path, Action<string> write)
    {
        var whole = PartialSibling.Place(path);
        if (File.Exists(whole)) throw new IOException($"{path}: expected the name of a folder, found a file.");
        WriteFailure.Explain(path, () =>
        {
            if (Path.GetDirectoryName(whole) is { } parent) Directory.CreateDirectory(parent);
            using var sibling = PartialSibling.For(whole);
            Directory.CreateDirectory(sibling.Path);
            write(sibling.Path);
            if (Directory.Exists(whole)) sibling.Replace(whole);
            else Directory.Move(sibling.Path, whole);
        });
    }
}
