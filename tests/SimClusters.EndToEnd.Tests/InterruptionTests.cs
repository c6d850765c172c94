using System.Diagnostics;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>A real process and a real signal.</summary>
public sealed class InterruptionTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Signal_WhileWriting_EndsWith130AndLeavesNothing(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SimClusters.Cli"),
            ["generate", "--out", _tool["network"], "--consumers", "20000", "--producers", "1000", "--follows", "200000", "--favourites", "200000000"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            // The folder that is being written is there within seconds, and would be for minutes.
            Assert.True(SpinWait.SpinUntil(() => process.HasExited || Directory.EnumerateFileSystemEntries(_tool.Folder).Any(), TimeSpan.FromSeconds(60)));
            Assert.False(process.HasExited, "The run ended before it could be stopped.");
            using (var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"])) kill.WaitForExit();
            Assert.True(process.WaitForExit(60_000));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        Assert.Equal(ExitCodes.Cancelled, process.ExitCode);
        Assert.Contains("Stopped", process.StandardError.ReadToEnd());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_tool.Folder));
    }
}
