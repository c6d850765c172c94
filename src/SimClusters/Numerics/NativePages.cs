using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>Native memory for arrays: large ones are pages of their own, which are kept for the next array when they are freed, up to a limit.</summary>
/// <remarks>
/// The C allocator keeps freed blocks of up to 32 MB for later, which after reading a graph can be as much as the graph itself.
/// On systems other than Linux, and for small arrays, the C allocator serves all.
/// </remarks>
static unsafe class NativePages
{
    /// <summary>From this size on, an array is mapped: in large pages, with fewer faults while it is filled and fewer misses where it is read at random.</summary>
    internal const nuint MinMappedBytes = 1 << 20;

    // glibc's own; other C libraries have none, and keep less.
    static readonly delegate* unmanaged<nuint, int> s_trim =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
            ? (delegate* unmanaged<nuint, int>)trim
            : null;

    /// <summary>At least one byte; zeroed if asked for.</summary>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    internal static void* Allocate(nuint bytes, bool cleared)
    {
        void* memory;
        if (IsMapped(bytes))
        {
            memory = KeptPages.Take(KeptPages.AreaOf(bytes), out var keptBytes);
            if (cleared) NativeMemory.Clear(memory, Math.Min(keptBytes, bytes));
        }
        else
        {
            memory = cleared ? NativeMemory.AllocZeroed(bytes) : NativeMemory.Alloc(bytes);
        }

        if (!cleared) Spoil(memory, bytes);
        return memory;
    }

    /// <summary>Gives back what <see cref="Allocate"/> gave, of the same size.</summary>
    internal static void Free(void* memory, nuint bytes)
    {
        if (!IsMapped(bytes)) NativeMemory.Free(memory);
        else if (memory is not null) KeptPages.Give(memory, KeptPages.AreaOf(bytes));
    }

    /// <summary>Gives back the end of what <see cref="Allocate"/> gave, where it is pages of its own.</summary>
    /// <returns>The size that is left, to be freed as.</returns>
    internal static nuint Shorten(void* memory, nuint bytes, nuint neededBytes)
    {
        if (!IsMapped(bytes)) return bytes;
        var (area, left) = (KeptPages.AreaOf(bytes), KeptPages.AreaOf(Math.Max(MinMappedBytes, neededBytes)));
        if (left < area) KeptPages.Give((byte*)memory + left, area - left);
        return Math.Min(bytes, left);
    }

    /// <summary>Gives freed blocks that are no pages of their own back to the system: worth its milliseconds after a stage that freed many.</summary>
    internal static void TrimBlocks()
    {
        if (s_trim is not null) s_trim(0);
    }

    /// <summary>Gives back all that is free: after the last stage.</summary>
    internal static void Trim()
    {
        KeptPages.Release();
        TrimBlocks();
    }

    static bool IsMapped(nuint bytes) => bytes >= MinMappedBytes && OperatingSystem.IsLinux();

    // Who relies on zeros without asking for them is to find out in the tests.
    [Conditional("DEBUG")]
    static void Spoil(void* memory, nuint bytes) => NativeMemory.Fill(memory, bytes, 0xA5);
}
