using System.CommandLine;

namespace SimClusters.Cli;

/// <summary>The tool: parse, call, report.</summary>
static class SimClustersCommand
{
    // Made once: the common options belong to all verbs.
    static readonly Lazy<RootCommand> s_root = new(Create);

    /// <summary>One run of the tool. Returns one of <see cref="ExitCodes"/>.</summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="output">Standard output: answers, or with <c>--json</c> one document.</param>
    /// <param name="error">Standard error: progress and failures.</param>
    /// <param name="cancellation">Ends the run, which leaves nothing half-written.</param>
    internal static int Run(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = Parse(arguments);
        if (arguments.Length == 0) return s_root.Value.Parse("--help").Invoke(new() { Output = error }) | ExitCodes.Usage;
        if (Mistakes.Of(parsed) is { Count: > 0 } mistakes)
        {
            foreach (var sentence in mistakes) error.WriteLine($"simclusters: {sentence}");
            error.WriteLine($"See 'simclusters{(parsed.CommandResult.Command is Verb verb ? $" {verb.Name}" : "")} --help'.");
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, error, verbose: Array.IndexOf(arguments, CommonOptions.Verbose.Name) >= 0);
        }
    }

    /// <summary>What a command line means, without running it.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> arguments) => s_root.Value.Parse(arguments);

    static RootCommand Create()
    {
        var root = new RootCommand("Finds the communities in who follows whom, and says what everyone cares about.")
        {
            DemoCommand.Create(), BuildCommand.Create(), UpdateCommand.Create(), TopicsCommand.Create(), EntitiesCommand.Create(), IndexCommand.Create(), RecommendCommand.Create(), CompareCommand.Create(), DescribeCommand.Create(), ShowCommand.Create(), ExplainCommand.Create(), SimilarCommand.Create(),
            ExportCommand.Create(), VerifyCommand.Create(), SimilarityCommand.Create(), CommunitiesCommand.Create(), InterestsCommand.Create(),
            EmbeddingsCommand.Create(), GenerateCommand.Create(),
        };
        Help.Attach(root);
        return root;
    }
}
