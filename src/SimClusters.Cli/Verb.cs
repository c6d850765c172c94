using System.CommandLine;

namespace SimClusters.Cli;

/// <summary>One verb of the tool: its options, an example that works, and what it does.</summary>
/// <remarks>Every verb takes <c>--threads --json --quiet --verbose</c>; one that draws adds <see cref="CommonOptions.Seed"/> itself.</remarks>
sealed class Verb(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines for the end of the help text, the plainest first.</summary>
    internal IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Sets what the verb does. What it throws becomes a sentence and an exit code in <see cref="Failure"/>.</summary>
    /// <param name="run">Returns one of <see cref="ExitCodes"/>.</param>
    internal Verb Runs(Func<ParseResult, Host, int> run)
    {
        Add(CommonOptions.Threads);
        Add(CommonOptions.Json);
        Add(CommonOptions.Quiet);
        Add(CommonOptions.Verbose);
        SetAction((arguments, cancellation) =>
        {
            var host = new Host(Name, arguments, cancellation);
            var code = run(arguments, host);
            return Task.FromResult(code);
        });
        return this;
    }
}
