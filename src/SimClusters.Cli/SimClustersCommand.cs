using System.CommandLine;

namespace SimClusters.Cli;

/// <summary>The tool: parse, call, report.</summary>
static class SimClustersCommand
{
    internal static RootCommand Create() => new("Finds the communities in who follows whom, and says what everyone cares about.\n\nFor example:\n  simclusters generate --out network")
    {
        GenerateCommand.Create(),
    };

    /// <summary>One run of the tool. Returns one of <see cref="ExitCodes"/>.</summary>
    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(arguments);
        try
        {
            var code = parsed.Invoke(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, error, verbose: Array.IndexOf(arguments, "--verbose") >= 0);
        }
    }
}
