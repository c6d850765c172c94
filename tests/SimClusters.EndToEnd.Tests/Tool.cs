using System.Text.Json;
using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>One run of the tool in this process, and a folder of its own for what it reads and writes.</summary>
sealed class Tool : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("simclusters-").FullName;

    internal static string Toy(string file) => Path.Combine(Root(), "data", "toy", file);

    internal string this[string file] => Path.Combine(Folder, file);

    internal string Write(string file, string text)
    {
        File.WriteAllText(this[file], text);
        return this[file];
    }

    internal static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = SimClustersCommand.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs and expects success.</summary>
    internal static string Succeed(params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.True(code == ExitCodes.Ok, error);
        return output;
    }

    /// <summary>Runs and expects one sentence on standard error, an exit code, and nothing written.</summary>
    internal string Fail(int expectedCode, params string[] arguments)
    {
        var before = Directory.GetFileSystemEntries(Folder).Order();
        var (code, output, error) = Run(arguments);
        Assert.True(code == expectedCode, $"{code}: {error}");
        Assert.DoesNotContain("(Parameter", error);
        Assert.DoesNotContain("This is a bug", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal("", output);
        Assert.Equal(before, Directory.GetFileSystemEntries(Folder).Order());
        return error;
    }

    internal static JsonElement Json(params string[] arguments) => JsonDocument.Parse(Succeed([.. arguments, "--json"])).RootElement;

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SimClusters.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
