using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>Pages that arrays have freed and other arrays may have: a system clears every page it gives, which for large arrays can take as long as filling them.</summary>
/// <remarks>
/// In pieces of 2 MB, the size of a large page, which the system moves from one address to another without copying: what one array leaves serves another of any size. Linux only. No more than an
/// eighth of the machine's memory is kept, and 2 GB; <see cref="Release"/> gives it back.
/// </remarks>
static unsafe partial class KeptPages
{
    internal const nuint PieceBytes = 2 << 20;

    const int ReadAndWrite = 3, PrivateAndAnonymous = 0x22, Fixed = 0x10, UseLargePages = 14, MayMoveToFixed = 3;

    static readonly nuint s_maxPieces = (nuint)Math.Min(2L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8) / PieceBytes;
    static readonly Lock s_gate = new();

    // Runs of pieces that lie one after another; the last is the one that came last.
    static readonly List<(nuint Address, nuint Count)> s_runs = [];
    static nuint s_pieces;

    /// <summary>Bytes that are kept.</summary>
    internal static long SizeBytes
    {
        get
        {
            lock (s_gate) return (long)(s_pieces * PieceBytes);
        }
    }

    /// <summary>The size of an area that has so many bytes: whole pieces.</summary>
    internal static nuint AreaOf(nuint bytes) => (bytes + PieceBytes - 1) / PieceBytes * PieceBytes;

    /// <summary>An area, its front of kept pages and the rest of fresh ones, which are zero.</summary>
    /// <param name="bytes">Its size, of whole pieces.</param>
    /// <param name="keptBytes">How long the front is; it holds anything.</param>
    /// <exception cref="InsufficientMemoryException">The memory is not to be had.</exception>
    internal static void* Take(nuint bytes, out nuint keptBytes)
    {
        var runs = TakeRuns(bytes / PieceBytes);
        if (runs.Count == 1 && runs[0].Count * PieceBytes == bytes)
        {
            keptBytes = bytes;
            return (void*)runs[0].Address;
        }

        var area = Reserve(bytes);
        keptBytes = 0;
        foreach (var (address, count) in runs)
        {
            // One by one: a run may consist of several mappings, which can only be moved each by itself.
            for (nuint piece = 0; piece < count; piece++, keptBytes += PieceBytes) Move(address + piece * PieceBytes, area + keptBytes);
        }

        return (void*)area;
    }

    /// <summary>Takes an area over, or its tail: keeps what there is room for.</summary>
    internal static void Give(void* area, nuint bytes)
    {
        var pieces = bytes / PieceBytes;
        nuint kept;
        lock (s_gate)
        {
            kept = Math.Min(pieces, s_maxPieces - s_pieces);
            if (kept > 0) s_runs.Add(((nuint)area, kept));
            s_pieces += kept;
        }

        if (kept < pieces) Unmap((byte*)area + kept * PieceBytes, (pieces - kept) * PieceBytes);
    }

    /// <summary>Gives all that is kept back to the system.</summary>
    internal static void Release()
    {
        foreach (var (address, count) in TakeRuns(nuint.MaxValue)) Unmap((void*)address, count * PieceBytes);
    }

    // As few as one where a run is long enough, else the latest.
    static List<(nuint Address, nuint Count)> TakeRuns(nuint pieces)
    {
        var taken = new List<(nuint, nuint)>();
        lock (s_gate)
        {
            var best = -1;
            for (var i = 0; i < s_runs.Count; i++)
                if (s_runs[i].Count >= pieces && (best < 0 || s_runs[i].Count < s_runs[best].Count)) best = i;
            for (var i = best >= 0 ? best : s_runs.Count - 1; i >= 0 && pieces > 0; i = s_runs.Count - 1)
            {
                var (address, count) = s_runs[i];
                var part = Math.Min(count, pieces);
                taken.Add((address, part));
                if (part == count) s_runs.RemoveAt(i);
                else s_runs[i] = (address + part * PieceBytes, count - part);
                pieces -= part;
                s_pieces -= part;
            }
        }

        return taken;
    }

    // Fresh pages that begin where a large page can.
    static nuint Reserve(nuint bytes)
    {
        var pages = Map(null, bytes + PieceBytes, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (pages == (void*)-1) throw new InsufficientMemoryException($"{bytes:N0} bytes of native memory are not to be had.");
        var (start, area) = ((nuint)pages, AreaOf((nuint)pages));
        if (area > start) Unmap(pages, area - start);
        if (start + PieceBytes > area) Unmap((void*)(area + bytes), start + PieceBytes - area);

        // A hint: a system that has no large pages to give maps small ones.
        _ = Advise((void*)area, bytes, UseLargePages);
        return area;
    }

    static void Move(nuint from, nuint to)
    {
        if (Remap((void*)from, PieceBytes, PieceBytes, MayMoveToFixed, (void*)to) == (void*)to) return;

        // The system has as many mappings as it will have: fresh pages in its place.
        Unmap((void*)from, PieceBytes);
        if (Map((void*)to, PieceBytes, ReadAndWrite, PrivateAndAnonymous | Fixed, -1, 0) != (void*)to)
            throw new InsufficientMemoryException($"{PieceBytes:N0} bytes of native memory are not to be had.");
    }

    static void Unmap(void* address, nuint bytes)
    {
        if (UnmapPages(address, bytes) != 0) throw new InvalidOperationException("Pages that were mapped cannot be unmapped.");
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mremap")]
    private static partial void* Remap(void* address, nuint bytes, nuint newBytes, int flags, void* newAddress);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int UnmapPages(void* address, nuint bytes);
}
