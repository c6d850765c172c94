using System.CommandLine;
using System.Globalization;

namespace SimClusters.Cli;

/// <summary>The time that a run takes for now, as a person writes it.</summary>
static class TimeArgument
{
    internal static readonly Option<string?> Now = new("--now")
    {
        Description = "The time to which favourites decay: ISO text, or seconds or milliseconds since 1970. Default: the newest event.",
    };

    /// <exception cref="ArgumentException">The text is no time.</exception>
    internal static DateTimeOffset? Read(ParseResult arguments)
    {
        if (arguments.GetValue(Now) is not { } text) return null;
        if (long.TryParse(text, out var number) && Math.Abs(number) < 253_402_300_799_999)
            return Math.Abs(number) < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new ArgumentException($"--now: expected a time such as 2026-01-31T12:00:00Z, or seconds or milliseconds since 1970, found '{text}'.");
    }
}
