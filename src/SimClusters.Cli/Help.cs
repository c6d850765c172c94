using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SimClusters.Cli;

/// <summary>The library's help, and after it what teaches: examples of a verb, and the exit codes of the tool.</summary>
sealed class Help(HelpAction inner) : SynchronousCommandLineAction
{
    // A wrong line is no reason to withhold help.
    public override bool ClearsParseErrors => true;

    /// <summary>Puts this help in the place of the one that the root was born with.</summary>
    internal static void Attach(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Help((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        var code = inner.Invoke(parseResult);
        configuration.Output = output;

        // The library names the program after its assembly, the tool has a name of its own.
        output.Write($"{text}".Replace(RootCommand.ExecutableName, "simclusters"));
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples) output.WriteLine($"  {example}");
        }
        else
        {
            output.WriteLine("Exit codes:");
            foreach (var (exitCode, meaning) in ExitCodes.Meanings) output.WriteLine($"  {exitCode,-4} {meaning}");
        }

        output.WriteLine();
        return code;
    }
}
