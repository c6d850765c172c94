using SimClusters.Cli;
using SimClusters.Tables;

namespace SimClusters.EndToEnd.Tests;

public class FailureTests
{
    public static TheoryData<Exception, int, string> Exceptions => new()
    {
        { new ArgumentOutOfRangeException("count", 0, "At least 1."), ExitCodes.Usage, "simclusters: At least 1." },
        { new TableFormatException("f.csv", 3, "two ids", "x"), ExitCodes.BadInput, "simclusters: f.csv:3: expected two ids, found 'x'." },
        { new IOException("No space."), ExitCodes.Output, "simclusters: No space." },
        { new OperationCanceledException(), ExitCodes.Cancelled, "simclusters: Stopped; nothing half-written is left." },
        { new InsufficientMemoryException(), ExitCodes.Failure, "simclusters: The memory is not enough" },
        { new InvalidOperationException("Odd."), ExitCodes.Failure, "simclusters: InvalidOperationException: Odd. This is a bug" },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Report_Exception_IsOneSentenceAndItsCode(Exception exception, int code, string sentence)
    {
        using var error = new StringWriter();
        Assert.Equal(code, Failure.Report(exception, error, verbose: false));
        Assert.StartsWith(sentence, error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public void Report_Verbose_ShowsWhere()
    {
        using var error = new StringWriter();
        Failure.Report(new InvalidOperationException("Odd."), error, verbose: true);
        Assert.Contains("System.InvalidOperationException", error.ToString());
    }

    [Fact]
    public void Help_OfTheTool_HasExitCodes() => Assert.Contains("130", Tool.Succeed("--help"));

    [Fact]
    public void Help_OfAVerb_HasAnExample() => Assert.Contains("simclusters similarity --follows follows.csv", Tool.Succeed("similarity", "--help"));
}
