using System.Text;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>Makes a writer a screen: colours and the terminal's width on a terminal, plain wide text elsewhere.</summary>
static class Screen
{
    // Wide enough that no table of ours wraps in a log or a file.
    const int RedirectedWidth = 160;

    internal static IAnsiConsole On(TextWriter writer)
    {
        var isTerminal = IsTerminal(writer);
        var plain = !isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Enrichment = new() { UseDefaultEnrichers = false },
        });
        if (!isTerminal) console.Profile.Width = RedirectedWidth;
        console.Profile.Capabilities.Unicode = !isTerminal || Console.OutputEncoding.WebName.StartsWith(Encoding.UTF8.WebName);
        return console;
    }

    internal static bool IsTerminal(TextWriter writer) =>
        (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected) || (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected);
}
