using System.CommandLine;
using System.CommandLine.Parsing;
using SimClusters.Numerics;

namespace SimClusters.Cli;

/// <summary>What is wrong with a command line, as sentences in terms of the options that the person typed.</summary>
static class Mistakes
{
    /// <summary>A sentence a mistake; empty where the line can be run.</summary>
    internal static IReadOnlyList<string> Of(ParseResult line)
    {
        if (line.Action is Help) return [];
        var verb = line.CommandResult.Command;
        var unknown = line.UnmatchedTokens;
        if (verb is RootCommand) return line.Errors.Count == 0 ? [] : [unknown.Count > 0 && IsOption(unknown[0]) ? Option(verb, unknown[0]) : Verb(verb, unknown)];

        // What stands behind an option that nobody knows was meant for it.
        string[] options = [.. unknown.Where(IsOption)];
        if (options.Length > 0) return [.. options.Select(name => Option(verb, name))];
        string[] swallowed = [.. line.CommandResult.Children.SelectMany(child => child.Tokens).Select(token => token.Value).Where(IsOption)];
        if (swallowed.Length == 0 && line.CommandResult.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0)) is { } empty) return [$"{NameOf(empty)}: expected a value, found an empty one."];
        return swallowed.Length > 0 ? [.. swallowed.Select(name => Option(verb, name))] : [.. line.Errors.Select(InWords)];
    }

    // No file or query that anybody names begins like an option.
    static bool IsOption(string token) => token.Length > 2 && token.StartsWith("--", StringComparison.Ordinal) && !token.Any(char.IsWhiteSpace);

    static string Verb(Command root, IReadOnlyList<string> unknown) => unknown.Count == 0 ? "Expected a verb, such as 'demo' or 'build'."
        : $"There is no verb '{unknown[0]}'; the nearest is '{Nearest(root.Subcommands, unknown[0])}'.";

    static string Option(Command verb, string name) => $"There is no option '{name}' of '{(verb is RootCommand ? "simclusters" : verb.Name)}'; the nearest is '{Nearest(verb.Options, name)}'.";

    static string Nearest(IEnumerable<Symbol> known, string name) => known.Select(symbol => symbol.Name).MinBy(other => EditDistance.Of(other, name))!;

    static string NameOf(SymbolResult result) => result switch { OptionResult option => option.Option.Name, ArgumentResult argument => argument.Argument.Name, _ => "" };

    // The library's words name types of the language, or no option at all.
    static string InWords(ParseError error)
    {
        if (error.SymbolResult is ArgumentResult { Parent: CommandResult, Argument.Name: var name, Tokens.Count: 0 }) return $"Expected {name} behind the verb.";
        var result = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (result is not { Tokens: [{ Value: var typed }, ..] }) return error.Message;
        if (error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal)) return $"{result.Option.Name}: expected {Kind(result.Option.ValueType)}, found '{typed}'.";
        var known = error.Message.IndexOf("Must be one of:", StringComparison.Ordinal);
        return known < 0 ? error.Message : $"{result.Option.Name}: expected one of {string.Join(", ", error.Message[known..].Split('\'').Where((_, part) => part % 2 == 1))}; found '{typed}'.";
    }

    static string Kind(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Double or TypeCode.Single => "a number",
        TypeCode.UInt64 or TypeCode.UInt32 => "a whole number of 0 or more",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Boolean => "nothing, true or false",
        _ => "something else",
    };
}
