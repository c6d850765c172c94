using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>Native memory for arrays: large ones are pages of their own, so that freeing them lowers the process at once.</summary>
/// <remarks>
/// The C allocator keeps freed blocks of up to 32 MB for later, which after reading a graph can be as much as the graph itself.
/// On systems other than Linux, and for small arrays, the C allocator serves all.
/// </remarks>
static unsafe partial class NativePages
{
    /// <summary>From this size on, an array is mapped.</summary>
    const nuint MinMappedBytes = 1 << 20;

    // glibc's own; other C libraries have none, and keep less.
    static readonly delegate* unmanaged<nuint, int> s_trim =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
            ? (delegate* unmanaged<nuint, int>)trim
            : null;

    /// <summary>From this size on, an array asks for pages of 2 MB: fewer faults while it is filled, fewer misses where it is read at random.</summary>
    const nuint MinLargePagesBytes = 4 << 20;

    const int ReadAndWrite = 3, PrivateAndAnonymous = 0x22, UseLargePages = 14;

    /// <summary>At least one byte; zeroed if asked for.</summary>
    /// <exception cref="InsufficientMemoryException">The memory is not to be had.</exception>
    internal static void* Allocate(nuint bytes, bool cleared)
    {
        if (!IsMapped(bytes)) return cleared ? NativeMemory.AllocZeroed(bytes) : NativeMemory.Alloc(bytes);
        var pages = Map(null, bytes, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (pages == (void*)-1) throw new InsufficientMemoryException($"{bytes:N0} bytes of native memory are not to be had.");

        // A hint: a system that has no large pages to give maps small ones.
        if (bytes >= MinLargePagesBytes) _ = Advise(pages, bytes, UseLargePages);
        return pages;
    }

    /// <summary>Gives back what <see cref="Allocate"/> gave, of the same size.</summary>
    internal static void Free(void* memory, nuint bytes)
    {
        if (!IsMapped(bytes)) NativeMemory.Free(memory);
        else if (memory is not null && Unmap(memory, bytes) != 0) throw new InvalidOperationException("Pages that were mapped cannot be unmapped.");
    }

    /// <summary>Gives back the end of what <see cref="Allocate"/> gave, where it is pages of its own.</summary>
    /// <returns>The size that is left, to be freed as.</returns>
    internal static nuint Shorten(void* memory, nuint bytes, nuint neededBytes)
    {
        if (!IsMapped(bytes)) return bytes;
        var pageBytes = (nuint)Environment.SystemPageSize;
        var left = Math.Max(MinMappedBytes, (neededBytes + pageBytes - 1) / pageBytes * pageBytes);
        if (left >= bytes) return bytes;
        if (Unmap((byte*)memory + left, bytes - left) != 0) throw new InvalidOperationException("Pages that were mapped cannot be unmapped.");
        return left;
    }

    /// <summary>Gives freed small blocks back to the system as well: worth its milliseconds after a stage that freed many.</summary>
    internal static void Trim()
    {
        if (s_trim is not null) s_trim(0);
    }

    static bool IsMapped(nuint bytes) => bytes >= MinMappedBytes && OperatingSystem.IsLinux();

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(void* address, nuint bytes);
}
