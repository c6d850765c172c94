using System.CommandLine;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>How a log writes its times, as a person names it.</summary>
static class TimeFormatArgument
{
    internal static readonly Option<string> Option = new Option<string>("--time-format")
    {
        Description = "How times are written. auto: told from the first one.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "seconds", "milliseconds", "microseconds", "nanoseconds", "iso", "digits");

    internal static TimeFormat Read(ParseResult arguments) => Enum.Parse<TimeFormat>(arguments.GetValue(Option)!, ignoreCase: true);
}
