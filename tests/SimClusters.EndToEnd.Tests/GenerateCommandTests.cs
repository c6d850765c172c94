using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public sealed class GenerateCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("simclusters-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    (int Code, string Error) Generate(string name, params string[] more)
    {
        using var error = new StringWriter();
        string[] arguments = ["generate", "--out", Path.Combine(_folder, name), "--consumers", "5000", "--producers", "200", "--communities", "5", "--follows", "40000", "--favourites", "9000"];
        return (SimClustersCommand.Run([.. arguments, .. more], TextWriter.Null, error), error.ToString());
    }

    [Fact]
    public void Generate_AnyThreadCount_SameFiles()
    {
        Assert.Equal(ExitCodes.Ok, Generate("one", "--threads", "1").Code);
        Assert.Equal(ExitCodes.Ok, Generate("two", "--threads", "3").Code);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "one")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("one", "two")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void Generate_ExistingFolder_IsRefusedAndReplacedOnlyWhenAsked()
    {
        Generate("one");
        var before = File.ReadAllBytes(Path.Combine(_folder, "one", "follows.parquet"));
        var (code, error) = Generate("one", "--seed", "9");
        Assert.Equal(ExitCodes.Output, code);
        Assert.Contains("--overwrite", error);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "one", "follows.parquet")));
        Assert.Equal(ExitCodes.Ok, Generate("one", "--seed", "9", "--overwrite").Code);
        Assert.NotEqual(before, File.ReadAllBytes(Path.Combine(_folder, "one", "follows.parquet")));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    public void Generate_OtherFormat_HasTheSameFollows(string format)
    {
        Generate("one");
        Generate("other", "--format", format);
        string[] lists = [.. new[] { Path.Combine("one", "follows.parquet"), Path.Combine("other", $"follows.{format}") }.Select((follows, i) =>
        {
            var list = Path.Combine(_folder, $"{i}.csv");
            Tool.Succeed("similarity", "--follows", Path.Combine(_folder, follows), "--top", "5", "--out", list);
            return File.ReadAllText(list);
        })];
        Assert.Equal(lists[0], lists[1]);
    }

    [Fact]
    public void Generate_MixingBeyondOne_IsAUsageError() => Assert.Equal(ExitCodes.Usage, Generate("one", "--mixing", "2").Code);

    [Theory]
    [InlineData(ExitCodes.Usage, "nonsense")]
    [InlineData(ExitCodes.Usage, "generate")]
    [InlineData(ExitCodes.Ok, "generate", "--help")]
    [InlineData(ExitCodes.Ok, "--help")]
    public void Run_CommandLine_GivesItsExitCode(int code, params string[] arguments) =>
        Assert.Equal(code, SimClustersCommand.Run(arguments, TextWriter.Null, TextWriter.Null));
}
