using System.CommandLine;
using System.Globalization;

namespace SimClusters.Cli;

/// <summary>The options that mean the same in every verb. Declared once: a verb names those it takes.</summary>
static class CommonOptions
{
    internal static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Threads; the result is the same for any number.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.AtLeast(1);

    internal static readonly Option<ulong> Seed = new("--seed") { Description = "Every draw depends on it: the same seed gives the same bytes.", DefaultValueFactory = _ => 1 };

    internal static readonly Option<bool> Json = new("--json") { Description = "Write the report as JSON to standard output; what people read goes to standard error." };

    internal static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace what is there already: the file, the model or the tables that this run makes; it stays whole until the new one is." };

    internal static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Print nothing but failures, and the JSON where it is asked for." };

    internal static readonly Option<bool> Verbose = new("--verbose") { Description = "On a failure, print where it happened." };

    /// <summary>The value of an option that was named on the command line; otherwise that of a preset.</summary>
    internal static T Named<T>(this ParseResult arguments, Option<T> option, T otherwise) =>
        arguments.GetResult(option) is { Implicit: false } ? arguments.GetValue(option)! : otherwise;

    /// <summary>Refuses values below a least one when the line is parsed, in terms of the option.</summary>
    internal static Option<T> AtLeast<T>(this Option<T> option, T least)
        where T : struct, IComparable<T>, IParsable<T> => option.Refusing((T value) => value.CompareTo(least) < 0, $"at least {least}");

    /// <summary>As the other, for an option that need not be given.</summary>
    internal static Option<int?> AtLeast(this Option<int?> option, int least) => option.Refusing((int value) => value < least, $"at least {least}");

    /// <summary>Refuses values outside a closed range when the line is parsed.</summary>
    internal static Option<double> Between(this Option<double> option, double least, double most) => option.Refusing((double value) => !(value >= least && value <= most), $"{least} to {most}");

    static Option<TOption> Refusing<TOption, T>(this Option<TOption> option, Predicate<T> isWrong, string expected)
        where T : struct, IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // Text that is no number has its own sentence already; to ask the library for its value would throw.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && isWrong(value)) result.AddError($"{option.Name}: expected {expected}, found {value}.");
        });
        return option;
    }
}
