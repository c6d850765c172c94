namespace SimClusters.Tables.Files;

/// <summary>A hidden place beside a target, on the same file system, where it is made before it takes the target's name.</summary>
/// <remarks>
/// For a target <c>model</c>: <c>.model.XXXX.partial</c>, and <c>.model.XXXX.lock</c>, a file that this process holds open and locked. The
/// system releases the lock of a killed process, which is how the next run knows what to clear away; a process number would not
/// tell in a container. Where the swap has no single step, the old model is <c>.model.XXXX.aside</c> for a moment, and is put back if that moment was the last.
/// </remarks>
sealed class PartialSibling : IDisposable
{
    readonly FileStream _lock;

    PartialSibling(string stem)
    {
        Stem = stem;
        _lock = new FileStream(stem + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    const string LockSuffix = ".lock", PartialSuffix = ".partial", AsideSuffix = ".aside";

    string Stem { get; }

    /// <summary>The file or directory to make; it does not exist yet.</summary>
    internal string Path => Stem + PartialSuffix;

    /// <summary>Where the old target waits while it is replaced.</summary>
    internal string Aside => Stem + AsideSuffix;

    /// <summary>Where a directory of a name is. Of a symbolic link, as "current" to the model of the day, where it leads: the link itself is never replaced.</summary>
    internal static string Place(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var directory = new DirectoryInfo(path);
        return directory.LinkTarget is null ? path : System.IO.Path.TrimEndingDirectorySeparator(directory.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    /// <summary>A place for a target; what killed runs left beside it is cleared away first.</summary>
    /// <exception cref="IOException">The parent directory is missing or cannot be written to.</exception>
    internal static PartialSibling For(string target)
    {
        var (parent, name) = Parts(target);
        if (!Directory.Exists(parent)) throw new IOException($"{target}: the directory {parent} does not exist; make it first.");
        ClearLeftovers(target);
        return new(System.IO.Path.Combine(parent, $".{name}.{System.IO.Path.GetRandomFileName()[..8]}"));
    }

    /// <summary>Removes what killed runs left beside a target; puts the target back if one was killed between its two renames.</summary>
    internal static void ClearLeftovers(string target)
    {
        var (parent, name) = Parts(target);
        foreach (var lockPath in Directory.EnumerateFiles(parent, $".{name}.*{LockSuffix}"))
        {
            var stem = lockPath[..^LockSuffix.Length];
            if (System.IO.Path.GetFileName(stem).Length != name.Length + 10) continue; // another target's, with a longer name
            try
            {
                using var held = new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                if (Directory.Exists(stem + AsideSuffix) && !Directory.Exists(target)) Directory.Move(stem + AsideSuffix, target);
                Remove(stem + AsideSuffix);
                Remove(stem + PartialSuffix);
                File.Delete(lockPath);
            }
            catch (IOException)
            {
                // A run that lives holds the lock: what it makes is its own.
            }
        }
    }

    /// <summary>Gives what was made here the target's name; in one step where the system can.</summary>
    /// <param name="target">A directory that exists.</param>
    /// <returns>Where the old target is now: it goes with this sibling, unless it is <see cref="PutBack"/>.</returns>
    internal string Replace(string target)
    {
        if (DurableFiles.TryExchange(Path, target)) return Path;
        Directory.Move(target, Aside);
        Directory.Move(Path, target);
        return Aside;
    }

    /// <summary>Takes <see cref="Replace"/> back.</summary>
    /// <param name="target">The same target.</param>
    /// <param name="displaced">What <see cref="Replace"/> returned.</param>
    internal void PutBack(string target, string displaced)
    {
        if (displaced == Path && DurableFiles.TryExchange(Path, target)) return;
        if (displaced == Path) Directory.Move(Path, Aside);
        Directory.Move(target, Path);
        Directory.Move(Aside, target);
    }

    public void Dispose()
    {
        Remove(Path);
        Remove(Aside);
        File.Delete(Stem + LockSuffix);
        _lock.Dispose();
    }

    static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
    }

    static (string Parent, string Name) Parts(string target)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        return (System.IO.Path.GetDirectoryName(full) ?? full, System.IO.Path.GetFileName(full));
    }
}
