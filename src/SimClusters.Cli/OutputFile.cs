namespace SimClusters.Cli;

/// <summary>Questions about a file to be written that are better asked before hours of work than after them.</summary>
static class OutputFile
{
    /// <param name="path">The file as the person named it.</param>
    /// <param name="overwrite">Whether it may replace one that exists.</param>
    /// <param name="forms">Endings that are known, such as <c>.parquet</c>; none when any will do.</param>
    /// <exception cref="ArgumentException">The ending is not known.</exception>
    /// <exception cref="OutputException">No file can come to stand there.</exception>
    internal static void Check(string path, bool overwrite, params ReadOnlySpan<string> forms)
    {
        if (Directory.Exists(path)) throw new OutputException($"{path}: expected a file to write, found a folder; name a file in it.");
        if (File.Exists(path) && !overwrite) throw new OutputException($"{path} exists already; give --overwrite to replace it.");
        if (!forms.IsEmpty && !EndsWithAny(path, forms)) throw new ArgumentException($"--out: expected a name that ends in {string.Join(", ", forms.ToArray())}, found '{path}'.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new OutputException($"{path}: there is no folder {folder} to write to; make it first.");
    }

    static bool EndsWithAny(string path, ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
