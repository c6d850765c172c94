using System.Runtime.InteropServices;

namespace SimClusters.Tables.Files;

/// <summary>The calls that make a rename safe: contents on disk before it, one step for a swap, the directory on disk after.</summary>
static partial class DurableFiles
{
    const int CurrentDirectory = -100; // AT_FDCWD
    const uint Exchange = 2;           // RENAME_EXCHANGE of linux/fs.h

    /// <summary>Waits until a file's contents are on disk.</summary>
    internal static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Waits until a directory's names are on disk; elsewhere than on Unix that needs no call.</summary>
    internal static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, flags: 0);
        if (descriptor < 0) return; // A directory that may be written but not read; the rename itself is still whole.
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Two directories take each other's name in one step.</summary>
    /// <returns>False where the system or the file system cannot.</returns>
    internal static bool TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return RenameAt2(CurrentDirectory, one, CurrentDirectory, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // An older C library; the caller renames twice.
        }
    }

    /// <summary>Gives a file a second name in another directory of the same file system; where that has none such, a copy.</summary>
    /// <exception cref="IOException">There is no such file, the name is taken, or the disk is full.</exception>
    internal static void LinkOrCopy(string file, string name)
    {
        if (!OperatingSystem.IsWindows() && Link(file, name) == 0) return;
        File.Copy(file, name);
        Flush(name);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
