namespace SimClusters.Cli;

/// <summary>Writes a file beside its place and renames it when it is whole: what stood there before stays until then.</summary>
static class WholeFile
{
    /// <param name="path">The file to appear.</param>
    /// <param name="write">Gets the path of a new file in the same folder.</param>
    /// <exception cref="OutputException">The folder does not exist, or the file cannot be written there. Nothing half-written is left.</exception>
    internal static void Write(string path, Action<string> write)
    {
        var whole = Path.GetFullPath(path);
        Check(path);
        var part = $"{whole}.part-{Environment.ProcessId}";
        try
        {
            write(part);
            using (var file = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
            File.Move(part, whole, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException and not OutputException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path}: cannot be written: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Whether a file can come to stand here: to be asked before hours of work.</summary>
    /// <exception cref="OutputException">It cannot.</exception>
    internal static void Check(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path)) throw new OutputException($"{path}: expected a file to write, found a folder; name a file in it.");
        if (!Directory.Exists(folder)) throw new OutputException($"{path}: there is no folder {folder} to write to; make it first.");
    }
}
