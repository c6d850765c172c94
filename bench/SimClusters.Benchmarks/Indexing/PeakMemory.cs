using System.Diagnostics;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>The most memory that this process has held, of which the system keeps count; counted from a moment on where the system allows it.</summary>
static class PeakMemory
{
    /// <summary>Counts from now on, on Linux; gives what is held now.</summary>
    internal static long Restart()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    internal static long Bytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
