using System.Diagnostics;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>A file system of some kilobytes; skipped where none can be mounted.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose()
    {
        Mount("umount", _tool["small"]);
        _tool.Dispose();
    }

    [Theory]
    [InlineData("s.parquet")]
    [InlineData("s.csv")]
    public void Similarity_DiskFull_LeavesWhatWasThere(string name)
    {
        Directory.CreateDirectory(_tool["small"]);
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _tool["small"]), "No file system can be mounted here.");
        Tool.Succeed("generate", "--out", _tool["network"], "--consumers", "5000", "--producers", "1000", "--communities", "5", "--follows", "60000", "--favourites", "10");
        var path = Path.Combine(_tool["small"], name);
        File.WriteAllText(path, "old");

        var (code, _, error) = Tool.Run("similarity", "--follows", Path.Combine(_tool["network"], "follows.parquet"), "--out", path, "--overwrite");
        Assert.Equal(ExitCodes.Output, code);
        Assert.Contains("disk is full", error);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_tool["small"]));
    }

    internal static bool Mount(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // The program is not installed.
        }
    }
}
